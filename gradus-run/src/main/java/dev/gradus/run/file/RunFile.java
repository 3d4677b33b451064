package dev.gradus.run.file;

import dev.gradus.run.json.RunException;
import dev.gradus.text.FileFault;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Set;

/**
 * How files in a run folder are opened. Whoever can write into the folder could put a link in place
 * of a file, and a run that followed it would overwrite what lies elsewhere; a pipe would hang it.
 * So files must be files and folders be folders, each under its own name. The run folder itself,
 * and the folder of all runs, may be links.
 */
public final class RunFile {
    private RunFile() {}

    /**
     * Checks that a name is free or that of an ordinary file which has no other name elsewhere.
     *
     * @param file where a run is about to write
     * @throws RunException if it is anything else; says what
     */
    public static void requirePlain(Path file) {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        requireRegular(file);
        if (names(file) > 1) {
            throw new RunException(
                    "%s is also another file's name (a hard link), which would be changed with it; put a copy in its place"
                            .formatted(file));
        }
    }

    /**
     * Checks that a name is free or that of a folder.
     *
     * @param folder where a run keeps files
     * @throws RunException if it is anything else; says what
     */
    public static void requireFolder(Path folder) {
        if (Files.isSymbolicLink(folder)) {
            throw new RunException(
                    "%s is a symbolic link, which a run does not follow; put a folder in its place"
                            .formatted(folder));
        }
        if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)
                && !Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            throw new RunException(
                    "%s is not a folder; put a folder in its place".formatted(folder));
        }
    }

    /**
     * Reads a small file of text.
     *
     * @param file the file
     * @param limit how many bytes it may have
     * @return its text
     * @throws RunException if it is missing, no ordinary file, too large, not UTF-8 or cannot be
     *     read; names it
     */
    public static String read(Path file, int limit) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes(file, limit)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new RunException(file + " is not UTF-8 text", e);
        }
    }

    /**
     * Reads a small file.
     *
     * @param file the file
     * @param limit how many bytes it may have
     * @return its bytes
     * @throws RunException if it is missing, no ordinary file, too large or cannot be read; names
     *     it
     */
    public static byte[] bytes(Path file, int limit) {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new RunException(file + " is missing");
        }
        requireRegular(file);
        try (SeekableByteChannel channel =
                Files.newByteChannel(
                        file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
            if (channel.size() > limit) {
                throw new RunException(
                        "%s has %d bytes, and at most %d are read"
                                .formatted(file, channel.size(), limit));
            }
            ByteBuffer bytes = ByteBuffer.allocate((int) channel.size());
            int read = 0;
            while (bytes.hasRemaining() && read >= 0) {
                read = channel.read(bytes);
            }
            return Arrays.copyOf(bytes.array(), bytes.position());
        } catch (IOException e) {
            throw new RunException("cannot read %s: %s".formatted(file, FileFault.reason(e)), e);
        }
    }

    /** Writes a small file so that readers see the old one or the new one, never half of it. */
    public static void replace(Path file, String text) {
        replace(file, file.resolveSibling(file.getFileName() + ".tmp"), text);
    }

    public static void replace(Path file, Path temporary, String text) {
        requirePlain(file);
        try {
            Files.deleteIfExists(temporary); // a link goes, not what it leads to
            Files.writeString(temporary, text, StandardOpenOption.CREATE_NEW);
            Files.move(
                    temporary,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new RunException("cannot write %s: %s".formatted(file, FileFault.reason(e)), e);
        }
    }

    /**
     * Checks that reading a file comes to an end: a link may be followed for that, a pipe not.
     *
     * @param file what is about to be read
     * @throws RunException if it is no file; says what
     */
    public static void requireReadable(Path file) {
        if (Files.isDirectory(file)) {
            throw new RunException(file + " is a folder, where a file should be");
        }
        if (!Files.isRegularFile(file)) {
            throw new RunException(file + " is no ordinary file");
        }
    }

    private static void requireRegular(Path file) {
        if (Files.isSymbolicLink(file)) {
            throw new RunException(
                    "%s is a symbolic link, which a run does not follow; put the file itself in its place"
                            .formatted(file));
        }
        if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new RunException(file + " is a folder, where a file should be");
        }
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new RunException(file + " is no ordinary file");
        }
    }

    /** Returns how many names a file has; 1 where the system does not say. */
    private static int names(Path file) {
        try {
            return Files.getAttribute(file, "unix:nlink", LinkOption.NOFOLLOW_LINKS)
                            instanceof Integer count
                    ? count
                    : 1;
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException unknown) {
            return 1;
        }
    }
}
