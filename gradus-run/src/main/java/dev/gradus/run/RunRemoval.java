package dev.gradus.run;

import dev.gradus.file.FolderRemoval;
import dev.gradus.run.json.RunException;
import dev.gradus.text.FileFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Removes a run, or a sweep or cross-validation with all its runs, as a whole or not at all: its
 * folder gets a hidden name first, under which it is neither, and is then removed with everything
 * in it. What a removal leaves that was interrupted is removed by that hidden name, since another
 * run may have the old one by then. Symbolic links are removed, never what they point to.
 */
public final class RunRemoval {
    /** No run's name begins with a dot. */
    private static final String REMOVED = ".removed-";

    private final Path folder;

    private RunRemoval(Path folder) {
        this.folder = folder;
    }

    /**
     * Finds what is to be removed.
     *
     * @param runs the folder it is in
     * @param name the name of a sweep or a cross-validation; or how a user names a run, which may
     *     be damaged; or that of what an interrupted removal has left, which may be the name before
     *     if nothing else has it now
     * @return its removal, which removes nothing yet
     * @throws RunException if there is none or more than one
     */
    public static RunRemoval of(Runs runs, String name) {
        return new RunRemoval(
                runs.group(name)
                        .or(() -> runs.damaged(name))
                        .or(() -> left(runs, name))
                        .orElseGet(() -> runs.find(name).folder()));
    }

    private static Optional<Path> left(Runs runs, String name) {
        boolean isUsed = Files.exists(runs.folder().resolve(name), LinkOption.NOFOLLOW_LINKS);
        return runs.listed(RunRemoval::isRemoved).stream()
                .filter(path -> path.endsWith(isUsed ? name : REMOVED + name))
                .findFirst();
    }

    /**
     * {@return the removals that were interrupted, or go on}
     *
     * @param runs the folder of what they remove
     * @throws RunException if the folder cannot be read
     */
    public static List<RunRemoval> unfinished(Runs runs) {
        return runs.listed(RunRemoval::isRemoved).stream().map(RunRemoval::new).toList();
    }

    static boolean isRemoved(Path folder) {
        return String.valueOf(folder.getFileName()).startsWith(REMOVED);
    }

    /** {@return the folder that is removed} */
    public Path folder() {
        return folder;
    }

    /** {@return the name that the folder had before its removal began} */
    public String nameBefore() {
        String name = name();
        return isRemoved(folder) ? name.substring(REMOVED.length()) : name;
    }

    /** {@return the name of the folder now, by which {@link #of} finds it and nothing else} */
    public String name() {
        return String.valueOf(folder.toAbsolutePath().normalize().getFileName());
    }

    /**
     * Checks that no process writes the run, or the sweep or cross-validation or one of its runs,
     * before others are removed.
     *
     * @throws RunException if one does, or nobody can tell
     */
    public void requireIdle() {
        if (!isRemoved(folder)) { // else it was when its removal began
            RunGroup.of(folder)
                    .ifPresentOrElse(
                            group -> requireIdle(group, folder),
                            () -> requireFree(RunLock.stateOfRun(folder), "run", folder));
        }
    }

    /**
     * Removes it.
     *
     * @throws RunException if it or one of its runs is being written, or a file cannot be removed
     */
    public void complete() {
        try {
            removeIfThere(isRemoved(folder) ? folder : hidden());
        } catch (IOException e) {
            throw new RunException(FileFault.of("cannot remove", folder, e), e);
        }
    }

    /** Renames the folder, and returns its new name. */
    private Path hidden() throws IOException {
        Path removed = folder.toAbsolutePath().normalize().resolveSibling(REMOVED + name());
        removeIfThere(removed);
        try (RunLock _ = lock(folder)) {
            Files.move(folder, removed);
        }
        return removed;
    }

    private static void removeIfThere(Path removed) throws IOException {
        if (Files.exists(removed)) {
            FolderRemoval.remove(removed);
        }
    }

    private static RunLock lock(Path folder) {
        Optional<RunGroup> group = RunGroup.of(folder);
        group.ifPresent(each -> requireIdle(each, folder));
        return group.map(each -> each.lock(folder)).orElseGet(() -> RunLock.take(folder));
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
