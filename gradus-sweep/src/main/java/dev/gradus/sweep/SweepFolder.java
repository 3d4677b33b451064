package dev.gradus.sweep;

import dev.gradus.file.FolderRemoval;
import dev.gradus.file.NewFolder;
import dev.gradus.file.SafeFile;
import dev.gradus.number.Text;
import dev.gradus.run.Run;
import dev.gradus.run.RunGroup;
import dev.gradus.run.RunLock;
import dev.gradus.run.Runs;
import dev.gradus.run.event.LineChecks;
import dev.gradus.run.file.ConfigurationText;
import dev.gradus.run.file.RunFile;
import dev.gradus.run.json.Configuration;
import dev.gradus.run.json.RunException;
import dev.gradus.text.FileFault;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A folder that keeps a sweep:
 *
 * <pre>
 * sweep.json      the plan, written once
 * settled.jsonl   the recipe of each point with its defaults, a line each, written once
 * results.jsonl   the result of each trial, a line as each ends
 * table.csv       the same in the order of trials, rewritten as results come
 * sweep.lock      held by the process that runs the sweep
 * trials/         the runs, each a run folder named by its trial's number
 * </pre>
 *
 * @param folder where it is
 */
public record SweepFolder(Path folder) {
    private static final String PLAN = RunGroup.SWEEP.file();
    private static final int LARGEST = 1 << 30;

    /**
     * Creates the folder of a sweep.
     *
     * @param folder where the sweep is kept
     * @param plan its plan
     * @return the new folder
     * @throws RunException if the folder exists or cannot be written
     */
    public static SweepFolder create(Path folder, SweepPlan plan) {
        try {
            NewFolder.create(
                    folder,
                    made -> {
                        Files.createDirectory(new SweepFolder(made).trials().folder());
                        RunFile.replace(made.resolve(PLAN), SweepText.of(plan));
                    });
            return new SweepFolder(folder);
        } catch (FileAlreadyExistsException there) {
            throw new RunException(
                    "%s exists already; give another name (--name), or continue it (--resume %s)"
                            .formatted(folder, folder.getFileName()),
                    there);
        } catch (IOException fault) {
            throw new RunException(FileFault.of("cannot create", folder, fault), fault);
        }
    }

    /**
     * Creates the folder of a sweep, or opens it to continue, if the same sweep has begun in it.
     *
     * @param folder where the sweep is kept
     * @param plan its plan
     * @return the folder
     * @throws RunException if the folder holds something else, such as a sweep with another plan
     */
    public static SweepFolder of(Path folder, SweepPlan plan) {
        if (!isSweep(folder)) {
            return create(folder, plan);
        }
        SweepFolder begun = open(folder);
        if (!SweepText.of(begun.plan()).equals(SweepText.of(plan))) {
            throw new RunException(
                    "%s holds a sweep with another plan; give this one another folder, or remove that one"
                            .formatted(folder));
        }
        return begun;
    }

    /**
     * Opens a sweep, to continue it.
     *
     * @return the folder
     * @throws RunException if the folder is not a sweep's
     */
    public static SweepFolder open(Path folder) {
        if (!isSweep(folder)) {
            throw new RunException(
                    "%s is not the folder of a sweep: it has no %s".formatted(folder, PLAN));
        }
        return new SweepFolder(folder);
    }

    /**
     * Finds a sweep as a user names it.
     *
     * @param runs the folder of all runs
     * @param path the name as a path
     * @param name the name
     * @return the sweep of that name among the runs, else the one at the path; empty if there is
     *     none
     */
    public static Optional<SweepFolder> find(Path runs, Path path, String name) {
        return Stream.of(runs.resolve(name), path)
                .filter(SweepFolder::isSweep)
                .findFirst()
                .map(SweepFolder::new);
    }

    /** {@return whether a folder is a sweep's} */
    public static boolean isSweep(Path folder) {
        return RunGroup.SWEEP.isIn(folder);
    }

    /**
     * Reads the plan.
     *
     * @return the plan
     * @throws RunException if it cannot be read
     * @throws IllegalArgumentException if it is invalid
     */
    public SweepPlan plan() {
        Path file = folder.resolve(PLAN);
        return SweepText.plan(RunFile.read(file, LARGEST), file.toString());
    }

    /**
     * Where the runs are.
     *
     * @return the folder of runs
     */
    public Runs trials() {
        return new Runs(RunGroup.SWEEP.runs(folder));
    }

    /** Returns the folder of a trial's run, which need not exist. */
    Path run(SweepTrial trial) {
        return trials().folder().resolve(trial.name());
    }

    /**
     * Where the table is.
     *
     * @return the file
     */
    public Path table() {
        return folder.resolve("table.csv");
    }

    private Path settlement() {
        return folder.resolve("settled.jsonl");
    }

    /**
     * Returns the recipes of the sweep's points, with the defaults that they were planned with;
     * empty if they are not on record.
     */
    Optional<List<Configuration>> settled() {
        if (!Files.exists(settlement())) {
            return Optional.empty();
        }
        return Optional.of(
                RunFile.read(settlement(), LARGEST)
                        .lines()
                        .map(line -> ConfigurationText.read(line, settlement().toString()))
                        .toList());
    }

