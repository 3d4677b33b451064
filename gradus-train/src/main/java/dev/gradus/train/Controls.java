package dev.gradus.train;

import dev.gradus.run.control.Continuation;
import dev.gradus.run.control.Control;
import dev.gradus.run.control.ControlRequest;
import dev.gradus.run.control.ControlText;
import dev.gradus.run.conversation.ControlInbox;
import dev.gradus.run.conversation.RejectedFile;
import dev.gradus.run.event.Answer;
import dev.gradus.run.event.EndReason;
import dev.gradus.run.event.EventStream;
import dev.gradus.run.event.Refusal;
import dev.gradus.run.event.TrainingEvent;
import dev.gradus.run.event.TrainingEvent.Activity;
import dev.gradus.run.event.TrainingEvent.ControlAnswered;
import dev.gradus.run.event.TrainingEvent.Parameters;
import dev.gradus.schedule.HyperParameter;
import dev.gradus.schedule.controller.Manual;
import dev.gradus.train.session.CoolDown;
import dev.gradus.train.session.Ending;
import dev.gradus.train.session.Extension;
import dev.gradus.train.session.PlanDifference;
import dev.gradus.train.session.Snapshot;
import dev.gradus.train.session.TrainingSession;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Answers control requests, always between two updates. Each request gets one answer. */
final class Controls {
    /** How often a pause checks for an interruption. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Loop loop;
    private final TrainingSession session;
    private final EventStream events;
    private final ControlInbox inbox;

    /** Searches for a learning rate for the run as it is now. */
    private final Function<Snapshot, Answer.Found> search;

    private final Deque<ControlAnswered> again = new ArrayDeque<>();
    private long changes;
    private volatile boolean paused;

    Controls(Loop loop, OpenRun run) {
        this.loop = loop;
        this.session = run.session();
        this.events = run.events();
        this.inbox = run.files().inbox();
        this.search = snapshot -> Search.of(run.settings(), run.data().whole(), snapshot);
    }

    /** Returns how many requests changed the run so far. */
    long changes() {
        return changes;
    }

    /** Returns whether the run is paused. */
    boolean isPaused() {
        return paused;
    }

    /**
     * Continues a run that requests have changed before.
     *
     * @param changes how many requests have changed it
     * @param lost the later changes, which are applied again before the same batches
     */
    void restore(long changes, List<ControlAnswered> lost) {
        this.changes = changes;
        again.clear();
        again.addAll(lost);
    }

    /** Answers all waiting requests. During a pause, waits for more of them. */
    void apply() {
        if (!again.isEmpty()) { // a step allocates nothing
            applyLost().forEach(events::publish);
        }
        recordRejected();
        while (!loop.isOver()) {
            Optional<ControlRequest> next = inbox.poll();
            if (next.isEmpty()) {
                break;
            }
            answer(next.get());
        }
        while (paused && !loop.isOver() && !Thread.currentThread().isInterrupted()) {
            loop.resting(() -> inbox.await(PATIENCE)).ifPresent(this::answer);
            recordRejected();
        }
    }

    /** Records the files among the requests that are not requests. */
    void recordRejected() {
        for (Optional<RejectedFile> next = inbox.pollRejected();
                next.isPresent();
                next = inbox.pollRejected()) {
            RejectedFile file = next.get();
            events.publish(
                    new TrainingEvent.FileRejected(session.step(), file.file(), file.reason()));
        }
    }

    /** Refuses what was sent to an earlier process of this run. */
    void refuseLeftBehind() {
        for (ControlRequest request : inbox.leftBehind()) {
            refuse(
                    request,
                    Refusal.LEFT_BEHIND,
                    "it was sent to an earlier process of this run; send it again");
        }
    }

    /**
     * Refuses the requests that are still unanswered, now that the run is over.
     *
     * @param why the reason, as a clause
     */
    void refuseRest(String why) {
        for (ControlRequest request : inbox.seal()) {
            refuse(request, Refusal.RUN_ENDED, why);
        }
        recordRejected();
    }

    private void refuse(ControlRequest request, Refusal refusal, String reason) {
        events.publish(answered(request, new Answer.Refused(refusal, reason)));
    }

