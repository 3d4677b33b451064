package dev.gradus.data.disk;

import dev.gradus.data.DataException;
import dev.gradus.number.Text;
import dev.gradus.text.FileFault;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.UUID;

/**
 * Memory in a file: the system caches as much of it as it can, and none of it counts against the
 * heap. The file is unlinked at once where the system supports this, and disappears when the
 * process ends, however it ends.
 */
public final class DiskMemory {
    /** The most room to leave, since a full disk stops other programs too. */
    private static final long LEFT_FREE = 1L << 26;

    /** Of a small disk, a tenth is left. */
    private static final int SHARE_LEFT = 10;

    private static final int BLOCK = 1 << 20;

    private DiskMemory() {}

    /**
     * Reserves memory, filled with zeros.
     *
     * @param folder where the file lies
     * @param what its name in messages, as in {@code the prepared rows of big.csv}
     * @param bytes how much, at least 1
     * @return the memory
     * @throws DataException if there is no room or no such folder
     */
    public static MemorySegment reserve(Path folder, String what, long bytes) {
        try (FileChannel file = open(folder, what, bytes)) {
            allocate(file, bytes);
            return file.map(FileChannel.MapMode.READ_WRITE, 0, bytes, Arena.ofAuto());
        } catch (IOException failure) {
            throw fault(folder, what, failure);
        }
    }

    /**
     * Writes zeros. A file that is only extended takes its room later, where a full disk cannot be
     * reported: it ends the process, or an access to memory fails anywhere.
     */
    static void allocate(WritableByteChannel file, long bytes) throws IOException {
        var zeros = ByteBuffer.allocateDirect((int) Math.min(bytes, BLOCK));
        for (long left = bytes; left > 0; ) {
            zeros.clear().limit((int) Math.min(left, BLOCK));
            left -= file.write(zeros);
        }
    }

    /**
     * Opens a file for writing and reading.
     *
     * @param folder where the file lies
     * @param what its name in messages
     * @param bytes how much room is needed
     * @return the open file, which vanishes when it is closed
     * @throws DataException if there is no room or no such folder
     */
    public static FileChannel open(Path folder, String what, long bytes) {
        try {
            requireRoom(folder, what, bytes);
            return FileChannel.open(
                    folder.resolve("gradus-" + UUID.randomUUID()),
                    Set.of(
                            StandardOpenOption.CREATE_NEW,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE,
                            StandardOpenOption.DELETE_ON_CLOSE));
        } catch (IOException failure) {
            throw fault(folder, what, failure);
        }
    }

    /**
     * Checks that there is room in a folder.
     *
     * @param folder the folder
     * @param what what messages call that which needs it
     * @param bytes how much room there must be
     * @throws DataException if there is less
     */
    public static void requireRoom(Path folder, String what, long bytes) {
        try {
            FileStore disk = Files.getFileStore(folder);
            long left = leftFree(disk.getTotalSpace());
            long room = Math.max(0, disk.getUsableSpace() - left);
            if (bytes > room) {
                throw new DataException(
                        "%s take %s on disk, and %s has room for %s, if %s are left to other programs; name a folder with more room (--cache DIR)"
                                .formatted(what, text(bytes), folder, text(room), text(left)));
            }
        } catch (IOException failure) {
            throw fault(folder, what, failure);
        }
    }

    /** Returns how much room to leave of a disk of this size. */
    static long leftFree(long total) {
        return Math.min(LEFT_FREE, total / SHARE_LEFT);
    }

    private static DataException fault(Path folder, String what, IOException failure) {
        return new DataException(
                "%s cannot be kept on disk in %s: %s; name another folder (--cache DIR)"
                        .formatted(what, folder, FileFault.reason(failure)),
                failure);
    }

    /**
     * {@return an amount of memory for people, as in {@code 840 MB}}
     *
     * @param bytes how many bytes
     */
    public static String text(long bytes) {
        return bytes < 1_000_000
                ? Text.of("%,d bytes", bytes)
                : Text.of("%,d MB", Math.ceilDiv(bytes, 1_000_000L));
    }
}
