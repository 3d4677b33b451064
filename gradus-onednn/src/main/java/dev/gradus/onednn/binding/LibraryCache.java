package dev.gradus.onednn.binding;

import dev.gradus.number.Text;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder of unpacked libraries, filled once per user and verified at every start.
 *
 * <p>A truncated library crashes the process when its missing part is first used, and one with a
 * changed byte may silently compute wrong results. So a file is used only if its size and CRC-32
 * are those in the jar: every start reads all files, which takes about 35 ms, and unpacks damaged
 * ones again. Comparing size, time and inode would not be enough: a disk that loses a bit changes
 * none of them.
 *
 * <p>Each file is written under another name, forced to the disk, and then renamed: processes that
 * unpack at the same time replace each other's files by equal ones.
 */
final class LibraryCache {
    private final Path root;

    LibraryCache(Path root) {
        this.root = root;
    }

    /**
     * The unpacked files.
     *
     * @param folder where they are
     * @param repairs what was wrong with files that were replaced, a sentence each
     */
    record Unpacked(Path folder, List<String> repairs) {}

    /**
     * Returns the folder of these files, verified, and unpacked if necessary.
     *
     * @param release a name for them together
     * @param files the files that belong there
     * @throws IOException if a file is missing or damaged and cannot be unpacked here
     */
    Unpacked folder(String release, List<PackedFile> files) throws IOException {
        Path folder = root.resolve(release + "-" + PackedFile.fingerprint(files));
        var repairs = new ArrayList<String>();
        for (PackedFile file : files) {
            Path target = folder.resolve(file.name());
            String fault = fault(target, file);
            if (!fault.isEmpty()) {
                unpack(file, target);
                if (!fault.equals(MISSING)) {
                    repairs.add(target + " " + fault + "; it was unpacked again");
                }
            }
        }
        removeAbandoned(folder);
        return new Unpacked(folder, List.copyOf(repairs));
    }

    private static final String MISSING = "is missing";

    /** Returns what is wrong with a file; empty if nothing. */
    private static String fault(Path target, PackedFile file) throws IOException {
        if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            return MISSING;
        }
        if (!Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS)) {
            return "is not a plain file";
        }
        long size = Files.size(target);
        if (size != file.size()) {
            return Text.of("was damaged: it has %d of %d bytes", size, file.size());
        }
        try {
            return PackedFile.checksum(target) == file.checksum()
                    ? ""
                    : "was damaged: its bytes are not those that were unpacked";
        } catch (IOException unreadable) {
            return "could not be read";
        }
    }

    private static void unpack(PackedFile file, Path target) throws IOException {
        Files.createDirectories(target.getParent());
        Path part = Files.createTempFile(target.getParent(), "unpacking-", "");
        try {
            try (var in = file.open()) {
                Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
            }
            try (var channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            String fault = fault(part, file);
            if (!fault.isEmpty()) {
                throw new IOException(file.name() + " could not be unpacked: the copy " + fault);
            }
            if (Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
                delete(target);
            }
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** Removes what processes left behind that were killed while unpacking, an hour ago or more. */
    private static void removeAbandoned(Path folder) {
        Instant hourAgo = Instant.now().minus(1, ChronoUnit.HOURS);
        try (var parts = Files.newDirectoryStream(folder, "unpacking-*")) {
            for (Path part : parts) {
                if (Files.getLastModifiedTime(part).toInstant().isBefore(hourAgo)) {
                    Files.deleteIfExists(part);
                }
            }
        } catch (IOException | DirectoryIteratorException takenAwayOrKept) {
            // Another process was faster, or the folder is read-only: they only cost disk space.
        }
    }

    /** Deletes a folder and what is in it; links are not followed. */
    static void delete(Path folder) throws IOException {
        if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            List<Path> inside;
            try (Stream<Path> listed = Files.list(folder)) {
                inside = listed.toList();
            }
            for (Path each : inside) {
                delete(each);
            }
        }
        Files.deleteIfExists(folder);
    }
}
