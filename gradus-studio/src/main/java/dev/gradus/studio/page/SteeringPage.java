package dev.gradus.studio.page;

import dev.gradus.recipe.RatePlan;
import dev.gradus.run.Run;
import dev.gradus.run.control.Control;
import dev.gradus.run.control.ControlText;
import dev.gradus.run.conversation.Conversation;
import dev.gradus.run.conversation.Conversation.Reply.Answered;
import dev.gradus.run.conversation.Conversation.Reply.Away;
import dev.gradus.run.conversation.Conversation.Reply.Gone;
import dev.gradus.run.conversation.Conversation.Reply.Late;
import dev.gradus.run.conversation.Conversation.Reply.Misread;
import dev.gradus.run.event.TrainingEvent.RunEnded;
import dev.gradus.run.json.RunException;
import dev.gradus.schedule.Horizon;
import dev.gradus.schedule.HyperParameter;
import dev.gradus.schedule.Warning;
import dev.gradus.schedule.peer.Quirk;
import dev.gradus.studio.plan.RecordedPlan;
import dev.gradus.studio.record.RunRecord;
import dev.gradus.studio.record.RunShelf;
import dev.gradus.studio.server.Call;
import dev.gradus.studio.server.Facts;
import dev.gradus.studio.server.Reply;
import dev.gradus.studio.server.Route;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Changes a live run: previews a control, and sends it. */
public final class SteeringPage {
    private static final Duration PATIENCE = Duration.ofSeconds(8);
    private static final int DRAWN = 500;

    private final RunShelf shelf;
    private final InstantSource clock;

    /** Creates the page for the runs on a shelf. */
    public SteeringPage(RunShelf shelf, InstantSource clock) {
        this.shelf = shelf;
        this.clock = clock;
    }

    /** Returns the routes of the page. */
    public List<Route> routes() {
        return List.of(
                Route.ask("/api/run/preview", this::preview),
                Route.write("/api/run/control", this::control));
    }

    private Reply preview(Call call) {
        RunRecord record = RunPage.found(shelf, call.body().text("id"));
        Control control = ControlText.parse(call.body().text("control"));
        RecordedPlan plan =
                record.plan()
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "the plan of this run cannot be drawn: "
                                                + record.unplanned()));
        HyperParameter driven = driven(control);
        if (!plan.driven().contains(driven)) {
            throw new IllegalArgumentException(
                    "this run has no %s to change".formatted(driven.words()));
        }
        long step = record.next();
        if (step >= plan.end()) {
            throw new IllegalArgumentException("the run has no update left to change");
        }
        double controllers = record.factor();
        RecordedPlan after = plan.after(control, step, controllers);
        long last = Math.max(plan.end(), after.end());
        return Facts.of("control", ControlText.of(control))
                .and("driven", driven.key())
                .and("effect", control.effect().name().toLowerCase(Locale.ROOT))
                .and(
                        "what",
                        PreviewWords.of(
                                control,
                                step,
                                plan.at(driven, step, controllers),
                                after.at(driven, step, controllers),
                                plan.end(),
                                after.end()))
                .and("step", step)
                .and("end", after.end())
                .and("before", drawn(plan, driven, step, last, controllers))
                .and("after", drawn(after, driven, step, last, controllers))
                .and("notes", notes(control, plan, step))
                .and("quirks", quirks(control))
                .reply();
    }

    private static Object drawn(
            RecordedPlan plan, HyperParameter driven, long from, long to, double controllers) {
        return RunChart.curve(
                plan.samples(from, to, DRAWN), step -> plan.at(driven, step, controllers));
    }

    static HyperParameter driven(Control control) {
        for (HyperParameter each : HyperParameter.values()) {
            if (control.drives(each)) {
                return each;
            }
        }
        return HyperParameter.LEARNING_RATE;
    }

    /** How the originals in other libraries behave differently. */
    private static List<String> quirks(Control control) {
        return control instanceof Control.ReplaceSchedule(HyperParameter _, String text)
                ? RatePlan.parse(text).quirks().stream().map(Quirk::toString).toList()
                : List.of();
    }

    /** Likely mistakes in such a schedule. */
    private static List<String> notes(Control control, RecordedPlan plan, long step) {
        if (!(control instanceof Control.ReplaceSchedule(HyperParameter _, String text))) {
            return List.of();
        }
        RatePlan written = RatePlan.parse(text);
        var notes = new ArrayList<String>();
        var rest =
                new Horizon(
                        plan.end() - step,
                        plan.horizon().stepsPerEpoch(),
                        plan.horizon().batchSize());
        written.schedule().check(rest).stream().map(Warning::sentence).forEach(notes::add);
        return notes;
    }

    private Reply control(Call call) {
        RunRecord record = RunPage.found(shelf, call.body().text("id"));
        Control control = ControlText.parse(call.body().text("control"));
        Conversation.Exchange exchange =
                Conversation.with(record.run(), "studio", clock).ask(control);
        try {
            return said(record.run(), exchange.await(PATIENCE));
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            throw new RunException("the studio ends; the outcome will be in the run's record");
        }
    }

    private static Reply said(Run run, Conversation.Reply reply) {
        return switch (reply) {
            case Answered(var event) -> Reply.json(RunPage.answer(event));
            case Misread(String reason) ->
                    Reply.refused(
                            "the run could not read the request; another version of Gradus trains it: "
                                    + reason);
            case Gone(Optional<RunEnded> end) ->
                    Reply.refused(
                            "the run is not training: "
                                    + end.map(each -> each.reason().word())
                                            .or(run::unrecordedEnd)
                                            .orElse("its process was killed"));
            case Away() ->
                    Reply.refused(
                            "the run's folder was renamed, moved away or removed meanwhile; the record in it says what the run did");
            case Late() ->
                    Facts.of(
                                    "late",
                                    "the run has not answered yet; its answer will appear here when it comes")
                            .reply();
        };
    }
}
