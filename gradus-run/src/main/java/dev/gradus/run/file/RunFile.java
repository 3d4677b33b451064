package dev.gradus.run.file;

import dev.gradus.file.SafeFile;
import dev.gradus.number.Text;
import dev.gradus.run.json.RunException;
import dev.gradus.text.FileFault;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Set;

/**
 * How files in a run folder are opened. Anyone who can write into the folder could replace a file
 * by a link, and a run that followed it would overwrite a file elsewhere; a pipe would make it
 * hang. So files must be regular files and folders real folders. The run folder itself, and the
 * folder of all runs, may be links.
 */
public final class RunFile {
    private RunFile() {}

    /**
     * Checks that nothing exists at a path, or a regular file without other hard links.
     *
     * @param file where a run is about to write
     * @throws RunException if there is anything else; the message says what
     */
    public static void requirePlain(Path file) {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        requireRegular(file);
        if (names(file) > 1) {
            throw new RunException(
                    "%s is a hard link to another file, which would be changed with it; replace it by a copy"
                            .formatted(file));
        }
    }

    /**
     * Checks that nothing exists at a path, or a folder.
     *
     * @param folder where a run keeps files
     * @throws RunException if there is anything else; the message says what
     */
    public static void requireFolder(Path folder) {
        if (Files.isSymbolicLink(folder)) {
            throw new RunException(
                    "%s is a symbolic link, which a run does not follow; replace it by a folder"
                            .formatted(folder));
        }
        if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)
                && !Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            throw new RunException("%s is not a folder; replace it by a folder".formatted(folder));
        }
    }

    /**
     * Reads a small file of text.
     *
     * @param file the file
     * @param limit how many bytes it may have
     * @return its text
     * @throws RunException if it is missing, not a regular file, too large, not UTF-8 or cannot be
     *     read; the message names it
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
                        Text.of(
                                "%s has %d bytes, but at most %d are read",
                                file, channel.size(), limit));
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

    /**
     * Writes a small file as {@link SafeFile} does, so that readers see the old or the new one,
     * never a partial one, and so that it survives when the machine stops.
     *
     * @param file the file, which need not exist
     * @param text what it is to contain
     * @throws RunException if it is not an ordinary file or cannot be written; the message names it
     */
    public static void replace(Path file, String text) {
        replace(file, file.resolveSibling(file.getFileName() + ".tmp"), text);
    }

    /**
     * Writes a small file; see {@link #replace(Path, String)}.
     *
     * @param file the file, which need not exist
     * @param temporary the name under which it is written first
     * @param text what it is to contain
     * @throws RunException if it is not an ordinary file or cannot be written; the message names it
     */
    public static void replace(Path file, Path temporary, String text) {
        requirePlain(file);
        try {
            SafeFile.replace(file, temporary, channel -> write(text, channel), _ -> {});
        } catch (IOException e) {
            throw new RunException("cannot write %s: %s".formatted(file, FileFault.reason(e)), e);
        }
    }

    private static void write(String text, FileChannel channel) throws IOException {
        for (ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
                bytes.hasRemaining(); ) {
            channel.write(bytes);
        }
    }

    /**
     * Checks that reading a file will end: a link is allowed for that, a pipe is not.
     *
     * @param file what is about to be read
     * @throws RunException if it is not a file; the message says what it is
     */
    public static void requireReadable(Path file) {
        if (Files.isDirectory(file)) {
            throw new RunException(file + " is a folder, where a file should be");
        }
        if (!Files.isRegularFile(file)) {
            throw new RunException(file + " is not an ordinary file");
        }
    }

    private static void requireRegular(Path file) {
        if (Files.isSymbolicLink(file)) {
            throw new RunException(
                    "%s is a symbolic link, which a run does not follow; replace it by the file itself"
                            .formatted(file));
        }
        if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new RunException(file + " is a folder, where a file should be");
        }
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new RunException(file + " is not an ordinary file");
        }
    }

    /** Returns how many hard links a file has; 1 if the system does not say. */
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
