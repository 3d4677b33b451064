package dev.gradus.run;

import dev.gradus.file.FolderRemoval;
import dev.gradus.run.json.RunException;
import dev.gradus.text.FileFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Removes the folder of a run, or of a {@link RunGroup}: it is renamed first, and what has that
 * name is neither.
 */
final class RunRemoval {
    /** No run's name begins with a dot. */
    private static final String REMOVED = ".removed-";

    private RunRemoval() {}

    static boolean isRemoved(Path folder) {
        return String.valueOf(folder.getFileName()).startsWith(REMOVED);
    }

    /** Returns the name that a folder had before its removal began. */
    static String nameBefore(Path removed) {
        return String.valueOf(removed.getFileName()).substring(REMOVED.length());
    }

    /** Removes what is left of a removal that was interrupted. */
    static void finish(Path run) {
        Path folder = run.toAbsolutePath().normalize();
        try {
            finishAt(besides(folder));
        } catch (IOException e) {
            throw new RunException(FileFault.of("cannot remove", folder, e), e);
        }
    }

    private static Path besides(Path folder) {
        return folder.resolveSibling(REMOVED + folder.getFileName());
    }

    private static void finishAt(Path removed) throws IOException {
        if (Files.exists(removed)) {
            FolderRemoval.remove(removed);
        }
    }

    static void remove(Path run) {
        Path folder = run.toAbsolutePath().normalize();
        Path removed = besides(folder);
        try {
            finishAt(removed);
            try (RunLock _ = lock(folder)) {
                Files.move(folder, removed);
            }
            FolderRemoval.remove(removed);
        } catch (IOException e) {
            throw new RunException(FileFault.of("cannot remove", folder, e), e);
        }
    }

    private static RunLock lock(Path folder) {
        Optional<RunGroup> group = RunGroup.of(folder);
        group.ifPresent(each -> requireIdle(each, folder));
        return group.map(each -> each.lock(folder)).orElseGet(() -> RunLock.take(folder));
    }

    /**
     * Checks that no process writes a run, or a group or one of its runs.
     *
     * @throws RunException if one does, or nobody can tell
     */
    static void requireIdle(Path folder) {
        RunGroup.of(folder)
                .ifPresentOrElse(
                        group -> requireIdle(group, folder),
                        () -> requireFree(RunLock.stateOfRun(folder), "run", folder));
    }

    private static void requireIdle(RunGroup group, Path folder) {
        requireFree(group.lockState(folder), group.word(), folder);
        for (Path run : group.foldersOfRuns(folder)) {
            requireFree(RunLock.stateOfRun(run), "run", run);
        }
    }

    /** Refuses a folder whose lock is held or may be. */
    static void requireFree(RunLock.State lock, String word, Path folder) {
        String what = word + " " + folder.getFileName();
        switch (lock) {
            case FREE -> {}
            case HELD ->
                    throw new RunException(
                            what + " is being trained; stop it first, nothing was removed");
            case UNKNOWN ->
                    throw new RunException(
                            "nobody can tell whether %s is being trained, because the lock in %s cannot be opened: it may be another user's, or the file system has no locks; remove it as that user, or delete the folder once nobody trains it; nothing was removed"
                                    .formatted(what, folder));
        }
    }
}
