package dev.gradus.cli.record;

import dev.gradus.cli.syntax.Command;
import dev.gradus.cli.syntax.ExitCode;
import dev.gradus.cli.syntax.Surroundings;
import dev.gradus.cli.syntax.Syntax;
import dev.gradus.run.Run;
import dev.gradus.run.RunGroup;
import dev.gradus.run.RunRemoval;
import dev.gradus.run.Runs;
import dev.gradus.run.event.EventFaults;
import dev.gradus.text.ShellWord;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;

/** {@code gradus runs}. */
public final class RunsCommand implements Command {
    private static final String USUAL = "runs";

    private final Surroundings surroundings;
    private String runs = USUAL;
    private List<String> removed = List.of();
    private boolean json;

    public RunsCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Syntax syntax() {
        return Syntax.of("runs", this)
                .synopsis("[OPTION...] [DIR]")
                .description(
                        "List runs, sweeps and cross-validations with what became of them, or remove some.")
                .example("gradus runs --remove calm-heron")
                .optionalParameter("DIR", runs, folder -> runs = folder)
                .says("The folder of all runs.")
                .repeatable("--remove=RUN", removed, names -> removed = names)
                .says(
                        "Remove this run, its checkpoints, its record and its model, or this sweep or",
                        "cross-validation with all its runs; repeat it for more.")
                .flag("--json", json, wanted -> json = wanted)
                .says("A JSON object a line for each of them.");
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
        List<Run> all = folder.list(this::warnOfDamaged);
        List<Path> groups = folder.groups();
        if (!json) {
            boolean isEmpty = all.isEmpty() && groups.isEmpty();
            surroundings
                    .out()
                    .line(isEmpty ? "there are no runs in " + folder.folder() : ListedRun.HEAD);
        }
        for (Run run : all) {
            show(ListedRun.of(run));
            warnOfDamage(run);
        }
        for (Path group : groups) {
            RunGroup.of(group)
                    .ifPresent(kind -> show(ListedRun.of(kind, group, surroundings::warn)));
        }
        for (RunRemoval removal : RunRemoval.unfinished(folder)) {
            surroundings.warn(
                    "the removal of '%s' goes on, or was interrupted; %s completes it"
                            .formatted(removal.nameBefore(), removing(removal.name())));
        }
    }

    private void warnOfDamaged(String sentence) {
        surroundings.warn("%s; %s removes it".formatted(sentence, removing("RUN")));
    }

    /** Returns the command that removes something from the folder that is listed. */
    private String removing(String name) {
        String folder = runs.equals(USUAL) ? "" : ShellWord.of(runs) + " ";
        return "gradus runs %s--remove %s".formatted(folder, ShellWord.of(name));
    }

    private void show(ListedRun run) {
        surroundings.out().line(json ? run.json() : run.line());
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

    /**
     * Finds all and checks that nobody trains them before it removes the first, so that a name in
     * error removes nothing.
     */
    private void remove(Runs folder) {
        if (removed.contains(Runs.LATEST)) {
            throw new IllegalArgumentException(
                    "--remove takes a run's name, not latest: another run may have begun since you looked");
        }
        var removals = new LinkedHashMap<Path, RunRemoval>();
        for (String name : removed) {
            RunRemoval removal = RunRemoval.of(folder, name);
            removals.put(removal.folder(), removal);
        }
        removals.values().forEach(RunRemoval::requireIdle);
        for (RunRemoval removal : removals.values()) {
            long bytes = FolderSize.of(removal.folder());
            removal.complete();
            surroundings
                    .out()
                    .line(
                            "removed %s (%s MB)"
                                    .formatted(removal.folder(), ListedRun.megabytes(bytes)));
        }
    }
}
