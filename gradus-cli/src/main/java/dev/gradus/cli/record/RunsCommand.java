package dev.gradus.cli.record;

import dev.gradus.cli.screen.EpochTable;
import dev.gradus.cli.syntax.Command;
import dev.gradus.cli.syntax.ExitCode;
import dev.gradus.cli.syntax.Surroundings;
import dev.gradus.cli.syntax.Syntax;
import dev.gradus.number.NumberText;
import dev.gradus.number.Text;
import dev.gradus.run.Run;
import dev.gradus.run.Runs;
import dev.gradus.run.event.EventFaults;
import dev.gradus.run.event.TrainingEvent.RunEnded;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code gradus runs}. */
public final class RunsCommand implements Command {
    private static final String FORM = "%-32s%-18s%-12s%10s%9s  %s";

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    private static final double MEGA = 1e6;

    private final Surroundings surroundings;
    private String runs = "runs";
    private List<String> removed = List.of();

    public RunsCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Syntax syntax() {
        return Syntax.of("runs", this)
                .synopsis("[OPTION...] [DIR]")
                .description("List runs with what became of them, or remove some.")
                .example("gradus runs --remove calm-heron")
                .optionalParameter("DIR", runs, folder -> runs = folder)
                .says("The folder of all runs.")
                .repeatable("--remove=RUN", removed, names -> removed = names)
                .says(
                        "Remove this run, its checkpoints, its record and its model, or this sweep or",
                        "cross-validation with all its runs; repeat it for more.");
    }

    @Override
    public Integer call() {
        var folder = new Runs(surroundings.path(runs));
        if (removed.isEmpty()) {
            list(folder);
        } else {
            remove(folder);
        }
        return ExitCode.DONE;
    }

    private void list(Runs folder) {
        List<Run> all =
                folder.list(damaged ->
                        surroundings.warn(damaged + "; gradus runs --remove RUN removes it"));
        if (all.isEmpty()) {
            surroundings.out().line("there are no runs in " + folder.folder());
            return;
        }
        surroundings
                .out()
                .line(
                        Text.of(FORM, "run", "started", "state", "steps", "MB", "reported")
                                .stripTrailing());
        for (Run run : all) {
            surroundings.out().line(row(run));
            warnOfDamage(run);
        }
    }

    /** Checks the whole record: its end alone would not show what is lost before. */
    private void warnOfDamage(Run run) {
        var faults = new EventFaults();
        run.check(faults);
        run.damage().ifPresent(surroundings::warn);
        faults.sentence()
                .ifPresent(
                        sentence -> surroundings.warn("run %s: %s".formatted(run.id(), sentence)));
    }

    private static String row(Run run) {
        Optional<RunEnded> end = run.end();
        String state = state(run, end);
        return Text.of(
                        FORM,
                        run.id(),
                        MINUTE.format(run.created().atZone(ZoneId.systemDefault())),
                        state,
                        end.map(RunEnded::steps).map(NumberText::grouped).orElse(""),
                        NumberText.fixed(size(run.folder()) / MEGA, 1),
                        end.map(RunsCommand::reported).orElse(""))
                .stripTrailing();
    }

    /** A run whose lock cannot be opened may be in training or not. */
    private static String state(Run run, Optional<RunEnded> end) {
        return switch (run.lockState()) {
            case HELD -> "training";
            case FREE -> end.map(RunEnded::reason).orElse("killed");
            case UNKNOWN -> end.map(RunEnded::reason).orElse("unknown");
        };
    }

    /** Returns the metrics of the test data, else those of the validation data. */
    private static String reported(RunEnded end) {
        Map<String, Double> validation = end.reported().validation();
        if (!end.test().isEmpty()) {
            return "test " + EpochTable.brief(end.test());
        }
        return validation.isEmpty() ? "" : "validation " + EpochTable.brief(validation);
    }

    /**
     * Finds all and checks that nobody trains them before it removes the first, so that a name in
     * error removes nothing.
     */
    private void remove(Runs folder) {
        var found = new LinkedHashMap<Path, Runnable>();
        for (String name : removed) {
            if (name.equals(Runs.LATEST)) {
                throw new IllegalArgumentException(
                        "--remove takes a run's name, not latest: another run may have begun since you looked");
            }
            Optional<Path> group = folder.group(name);
            if (group.isPresent()) {
                found.put(group.get(), () -> folder.removeGroup(group.get()));
                continue;
            }
            Optional<Path> damaged = folder.damaged(name);
            if (damaged.isPresent()) {
                found.put(damaged.get(), () -> folder.removeDamaged(damaged.get()));
                continue;
            }
            Run run = folder.find(name);
            found.put(run.folder(), () -> folder.remove(run));
        }
        found.keySet().forEach(folder::requireIdle);
        found.forEach((run, removal) -> {
            long bytes = size(run);
            removal.run();
            surroundings
                    .out()
                    .line("removed %s (%s MB)".formatted(run, NumberText.fixed(bytes / MEGA, 1)));
        });
    }

    private static long size(Path run) {
        try (Stream<Path> files = Files.walk(run)) {
            return files.filter(Files::isRegularFile).mapToLong(RunsCommand::length).sum();
        } catch (IOException | UncheckedIOException e) {
            return 0; // a run that vanishes while it is looked at has no size
        }
    }

    private static long length(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return 0;
        }
    }
}
