package dev.gradus.cli.record;

import dev.gradus.cli.screen.EpochTable;
import dev.gradus.cli.terminal.JsonNumber;
import dev.gradus.cli.terminal.JsonObject;
import dev.gradus.number.NumberText;
import dev.gradus.number.Text;
import dev.gradus.run.Run;
import dev.gradus.run.RunGroup;
import dev.gradus.run.RunLock;
import dev.gradus.run.Runs;
import dev.gradus.run.event.TrainingEvent.RunEnded;
import dev.gradus.text.LocalTime;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;

/**
 * A run, or a sweep or cross-validation with its runs, as {@code gradus runs} lists it.
 *
 * @param kind run, sweep or cross-validation
 * @param folder its folder, whose name it has
 * @param started when it, or its first run, started; empty before that
 * @param state what became of it
 * @param end how the run ended, if it did
 * @param word how it ended and why that is not on record, if that is known
 * @param runs where the runs of a sweep or cross-validation are; empty for a run
 * @param count how many those are
 */
record ListedRun(
        String kind,
        Path folder,
        Optional<Instant> started,
        String state,
        Optional<RunEnded> end,
        Optional<String> word,
        Optional<Path> runs,
        int count) {
    static final String HEAD = row("run", "started", "state", "steps", "MB", "reported");

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    private static final double MEGA = 1e6;

    /** The lock is looked at before the record: a run that ends meanwhile was in training. */
    static ListedRun of(Run run) {
        RunLock.State before = run.lockState();
        Optional<RunEnded> end = run.end();
        boolean maybeResumed = end.isEmpty() && before == RunLock.State.FREE;
        RunLock.State lock = maybeResumed ? run.lockState() : before;
        String ended = end.map(last -> last.reason().word()).orElse("");
        Optional<String> word = end.isEmpty() ? run.unrecordedEnd() : Optional.empty();
        String free = ended.isEmpty() ? word.map(_ -> "unrecorded").orElse("killed") : ended;
        return new ListedRun(
                "run",
                run.folder(),
                Optional.of(run.created()),
                state(lock, free, ended),
                end,
                word.filter(_ -> lock == RunLock.State.FREE),
                Optional.empty(),
                0);
    }

    /**
     * Returns a sweep or a cross-validation.
     *
     * @param damaged receives a sentence for each of its runs that cannot be opened
     */
    static ListedRun of(RunGroup group, Path folder, Consumer<String> damaged) {
        Path runs = group.runs(folder).normalize();
        List<Run> all = new Runs(runs).list(damaged);
        return new ListedRun(
                group.word(),
                folder,
                all.stream().map(Run::created).min(Instant::compareTo),
                state(group.lockState(folder), "idle", ""),
                Optional.empty(),
                Optional.empty(),
                Optional.of(runs),
                all.size());
    }

    /** One whose lock cannot be opened may be in training or not. */
    private static String state(RunLock.State lock, String free, String ended) {
        return switch (lock) {
            case HELD -> "training";
            case FREE -> free;
            case UNKNOWN -> ended.isEmpty() ? "unknown" : ended;
        };
    }

    /** Returns it as a row below the {@link #HEAD}. */
    String line() {
        return row(
                name(),
                started.map(at -> MINUTE.format(LocalTime.of(at))).orElse(""),
                state,
                end.map(RunEnded::steps).map(NumberText::grouped).orElse(""),
                megabytes(FolderSize.of(folder)),
                runs.map(this::members)
                        .or(() -> end.map(ListedRun::reported))
                        .or(() -> word)
                        .orElse(""));
    }

    private static String row(String... cells) {
        return Text.of("%-32s%-18s%-12s%10s%9s  %s", (Object[]) cells).stripTrailing();
    }

    private String members(Path runs) {
        return "%s of %s in %s".formatted(kind, NumberText.counted(count, "run"), runs);
    }

    /** Returns the metrics of the test data, else those of the validation data. */
    private static String reported(RunEnded end) {
        Map<String, Double> validation = end.reported().validation();
        if (!end.test().isEmpty()) {
            return "test " + EpochTable.brief(end.test());
        }
        return validation.isEmpty() ? "" : "validation " + EpochTable.brief(validation);
    }

    /** Returns it as a JSON object on one line. */
    String json() {
        return JsonObject.of(json -> {
            json.writeStringProperty("kind", kind);
            json.writeStringProperty("name", name());
            started.ifPresent(at -> json.writeStringProperty("started", at.toString()));
            json.writeStringProperty("state", state);
            end.ifPresent(ended -> json.writeNumberProperty("steps", ended.steps()));
            word.ifPresent(why -> json.writeStringProperty("detail", why));
            json.writeNumberProperty("bytes", FolderSize.of(folder));
            runs.ifPresent(place -> {
                json.writeNumberProperty("runs", count);
                json.writeStringProperty("folder", place.toString());
            });
            end.ifPresent(ended -> {
                write(json, "validation", ended.reported().validation());
                write(json, "test", ended.test());
            });
        });
    }

    private static void write(JsonGenerator json, String name, Map<String, Double> metrics) {
        if (!metrics.isEmpty()) {
            json.writeObjectPropertyStart(name);
            metrics.forEach((metric, value) -> JsonNumber.write(json, metric, value));
            json.writeEndObject();
        }
    }

    private String name() {
        return String.valueOf(folder.getFileName());
    }

    /** Returns a number of bytes for people. */
    static String megabytes(long bytes) {
        return NumberText.fixed(bytes / MEGA, 1);
    }
}
