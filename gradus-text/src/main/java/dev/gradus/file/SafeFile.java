package dev.gradus.file;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces files so that whenever the process or the machine dies, the old or the new one is there
 * and complete: a file is written under another name, forced to the disk and then renamed. A rename
 * alone does not do this, because the system may write the name to the disk before the bytes. A
 * link with the file's name is replaced, not followed.
 */
public final class SafeFile {
    /** Files here stand for something else, such as {@code /dev/stdout}. */
    private static final Path DEVICES = Path.of("/dev");

    private static final int BUFFER_SIZE = 1 << 16;
    private static final String UNFINISHED = ".tmp-";
    private static final Pattern OF_PROCESS =
            Pattern.compile("(.*)" + Pattern.quote(UNFINISHED) + "([0-9]{1,18})");

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

    /** Writes what a file is to contain to a stream. */
    @FunctionalInterface
    public interface StreamWriter {
        /**
         * Writes all bytes.
         *
         * @param out takes them, through a buffer
         * @throws IOException if they cannot be written
         */
        void write(OutputStream out) throws IOException;
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
     * Replaces a file by what is written to a stream, as {@link #replace(Path, Writer, Check)}
     * does.
     *
     * @param file the file to replace, which need not exist
     * @param writer writes the contents
     * @throws IOException if anything fails; the file is as before then
     */
    public static void replace(Path file, StreamWriter writer) throws IOException {
        replace(file, channel -> write(writer, channel), _ -> {});
    }

    /**
     * Replaces a file, which is written under a temporary name of this process. What is left of the
     * same file by processes that were killed while they wrote it is removed.
     *
     * @param file the file to replace, which need not exist
     * @param writer writes the contents
     * @param check is called with the temporary name once the bytes are on the disk
     * @throws IOException if anything fails; the file is as before then
     */
    public static void replace(Path file, Writer writer, Check check) throws IOException {
        replace(file, beside(file), writer, check);
        removeUnfinished(
                Objects.requireNonNull(file.toAbsolutePath().getParent()),
                String.valueOf(file.getFileName())::equals);
    }

    /**
     * Replaces a file.
     *
     * @param file the file to replace, which need not exist
     * @param beside the name under which it is written first, in the same folder; what has it
     *     already is removed
     * @param writer writes the contents
     * @param check is called with the other name once the bytes are on the disk
     * @throws IOException if anything fails; the file is as before then, and what was written is
     *     removed
     */
    public static void replace(Path file, Path beside, Writer writer, Check check)
            throws IOException {
        requireReplaceable(file);
        try {
            Files.deleteIfExists(beside); // a link would lead the bytes elsewhere
            writeForced(beside, writer);
            check.check(beside);
            move(beside, file);
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    /** {@return a temporary name of this process for a file} */
    public static Path beside(Path file) {
        return file.resolveSibling(file.getFileName() + UNFINISHED + ProcessHandle.current().pid());
    }

    /**
     * Removes what this process, or an ended one, began to write under a {@linkplain #beside
     * temporary name} and did not finish. What cannot be removed only takes space.
     *
     * @param folder where the files are
     * @param whose takes the names of the files that were to be replaced
     */
    public static void removeUnfinished(Path folder, Predicate<String> whose) {
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(
                        folder, file -> isUnfinished(String.valueOf(file.getFileName()), whose))) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | DirectoryIteratorException stays) {
            return;
        }
    }

    /**
     * Removes the files that ended processes left. What cannot be removed only takes space.
     *
     * @param folder where the files are
     * @param names matches their names; the first group is the number of the process
     */
    public static void removeAbandoned(Path folder, Pattern names) {
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(folder, file -> isAbandoned(file, names))) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | DirectoryIteratorException stays) {
            return;
        }
    }

    private static boolean isAbandoned(Path file, Pattern names) {
        Matcher matcher = names.matcher(String.valueOf(file.getFileName()));
        return matcher.matches() && !isAlive(Long.parseLong(matcher.group(1)));
    }

    private static boolean isUnfinished(String name, Predicate<String> whose) {
        Matcher matcher = OF_PROCESS.matcher(name);
        return matcher.matches()
                && whose.test(matcher.group(1))
                && isOver(Long.parseLong(matcher.group(2)));
    }

    private static boolean isOver(long process) {
        return process == ProcessHandle.current().pid() || !isAlive(process);
    }

    private static boolean isAlive(long process) {
        return ProcessHandle.of(process).filter(ProcessHandle::isAlive).isPresent();
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
                FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            writer.write(channel);
            channel.force(true);
        }
    }

    private static void write(StreamWriter writer, FileChannel channel) throws IOException {
        var out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_SIZE);
        writer.write(out);
        out.flush();
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
