package dev.gradus.data;

import dev.gradus.file.GzipStream;
import dev.gradus.number.NumberText;
import dev.gradus.number.Text;
import dev.gradus.text.FileFault;
import dev.gradus.text.MemoryFault;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.ZipException;

/**
 * Bytes with extents, as Yann LeCun's IDX format keeps them: two zeros, the type 8, the rank, each
 * extent as a big-endian int, then the bytes. A file compressed by gzip is read directly.
 */
final class IdxFile {
    private static final int BUFFER = 1 << 16;

    /**
     * The most memory allocated because a header says so; beyond it, memory grows with the data.
     */
    private static final int TRUSTED = 1 << 26;

    /** The length of Java's longest arrays. */
    private static final int MOST_BYTES = Integer.MAX_VALUE - 8;

    private static final int UNSIGNED_BYTES = 0x08;
    private static final int GZIP_MAGIC = 0x1f8b;

    private final String name;
    private final List<Integer> extents;
    private final byte[] bytes;

    private IdxFile(String name, List<Integer> extents, byte[] bytes) {
        this.name = name;
        this.extents = List.copyOf(extents);
        this.bytes = bytes;
    }

    static IdxFile read(Path file, int rank) {
        try (InputStream in = Files.newInputStream(file)) {
            return read(file.toString(), in, rank);
        } catch (NoSuchFileException missing) {
            throw new DataException(file + " does not exist", missing);
        } catch (IOException failure) {
            throw new DataException(FileFault.of("cannot read", file, failure), failure);
        }
    }

    /**
     * Reads a file of unsigned bytes.
     *
     * @param name its name in messages
     * @param rank how many extents it must have: 1 for labels, 3 for images
     */
    static IdxFile read(String name, InputStream in, int rank) {
        try {
            return parse(name, unpacked(in), rank);
        } catch (OutOfMemoryError full) {
            throw new DataException(
                    name + " does not fit into memory: " + MemoryFault.sentence(full), full);
        } catch (EOFException cutOff) {
            throw new DataException(
                    "%s is not a complete gzip file: %s; fetch it again"
                            .formatted(name, FileFault.reason(cutOff)),
                    cutOff);
        } catch (ZipException damaged) {
            throw new DataException(
                    "cannot expand %s, fetch it again: %s"
                            .formatted(name, FileFault.reason(damaged)),
                    damaged);
        } catch (IOException failure) {
            throw new DataException(
                    "cannot read " + name + ": " + FileFault.reason(failure), failure);
        }
    }

    private static InputStream unpacked(InputStream in) throws IOException {
        var buffered = new BufferedInputStream(in, BUFFER);
        buffered.mark(2);
        int magic = buffered.read() << 8 | buffered.read();
        buffered.reset();
        return magic == GZIP_MAGIC ? new GzipStream(buffered) : buffered;
    }

    private static IdxFile parse(String name, InputStream in, int rank) throws IOException {
        requireMagic(name, in.readNBytes(4), rank);
        byte[] header = in.readNBytes(4 * rank);
        if (header.length < 4 * rank) {
            throw new DataException(
                    Text.of(
                            "%s ends within its header: expected %d bytes, got %d",
                            name, 4 + 4 * rank, 4 + header.length));
        }
        var extents = new ArrayList<Integer>();
        for (int i = 0; i < rank; i++) {
            extents.add(bigEndian(header, 4 * i));
        }
        int expected = product(name, extents);
        byte[] bytes = read(in, expected);
        if (bytes.length < expected) {
            throw new DataException(
                    Text.of(
                            "%s is cut off: its header says %s, that is %d bytes, but %d follow; fetch it again",
                            name, text(extents), expected, bytes.length));
        }
        if (in.read() >= 0) {
            throw new DataException(
                    Text.of(
                            "%s is too long: its header says %s, that is %d bytes, but more follow",
                            name, text(extents), expected));
        }
        return new IdxFile(name, extents, bytes);
    }

    private static byte[] read(InputStream in, int expected) throws IOException {
        if (expected > TRUSTED) {
            return in.readNBytes(expected);
        }
        byte[] bytes = new byte[expected];
        int came = in.readNBytes(bytes, 0, expected);
        return came == expected ? bytes : Arrays.copyOf(bytes, came);
    }

    private static void requireMagic(String name, byte[] magic, int rank) {
        if (magic.length < 4) {
            throw new DataException(
                    Text.of(
                            "%s has %s; an IDX file begins with 4",
                            name, NumberText.counted(magic.length, "byte")));
        }
        int came = bigEndian(magic, 0);
        int expected = UNSIGNED_BYTES << 8 | rank;
        if (came != expected) {
            throw new DataException(
                    Text.of(
                            "%s begins with 0x%08x; IDX %s begin with 0x%08x (unsigned bytes, %s)",
                            name,
                            came,
                            rank == 1 ? "labels" : "images",
                            expected,
                            NumberText.counted(rank, "dimension")));
        }
    }

    private static int product(String name, List<Integer> extents) {
        long product = 1;
        for (int extent : extents) {
            if (extent < 1 || product * extent > MOST_BYTES) {
                throw new DataException(
                        "%s says its extents are %s; each is at least 1, and all bytes fit in 2 GiB"
                                .formatted(name, text(extents)));
            }
            product *= extent;
        }
        return (int) product;
    }

    private static int bigEndian(byte[] bytes, int offset) {
        return (bytes[offset] & 0xff) << 24
                | (bytes[offset + 1] & 0xff) << 16
                | (bytes[offset + 2] & 0xff) << 8
                | (bytes[offset + 3] & 0xff);
    }

    private static String text(List<Integer> extents) {
        return extents.stream().map(String::valueOf).collect(Collectors.joining("x"));
    }

    String name() {
        return name;
    }

    /** Returns extent number {@code index}, the outermost first. */
    int extent(int index) {
        return extents.get(index);
    }

    /** Returns the bytes, which must not be changed. */
    byte[] bytes() {
        return bytes;
    }
}