    /** Applies the lost changes that are due again and returns the resulting events. */
    List<TrainingEvent> applyLost() {
        var said = new ArrayList<TrainingEvent>();
        while (!again.isEmpty() && again.getFirst().batch() <= session.batch()) {
            ControlRequest request = again.removeFirst().request();
            String text =
                    "again: %s (%s)".formatted(ControlText.of(request.control()), request.by());
            changes++;
            try {
                var plan = new PlanDifference(session.remaining());
                obey(request.control());
                said.add(loop.remark(text));
                plan.event(request.control()).ifPresent(said::add);
            } catch (IllegalArgumentException refused) {
                said.add(loop.warning(text + " was refused: " + refused.getMessage()));
            }
        }
        return said;
    }

    private void answer(ControlRequest request) {
        try {
            take(List.of(request)).forEach(events::publish);
        } catch (IllegalArgumentException refused) {
            refuse(
                    request,
                    reason(request.control(), refused),
                    String.valueOf(refused.getMessage()));
        }
    }

    /** Turns exceptions of the plan, which checks values, schedules and lengths, into refusals. */
    private static Refusal reason(Control control, IllegalArgumentException refused) {
        if (refused instanceof Refused said) {
            return said.refusal();
        }
        return switch (control) {
            case Control.ReplaceSchedule _ -> Refusal.SCHEDULE;
            case Control.CoolDown _, Control.Extend _ -> Refusal.LENGTH;
            case Control.Checkpoint _ -> Refusal.CHECKPOINT;
            case Control.Validate _ -> Refusal.NO_VALIDATION;
            case Control.Find _ -> Refusal.SEARCH;
            case Control.Set _,
                    Control.Scale _,
                    Control.Release _,
                    Control.Pause _,
                    Control.Resume _,
                    Control.MeasureUpdates _,
                    Control.Quit _,
                    Control.Stop _,
                    Control.StopAndKeepBest _ ->
                    Refusal.VALUE;
        };
    }

    /**
     * Carries out all requests or none, and returns the answers and the resulting events. Lost
     * changes that these requests supersede are not applied again.
     *
     * @throws IllegalArgumentException if one is refused; nothing has changed then
     */
    List<TrainingEvent> take(List<ControlRequest> requests) {
        List<Accepted> accepted = acceptAll(requests);
        var said = new ArrayList<TrainingEvent>();
        for (Accepted each : accepted) {
            act(each.request.control());
            said.add(answered(each.request, each.answer));
            each.planned.ifPresent(said::add);
        }
        for (TrainingEvent event : said) {
            if (event instanceof ControlAnswered now && now.changesRun()) {
                again.removeIf(now::supersedes);
            }
        }
        return said;
    }

    private List<Accepted> acceptAll(List<ControlRequest> requests) {
        var accepted = new ArrayList<Accepted>();
        long before = changes;
        try {
            session.remaining()
                    .atOnce(() -> savingLast(requests).forEach(each -> accepted.add(accept(each))));
        } catch (IllegalArgumentException refused) {
            changes = before;
            throw refused;
        }
        return accepted;
    }

    /** Puts checkpoints last, since a checkpoint must contain all changes made together with it. */
    private static List<ControlRequest> savingLast(List<ControlRequest> requests) {
        return requests.stream()
                .sorted(Comparator.comparing(each -> each.control() instanceof Control.Checkpoint))
                .toList();
    }

    /**
     * A request that is not refused.
     *
     * @param planned the change of the plan, if there is one
     */
    private record Accepted(
            ControlRequest request, Answer answer, Optional<TrainingEvent.PlanChanged> planned) {}

    private Accepted accept(ControlRequest request) {
        Control control = request.control();
        var plan = new PlanDifference(session.remaining());
        Answer answer = obey(control).orElseGet(() -> plan.answer(control));
        changes += control.effect() == Control.Effect.CHANGE ? 1 : 0;
        return new Accepted(request, answer, plan.event(control));
    }

