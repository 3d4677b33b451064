package dev.gradus.file;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Creates folders with their first files: a folder is filled under another name and then renamed.
 * So nobody sees it half full, and a fault, or the death of the process, leaves its name free.
 */
public final class NewFolder {
    private static final Pattern UNFINISHED = Pattern.compile("\\..+\\.[0-9]+\\.[0-9]+\\.new");

    private NewFolder() {}

    /** Writes the first files of a folder. */
    @FunctionalInterface
    public interface Filler {
        /**
         * Writes them.
         *
         * @param folder the empty folder, whose name is not the final one
         * @throws IOException if they cannot be written
         */
        void fill(Path folder) throws IOException;
    }

    /**
     * Creates a folder, and those that it is in. Removes unfinished ones beside it of processes
     * that died an hour ago or more.
     *
     * @param folder its path
     * @param filler writes its first files, at least one
     * @throws FileAlreadyExistsException if something has its name
     * @throws IOException if it cannot be created or filled
     */
    public static void create(Path folder, Filler filler) throws IOException {
        if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileAlreadyExistsException(folder.toString());
        }
        Path beside = beside(folder.toAbsolutePath());
        Path parent = Objects.requireNonNull(beside.getParent());
        Files.createDirectories(parent);
        removeAbandoned(parent);
        Files.createDirectory(beside);
        try {
            filler.fill(beside);
            move(beside, folder);
        } catch (IOException | RuntimeException fault) {
            removeAfter(fault, beside);
            throw fault;
        }
    }

    /** Returns a name that no other process uses that creates the same folder now. */
    private static Path beside(Path folder) {
        return folder.resolveSibling(
                ".%s.%s.%s.new"
                        .formatted(
                                folder.getFileName(),
                                Long.toString(ProcessHandle.current().pid()),
                                Long.toString(Thread.currentThread().threadId())));
    }

    /** A folder with files in it is not replaced. */
    private static void move(Path beside, Path folder) throws IOException {
        try {
            Files.move(beside, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException fault) {
            if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
                throw new FileAlreadyExistsException(folder.toString());
            }
            throw fault;
        }
    }

    private static void removeAbandoned(Path parent) throws IOException {
        Instant hourAgo = Instant.now().minus(1, ChronoUnit.HOURS);
        try (Stream<Path> all = Files.list(parent)) {
            for (Path each : all.filter(NewFolder::isUnfinished).toList()) {
                if (isThereSince(each, hourAgo)) {
                    FolderRemoval.remove(each);
                }
            }
        }
    }

    /** Another that creates a folder may finish and rename it at any moment. */
    private static boolean isThereSince(Path folder, Instant time) throws IOException {
        try {
            return Files.getLastModifiedTime(folder).toInstant().isBefore(time);
        } catch (NoSuchFileException finished) {
            return false;
        }
    }

    private static boolean isUnfinished(Path path) {
        return UNFINISHED.matcher(String.valueOf(path.getFileName())).matches();
    }

    private static void removeAfter(Exception fault, Path folder) {
        try {
            FolderRemoval.remove(folder);
        } catch (IOException left) {
            fault.addSuppressed(left);
        }
    }
}
