package dev.gradus.cli.record;

import dev.gradus.cli.screen.FoldReport;
import dev.gradus.cli.screen.FoldReport.Kept;
import dev.gradus.file.NewFolder;
import dev.gradus.run.RunGroup;
import dev.gradus.run.RunLock;
import dev.gradus.run.Runs;
import dev.gradus.run.file.RunFile;
import dev.gradus.run.json.RunException;
import dev.gradus.text.FileFault;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The folder of a cross-validation, which one process at a time writes: two processes could train
 * its folds with different settings. A new one is made when there is something to keep.
 */
public final class FoldFolder implements AutoCloseable {
    private static final int LONGEST_FILE = 1 << 28;

    private final Path folder;
    private @Nullable RunLock lock;

    private FoldFolder(Path folder, @Nullable RunLock lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /** Returns a folder that does not exist yet. */
    public static FoldFolder ofNew(Path folder) {
        return new FoldFolder(folder, null);
    }

    /**
     * Opens the folder of a cross-validation to continue it.
     *
     * @throws RunException if another process is writing it; says which
     */
    public static FoldFolder open(Path folder) {
        return new FoldFolder(folder, RunGroup.FOLDS.lock(folder));
    }

    /** Reads what was kept last. */
    public Kept kept() {
        Path file = file();
        return FoldReport.read(RunFile.read(file, LONGEST_FILE), file);
    }

    /**
     * Keeps this in place of what was kept before.
     *
     * @throws RunException if it cannot be written, another process has made a new folder first, or
     *     it was renamed, moved or removed meanwhile
     */
    public void keep(Kept kept) {
        String text = FoldReport.json(kept) + "\n";
        if (lock == null) {
            create(text);
            lock = RunGroup.FOLDS.lock(folder);
        } else {
            lock.requireInPlace();
            RunFile.replace(file(), text);
        }
    }

    private void create(String text) {
        Path parent = Objects.requireNonNull(folder.toAbsolutePath().getParent());
        new Runs(parent).requireFree(String.valueOf(folder.getFileName()));
        try {
            NewFolder.create(
                    folder, made -> RunFile.replace(made.resolve(RunGroup.FOLDS.file()), text));
        } catch (IOException failure) {
            throw new RunException(FileFault.of("cannot create", folder, failure), failure);
        }
    }

    /** Returns the file that has the scores and the settings. */
    public Path file() {
        return folder.resolve(RunGroup.FOLDS.file());
    }

    @Override
    public void close() {
        if (lock != null) {
            lock.close();
        }
    }
}
