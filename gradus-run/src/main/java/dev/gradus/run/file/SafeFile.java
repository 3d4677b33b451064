package dev.gradus.run.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/**
 * Replaces files so that whenever the process or the machine dies, the old or the new one is there
 * and complete. A rename alone does not do this: the system may write the name to the disk before
 * the bytes.
 */
public final class SafeFile {
    private SafeFile() {}

    /** Writes what a file is to contain. */
    @FunctionalInterface
    public interface Writer {
        /**
         * Writes all bytes.
         *
         * @param channel the empty file
         * @throws IOException if they cannot be written
         */
        void write(FileChannel channel) throws IOException;
    }

    /** Looks at what was written before it takes the file's name. */
    @FunctionalInterface
    public interface Check {
        /**
         * Throws if the file must not be used.
         *
         * @param written the file under its temporary name
         * @throws IOException if it cannot be read, or is not as it should be
         */
        void check(Path written) throws IOException;
    }

    /**
     * Writes a file under another name, forces it to the disk, and renames it.
     *
     * @param file the file to replace, which need not exist
     * @param beside the other name, in the same folder; what has it already is removed
     * @param writer writes the contents
     * @throws IOException if anything fails; the file is as before then
     */
    public static void replace(Path file, Path beside, Writer writer) throws IOException {
        replace(file, beside, writer, _ -> {});
    }

    /**
     * Writes a file under another name, forces it to the disk, checks it, and renames it.
     *
     * @param file the file to replace, which need not exist
     * @param beside the other name, in the same folder; what has it already is removed
     * @param writer writes the contents
     * @param check is called with the other name once the bytes are on the disk
     * @throws IOException if anything fails; the file is as before then
     */
    public static void replace(Path file, Path beside, Writer writer, Check check)
            throws IOException {
        Files.deleteIfExists(beside); // a link would lead the bytes elsewhere
        try (FileChannel channel =
                FileChannel.open(beside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            writer.write(channel);
            channel.force(true);
        }
        check.check(beside);
        move(beside, file);
    }

    /**
     * Renames a file within its folder, and forces the folder to the disk.
     *
     * @param from the file
     * @param to its new name; a file that has it is replaced
     * @throws IOException if that fails
     */
    public static void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        forceFolder(Objects.requireNonNull(to.toAbsolutePath().getParent()));
    }

    /**
     * Shortens a file in place, so that what is before its new end cannot be lost.
     *
     * @param file the file
     * @param length how many bytes remain
     * @throws IOException if that fails
     */
    public static void cut(Path file, long length) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(length);
            channel.force(true);
        }
    }

    /** Systems that cannot force a folder (Windows) order renames themselves. */
    private static void forceFolder(Path folder) throws IOException {
        if (!System.getProperty("os.name", "").startsWith("Windows")) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }
}
