package dev.gradus.model.file;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Writes files atomically, so that readers see the old or the new one, never a partial one: first
 * under a temporary name, forced to the disk, then renamed. A link with the file's name is
 * replaced, not followed.
 */
public final class WholeFile {
    /** Files here stand for something else, such as {@code /dev/stdout}. */
    private static final Path DEVICES = Path.of("/dev");

    private WholeFile() {}

    /** Writes what a file holds. */
    @FunctionalInterface
    public interface Writer {
        /**
         * Writes everything; the stream is closed afterwards.
         *
         * @param out takes the bytes
         * @throws IOException if the file system fails
         */
        void writeTo(OutputStream out) throws IOException;
    }

    /** Checks a file before it gets its name. */
    @FunctionalInterface
    public interface Check {
        /**
         * Throws an exception if the file is not as it should be.
         *
         * @param file the file
         * @throws IOException if the file system fails
         */
        void check(Path file) throws IOException;
    }

    /**
     * Writes a file.
     *
     * @param file the file
     * @param writer writes the bytes
     * @throws IOException if it cannot be written; what was there before is still there then
     */
    public static void write(Path file, Writer writer) throws IOException {
        write(file, writer, _ -> {});
    }

    /**
     * Writes a file and checks it before it gets its name.
     *
     * @param file the file
     * @param writer writes the bytes
     * @param check checks the written file before it gets its name
     * @throws IOException if it cannot be written; what was there before is still there then
     */
    public static void write(Path file, Writer writer, Check check) throws IOException {
        requireReplaceable(file);
        Path beside =
                file.resolveSibling(file.getFileName() + ".tmp-" + ProcessHandle.current().pid());
        try {
            Files.deleteIfExists(beside);
            writeForced(beside, writer);
            check.check(beside);
            Files.move(
                    beside,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    /** A device or a pipe must not be replaced by a file, which renaming would do if permitted. */
    private static void requireReplaceable(Path file) throws IOException {
        boolean isDevice =
                Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file);
        if (isDevice || DEVICES.equals(file.toAbsolutePath().getParent())) {
            throw new FileSystemException(
                    file.toString(),
                    null,
                    "it is a device or a pipe, and only a file can be written atomically");
        }
    }

    private static void writeForced(Path file, Writer writer) throws IOException {
        try (FileChannel channel =
                        FileChannel.open(
                                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                var out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16)) {
            writer.writeTo(out);
            out.flush();
            channel.force(true);
        }
    }
}