    void settle(List<Configuration> recipes) {
        RunFile.replace(
                settlement(),
                recipes.stream()
                        .map(recipe -> ConfigurationText.write(recipe) + '\n')
                        .collect(Collectors.joining()));
    }

    private Path journal() {
        return folder.resolve("results.jsonl");
    }

    /** Takes the lock for writing the sweep, which one process holds at a time. */
    RunLock lock() {
        return RunGroup.SWEEP.lock(folder);
    }

    /** {@return whether a process is training the sweep} */
    public boolean isUnderWay() {
        return RunGroup.SWEEP.isLive(folder);
    }

    /**
     * Reads the results so far, except an incomplete last line.
     *
     * @param notes takes a sentence where lines are missing
     * @throws RunException if a complete line is not a result, or not as it was written
     */
    List<SweepResult> results(Consumer<String> notes) {
        if (!Files.exists(journal())) {
            return List.of();
        }
        byte[] bytes = RunFile.bytes(journal(), LARGEST);
        var results = new ArrayList<SweepResult>();
        var checks = new LineChecks();
        for (String line : wholeLines(bytes).lines().toList()) {
            String place = Text.of("%s, line %d", journal(), results.size() + 1);
            LineChecks.Verdict verdict = checks.next(line.getBytes(StandardCharsets.UTF_8));
            SweepResult result = verdict.isGood() ? SweepText.result(line) : null;
            if (result == null) {
                throw new RunException(
                        "%s %s: %s; remove the line, and its run is trained again"
                                .formatted(
                                        place,
                                        verdict.isGood() ? "is not a result" : verdict.fault(),
                                        line));
            }
            if (!verdict.fault().isEmpty()) {
                notes.accept(place + " " + verdict.fault() + "; what is missing is trained again");
            }
            results.add(result);
        }
        return results;
    }

    /** Cuts bytes, not characters, since a line may be incomplete within a character. */
    private String wholeLines(byte[] bytes) {
        try {
            ByteBuffer whole = ByteBuffer.wrap(bytes, 0, endOfLines(bytes));
            return StandardCharsets.UTF_8.newDecoder().decode(whole).toString();
        } catch (CharacterCodingException damaged) {
            throw new RunException(journal() + " is not UTF-8 text", damaged);
        }
    }

    private static int endOfLines(byte[] bytes) {
        int length = bytes.length;
        while (length > 0 && bytes[length - 1] != '\n') {
            length--;
        }
        return length;
    }

    /**
     * Removes an incomplete last line in place, which cannot lose the others, so that the next one
     * begins a new line.
     *
     * @return what was done, if there was such a line
     */
    Optional<String> cutTornLine() {
        if (!Files.exists(journal())) {
            return Optional.empty();
        }
        byte[] bytes = RunFile.bytes(journal(), LARGEST);
        int end = endOfLines(bytes);
        if (end == bytes.length) {
            return Optional.empty();
        }
        try {
            SafeFile.cut(journal(), end);
        } catch (IOException fault) {
            throw new RunException(FileFault.of("cannot shorten", journal(), fault), fault);
        }
        return Optional.of(
                "the last line of %s was incomplete and is removed; its run continues"
                        .formatted(journal()));
    }

    /**
     * Forces a result to the disk before anything depends on it. Where only a part of the line can
     * be written, that part is taken away again, so that others' results do not follow it.
     *
     * @param number how many results this process has added with it
     */
    synchronized void add(SweepResult result, long number) {
        byte[] line = (SweepText.line(result, number) + '\n').getBytes(StandardCharsets.UTF_8);
        try (FileChannel channel =
                FileChannel.open(journal(), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            long end = channel.size();
            try {
                channel.position(end);
                for (ByteBuffer rest = ByteBuffer.wrap(line); rest.hasRemaining(); ) {
                    channel.write(rest);
                }
                channel.force(true);
            } catch (IOException full) {
                channel.truncate(end);
                throw full;
            }
        } catch (IOException fault) {
            throw new RunException(FileFault.of("cannot write", journal(), fault), fault);
        }
    }

    synchronized void writeTable(String csv) {
        RunFile.replace(table(), csv);
    }

    /**
     * Returns a trial's run if it has begun. A folder without the run's configuration, left by a
     * process that died, is removed, with a note, unless it has a record or checkpoints.
     *
     * @throws RunException if it has, so that they are not lost
     */
    Optional<Run> find(SweepTrial trial, Consumer<String> notes) {
        Path run = run(trial);
        if (!Files.exists(run)) {
            return Optional.empty();
        }
        if (!Files.exists(run.resolve("configuration.json"))) {
            requireNothingIn(run);
            remove(run);
            notes.accept(
                    "%s had not been set up when the sweep ended; it begins anew".formatted(run));
            return Optional.empty();
        }
        return Optional.of(Run.open(run));
    }

    private static void requireNothingIn(Path run) {
        for (String kept : List.of("events.jsonl", "checkpoints")) {
            if (Files.exists(run.resolve(kept))) {
                throw new RunException(
                        "%s has no configuration.json, but %s: its file system may be slow or damaged; continue the sweep later, or remove the folder to train this run again"
                                .formatted(run, kept));
            }
        }
    }

    private static void remove(Path folder) {
        try {
            FolderRemoval.remove(folder);
        } catch (IOException fault) {
            throw new RunException(FileFault.of("cannot remove", folder, fault), fault);
        }
    }
}