    /** Carries out what cannot fail: a pause, an ending, or measuring updates from now on. */
    private void act(Control control) {
        switch (control) {
            case Control.Pause() -> {
                paused = true;
                loop.settleCheckpoints();
            }
            case Control.Resume() -> paused = false;
            case Control.MeasureUpdates(int every) -> session.measureUpdates(every);
            case Control.Quit() ->
                    loop.end(
                            Ending.interrupted(
                                    "the process was asked to end; the run can continue"));
            case Control.Stop() ->
                    loop.end(new Ending(EndReason.BuiltIn.STOPPED, "a stop was asked for"));
            case Control.StopAndKeepBest() ->
                    loop.end(
                            new Ending(
                                    EndReason.BuiltIn.STOPPED,
                                    "a stop with the best parameters was asked for",
                                    Parameters.BEST));
            case Control.Set _,
                    Control.Scale _,
                    Control.Release _,
                    Control.ReplaceSchedule _,
                    Control.CoolDown _,
                    Control.Extend _,
                    Control.Checkpoint _,
                    Control.Validate _,
                    Control.Find _ -> {}
        }
    }

    private ControlAnswered answered(ControlRequest request, Answer answer) {
        Activity activity =
                loop.isOver() ? Activity.ENDING : paused ? Activity.PAUSED : Activity.TRAINING;
        return new ControlAnswered(session.step(), session.batch(), request, answer, activity);
    }

    /**
     * Changes the plan or measures something, as requested. Returns the answer; empty if the answer
     * is the change of the plan itself. Pauses and endings are left to {@link #act}.
     */
    private Optional<Answer> obey(Control control) {
        return switch (control) {
            case Control.Set(HyperParameter driven, double value) -> {
                requireMomentum(driven, value);
                yield ask(driven, _ -> Manual.State.held(value));
            }
            case Control.Scale(HyperParameter driven, double factor) ->
                    ask(driven, now -> now.scaled(factor));
            case Control.Release(HyperParameter driven) -> ask(driven, _ -> Manual.State.FREE);
            case Control.ReplaceSchedule(HyperParameter driven, String schedule) -> {
                requireDriven(driven);
                session.remaining().replace(driven, schedule);
                yield Optional.empty();
            }
            case Control.CoolDown(String span) -> {
                session.remaining().coolDown(CoolDown.steps(span, session.remaining().horizon()));
                yield Optional.empty();
            }
            case Control.Extend(String length, Continuation continuation) -> {
                session.remaining().extend(Extension.steps(length, session), continuation);
                yield Optional.empty();
            }
            case Control.Pause() -> Optional.of(new Answer.Paused());
            case Control.Resume() -> Optional.of(new Answer.Resumed());
            case Control.Checkpoint() -> Optional.of(new Answer.Checkpointed(loop.checkpointNow()));
            case Control.Validate() -> Optional.of(validated());
            case Control.Find() -> Optional.of(loop.resting(() -> search.apply(loop.snapshot())));
            case Control.MeasureUpdates(int every) -> {
                session.requireMeasurable(every);
                yield Optional.of(new Answer.Measuring(every));
            }
            case Control.Quit _, Control.Stop _, Control.StopAndKeepBest _ ->
                    Optional.of(new Answer.Ending());
        };
    }

    private Optional<Answer> ask(HyperParameter driven, UnaryOperator<Manual.State> wish) {
        requireDriven(driven);
        session.remaining().ask(driven, wish);
        return Optional.empty();
    }

    private void requireDriven(HyperParameter driven) {
        if (!session.remaining().drives(driven)) {
            throw new Refused(
                    Refusal.NOT_DRIVEN, "this run has no %s to change".formatted(driven.words()));
        }
    }

    private void requireMomentum(HyperParameter driven, double value) {
        requireDriven(driven);
        if (driven == HyperParameter.MOMENTUM && value >= 1) {
            throw new Refused(Refusal.VALUE, "momentum must be below 1; got " + value);
        }
    }

    private Answer validated() {
        if (loop.epochs().validation().isEmpty()) {
            throw new Refused(Refusal.NO_VALIDATION, "this run has no validation part");
        }
        return new Answer.Validated(loop.resting(loop.epochs()::measuredNow));
    }
}
