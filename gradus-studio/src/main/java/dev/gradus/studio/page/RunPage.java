package dev.gradus.studio.page;

import dev.gradus.run.control.ControlText;
import dev.gradus.run.event.TrainingEvent.CheckpointWritten;
import dev.gradus.run.event.TrainingEvent.ControlAnswered;
import dev.gradus.run.event.TrainingEvent.Mark;
import dev.gradus.run.event.TrainingEvent.Note;
import dev.gradus.studio.record.Points.Across;
import dev.gradus.studio.record.RunRecord;
import dev.gradus.studio.record.RunShelf;
import dev.gradus.studio.server.Call;
import dev.gradus.studio.server.Facts;
import dev.gradus.studio.server.Reply;
import dev.gradus.studio.server.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** One run: its curves, its events, and why its rate is what it is. */
public final class RunPage {
    private static final int MOST_COLUMNS = 4000;
    private static final int USUAL_COLUMNS = 800;

    private final RunShelf shelf;

    /** Creates the page for the runs on a shelf. */
    public RunPage(RunShelf shelf) {
        this.shelf = shelf;
    }

    /** Returns the routes of the page. */
    public List<Route> routes() {
        return List.of(
                Route.read("/api/run", this::run),
                Route.read("/api/run/series", this::series),
                Route.read("/api/run/why", this::why));
    }

    static RunRecord found(RunShelf shelf, String id) {
        return shelf.open(id)
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "there is no such run here; it may have been removed"));
    }

    private Reply run(Call call) {
        RunRecord record = found(shelf, call.word("id"));
        Facts facts =
                Facts.of("id", call.word("id"))
                        .and("name", record.run().id())
                        .and("version", record.version())
                        .and("read", record.share())
                        .and("next", record.next())
                        .and("configuration", record.run().configuration().values())
                        .and("damage", record.damage())
                        .and("answers", answers(record))
                        .and("notes", record.notes().stream().map(RunPage::note).toList())
                        .and("checkpoints", checkpoints(record))
                        .and("unplanned", record.unplanned());
        record.start()
                .ifPresent(start ->
                        facts.and("backend", start.machine().backend())
                                .and("threads", start.machine().threads())
                                .and("precision", start.machine().precision())
                                .and("parameters", start.extent().parameters())
                                .and("stepsPerEpoch", start.extent().stepsPerEpoch()));
        record.ending()
                .ifPresent(end ->
                        facts.and("ending", end.reason().word())
                                .and("detail", end.detail())
                                .and("test", end.test())
                                .and("digest", end.state()));
        record.plan()
                .ifPresent(plan ->
                        facts.and("end", plan.end())
                                .and(
                                        "driven",
                                        plan.driven().stream()
                                                .map(driven -> driven.key())
                                                .toList()));
        return facts.reply();
    }

    private static Map<String, Object> note(Note note) {
        return Map.of(
                "step", note.step(),
                "level", note.level().name().toLowerCase(Locale.ROOT),
                "text", note.text());
    }

    private static List<Object> answers(RunRecord record) {
        var answers = new ArrayList<Object>();
        for (ControlAnswered each : record.answers()) {
            answers.add(answer(each));
        }
        return answers;
    }

    static Map<String, Object> answer(ControlAnswered each) {
        return Facts.of("step", each.step())
                .and("control", ControlText.of(each.request().control()))
                .and("by", each.request().by())
                .and("at", each.request().at().toEpochMilli())
                .and("id", each.request().id())
                .and("done", each.isDone())
                .and("result", AnswerWords.of(each))
                .and("found", AnswerWords.found(each.answer()))
                .map();
    }

    /**
     * Returns the checkpoints that still exist; older ones are deleted as training proceeds. Each
     * that was the best when it was written is marked so in the record, and the last of these is.
     */
    private static List<Object> checkpoints(RunRecord record) {
        List<CheckpointWritten> written = record.checkpoints();
        Optional<CheckpointWritten> best =
                written.reversed().stream()
                        .filter(each -> each.marks().contains(Mark.BEST))
                        .findFirst();
        var checkpoints = new ArrayList<Object>();
        for (CheckpointWritten each : written) {
            if (record.run().folder().resolve(each.file()).toFile().isFile()) {
                checkpoints.add(
                        Map.of("step", each.step(), "best", best.filter(each::equals).isPresent()));
            }
        }
        return checkpoints;
    }

    private Reply series(Call call) {
        RunRecord record = found(shelf, call.word("id"));
        long end = record.plan().map(plan -> plan.end()).orElse(record.next());
        double from = call.number("from", 0);
        // The validation after the last update stands at the number of updates.
        double to = call.number("to", (double) Math.max(1, Math.max(end, record.next())));
        if (!(to > from)) {
            throw new IllegalArgumentException("'to' must be greater than 'from'");
        }
        int columns = (int) Math.clamp(call.number("width", USUAL_COLUMNS), 16, MOST_COLUMNS);
        Across across =
                call.find("across").orElse("linear").equals("logarithmic")
                        ? Across.LOGARITHMIC
                        : Across.LINEAR;
        long version = record.version();
        var chart = new RunChart(record, from, to, columns, across);
        return Facts.of("version", version)
                .and("read", record.share())
                .and("from", from)
                .and("to", to)
                .and("next", record.next())
                .and("end", end)
                .and("curves", chart.curves())
                .and("planned", record.plan().map(chart::planned).orElse(Map.of()))
                .and("marks", chart.marks())
                .and("best", record.look(history -> history.best().map(best -> best.step())))
                .and(
                        "seconds",
                        shelf.summary(call.word("id")).map(line -> line.progress().seconds()))
                .reply();
    }

    private Reply why(Call call) {
        RunRecord record = found(shelf, call.word("id"));
        return Reply.json(new Why(record).at((long) call.number("step", 0)));
    }
}
