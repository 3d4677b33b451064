package dev.gradus.text;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Says why a file could not be read or written. Java often tells the reason only by the class of
 * the exception, whose message is just the file's name.
 */
public final class FileFault {
    /** What operating systems report, and what it means; compared ignoring case. */
    private static final Map<String, String> WORDS =
            Map.ofEntries(
                    Map.entry("permission denied", "permission denied"),
                    Map.entry("operation not permitted", "permission denied"),
                    Map.entry("access is denied", "permission denied"),
                    Map.entry("no such file or directory", "there is no such file or folder"),
                    Map.entry("no space left on device", "the disk is full"),
                    Map.entry("there is not enough space on the disk", "the disk is full"),
                    Map.entry("disk quota exceeded", "your quota of the disk is used up"),
                    Map.entry("read-only file system", "the file system is read-only"),
                    Map.entry("file name too long", "the name is too long"),
                    Map.entry("file too large", "the file would be too large"),
                    Map.entry("is a directory", "it is a folder, not a file"),
                    Map.entry("not a directory", "a part of the path is a file, not a folder"),
                    Map.entry(
                            "too many levels of symbolic links",
                            "its symbolic links lead in a circle"),
                    Map.entry("too many open files", "too many files are open"),
                    Map.entry("input/output error", "the disk reports an error"),
                    Map.entry("text file busy", "another program is using it"),
                    Map.entry("stale file handle", "the network file system lost it"));

    private FileFault() {}

    /**
     * Returns a whole message.
     *
     * @param deed what failed, such as {@code cannot write}
     * @param file the file
     * @param failure the exception
     * @return such as {@code cannot write runs/a.json: permission denied}
     */
    public static String of(String deed, Path file, Exception failure) {
        return deed + " " + file + ": " + reason(file, failure);
    }

    /**
     * Returns the reason alone, naming the place where that is not the file itself but, for
     * example, a folder above it that could not be created.
     *
     * @param file the file in question
     * @param failure an exception of the file system, or one that wraps it
     * @return such as {@code permission denied}
     */
    public static String reason(Path file, Exception failure) {
        Exception root = unwrapped(failure);
        if (root instanceof NoSuchFileException) {
            Path folder = file.toAbsolutePath().getParent();
            return folder == null || Files.isDirectory(folder)
                    ? "there is no such file or folder"
                    : "there is no folder " + Objects.requireNonNullElse(file.getParent(), folder);
        }
        return root instanceof FileSystemException system && isElsewhere(system, file)
                ? reason(root) + " (" + system.getFile() + ")"
                : reason(root);
    }

    /**
     * Returns the reason alone.
     *
     * @param failure an exception of the file system, or one that wraps it
     * @return such as {@code permission denied}
     */
    public static String reason(Exception failure) {
        Exception root = unwrapped(failure);
        return switch (root) {
            case AccessDeniedException _ -> "permission denied";
            case NoSuchFileException _ -> "there is no such file or folder";
            case FileAlreadyExistsException _ -> "a file of this name is there already";
            case DirectoryNotEmptyException _ -> "the folder is not empty";
            case NotDirectoryException _ -> "it is not a folder";
            case FileSystemLoopException _ -> "its symbolic links lead in a circle";
            case FileSystemException system -> words(system.getReason(), root);
            case FileNotFoundException _ -> words(inBrackets(root.getMessage()), root);
            case CharacterCodingException _ -> "it is not UTF-8 text";
            case EOFException _ -> "it ends too early";
            case ClosedByInterruptException _ -> "the thread was interrupted";
            default -> words(root.getMessage(), root);
        };
    }

    /**
     * Checks that a file could be written, without touching it.
     *
     * @param file the file, which need not be there
     * @throws IOException if it could not: what writing would throw, as far as can be told
     *     beforehand
     */
    public static void requireWritable(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new FileSystemException(file.toString(), null, "Is a directory");
        }
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.exists(folder)) {
            throw new NoSuchFileException(file.toString());
        }
        if (!Files.isDirectory(folder)) {
            throw new FileSystemException(file.toString(), null, "Not a directory");
        }
        requireWritable(Files.exists(file) ? file : folder, file);
    }

    /**
     * Checks that files could be created in a folder that is there, without touching it.
     *
     * @param folder the folder
     * @throws IOException if none could: what creating one would throw, as far as can be told
     *     beforehand
     */
    public static void requireWritableFolder(Path folder) throws IOException {
        requireWritable(folder, folder);
    }

    /** What a disk refuses to all is not what a user lacks the permission for. */
    private static void requireWritable(Path place, Path named) throws IOException {
        if (Files.isWritable(place)) {
            return;
        }
        throw Files.getFileStore(place).isReadOnly()
                ? new FileSystemException(named.toString(), null, "Read-only file system")
                : new AccessDeniedException(named.toString());
    }

    private static Exception unwrapped(Exception failure) {
        boolean isWrapper =
                failure instanceof UncheckedIOException
                        || failure instanceof DirectoryIteratorException;
        return isWrapper && failure.getCause() instanceof IOException cause ? cause : failure;
    }

    /**
     * A file is written through a temporary one beside it, so a failure of its folder concerns the
     * same place.
     */
    private static boolean isElsewhere(FileSystemException failure, Path file) {
        String named = failure.getFile();
        return named != null
                && !named.equals(file.toString())
                && !Objects.equals(Path.of(named).getParent(), file.getParent());
    }

    private static String words(@Nullable String said, Exception failure) {
        if (said == null || said.isBlank()) {
            return failure instanceof IOException
                    ? "the system gives no reason (" + failure.getClass().getSimpleName() + ")"
                    : failure.toString();
        }
        return WORDS.getOrDefault(said.strip().toLowerCase(Locale.ROOT), said);
    }

    /** An old kind of exception says {@code file (reason)}. */
    private static @Nullable String inBrackets(@Nullable String message) {
        if (message == null || !message.endsWith(")")) {
            return message;
        }
        return message.substring(message.lastIndexOf('(') + 1, message.length() - 1);
    }
}
