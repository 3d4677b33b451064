package dev.gradus.run;

import dev.gradus.run.json.RunException;
import dev.gradus.text.FileFault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A sweep or a cross-validation: it has a name and a folder as a run has, and runs of its own. */
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

    /**
     * {@return which of them a folder holds; empty if none}
     *
     * @param folder the folder, which need not exist
     */
    public static Optional<RunGroup> of(Path folder) {
        return Arrays.stream(values()).filter(group -> group.isIn(folder)).findFirst();
    }

    /**
     * {@return whether a folder holds one}
     *
     * @param folder the folder, which need not exist
     */
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

    /**
     * {@return the folder in which its runs are}
     *
     * @param folder its folder
     */
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

    /**
     * {@return whether a process holds the {@link #lock}}
     *
     * @param folder its folder
     */
    public boolean isLive(Path folder) {
        return lockState(folder) == RunLock.State.HELD;
    }

    /**
     * {@return whether a process holds the {@link #lock}, or nobody can tell}
     *
     * @param folder its folder
     */
    public RunLock.State lockState(Path folder) {
        return RunLock.state(folder, lock);
    }

    /** Returns the folders of its runs; none before the first has begun. */
    List<Path> foldersOfRuns(Path folder) {
        Path runs = runs(folder);
        if (!Files.isDirectory(runs)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(runs)) {
            return all.filter(Run::isRun).toList();
        } catch (IOException | UncheckedIOException fault) {
            throw new RunException(FileFault.of("cannot read", runs, fault), fault);
        }
    }
}
