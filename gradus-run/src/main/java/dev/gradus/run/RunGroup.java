package dev.gradus.run;

import dev.gradus.run.json.RunException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What is kept beside runs under a name like theirs, and consists of runs. */
public enum RunGroup {
    /** Many runs of one recipe. */
    SWEEP("sweep", "sweep.json", "sweep.lock", "trials", "gradus sweep --resume"),
    /** A run for each fold of a table. */
    FOLDS("cross-validation", "folds.json", "folds.lock", "", "gradus resume");

    private final String word;
    private final String file;
    private final String lock;
    private final String runs;
    private final String continues;

    RunGroup(String word, String file, String lock, String runs, String continues) {
        this.word = word;
        this.file = file;
        this.lock = lock;
        this.runs = runs;
        this.continues = continues;
    }

    /** {@return which of them a folder holds; empty if none} */
    public static Optional<RunGroup> of(Path folder) {
        return Arrays.stream(values()).filter(group -> group.isIn(folder)).findFirst();
    }

    /** {@return whether a folder holds one} */
    public boolean isIn(Path folder) {
        return Files.isRegularFile(folder.resolve(file));
    }

    /** {@return the name of the file that says what is trained} */
    public String file() {
        return file;
    }

    /** {@return what it is called, as in {@code sweep}} */
    public String word() {
        return word;
    }

    /** {@return the command that continues it, without its name} */
    String continues() {
        return continues;
    }

    /** {@return the folder in which its runs are} */
    public Path runs(Path folder) {
        return folder.resolve(runs);
    }

    /**
     * Acquires the right to write it, which one process at a time may have.
     *
     * @param folder its folder
     * @return the lock, to be closed
     * @throws RunException if another process, or this one, is writing it; says which
     */
    public RunLock lock(Path folder) {
        return RunLock.take(
                folder, lock, word + " " + folder.toAbsolutePath().normalize().getFileName());
    }

    /** {@return whether a process holds the {@link #lock}} */
    public boolean isLive(Path folder) {
        return RunLock.state(folder, lock) == RunLock.State.HELD;
    }

    /**
     * Checks that no process writes it or one of its runs.
     *
     * @throws RunException if one does; says what it writes
     */
    void requireIdle(Path folder) {
        if (isLive(folder)) {
            throw isTrained(word, folder);
        }
        for (Path run : foldersOfRuns(folder)) {
            if (RunLock.stateOfRun(run) == RunLock.State.HELD) {
                throw isTrained("run", run);
            }
        }
    }

    private static RunException isTrained(String word, Path folder) {
        return new RunException(
                "%s %s is being trained; stop it first, nothing was removed"
                        .formatted(word, folder.getFileName()));
    }

    private List<Path> foldersOfRuns(Path folder) {
        Path runs = runs(folder);
        if (!Files.isDirectory(runs)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(runs)) {
            return all.filter(Run::isRun).toList();
        } catch (IOException | UncheckedIOException fault) {
            throw new RunException("cannot read %s: %s".formatted(runs, fault.getMessage()), fault);
        }
    }
}
