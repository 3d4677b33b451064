package dev.gradus.file;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.zip.CRC32;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/**
 * Expands a gzip file (RFC 1952): its members one after the other, as {@code gzip -d} does. Zeros
 * may follow the last one, which fill up the blocks of a tape; other bytes are refused, where
 * {@link java.util.zip.GZIPInputStream} passes them over.
 */
public final class GzipStream extends InflaterInputStream {
    private static final int BUFFER = 1 << 16;

    private static final int FIRST = 0x1F;
    private static final int SECOND = 0x8B;
    private static final int DEFLATED = 8;

    private static final int HAS_CHECKSUM = 1 << 1;
    private static final int HAS_EXTRAS = 1 << 2;
    private static final int HAS_NAME = 1 << 3;
    private static final int HAS_COMMENT = 1 << 4;

    private static final int TIME_AND_SYSTEM = 6;

    private final PushbackInputStream file;
    private final CRC32 checksum = new CRC32();
    private boolean isOver;

    /**
     * Opens a file.
     *
     * @param file its bytes, closed with this stream
     * @throws ZipException if it does not begin as a gzip file
     * @throws EOFException if it ends within its header
     */
    public GzipStream(InputStream file) throws IOException {
        this(new PushbackInputStream(file, BUFFER));
    }

    private GzipStream(PushbackInputStream file) throws IOException {
        super(file, new Inflater(true), BUFFER);
        this.file = file;
        if (file.read() != FIRST || file.read() != SECOND) {
            throw new ZipException("it is not a gzip file");
        }
        skipHeader();
    }

    /**
     * Reads expanded bytes.
     *
     * @throws ZipException if the file is damaged, or something else follows its last member
     * @throws EOFException if it is cut off
     */
    @Override
    public int read(byte[] into, int from, int most) throws IOException {
        while (!isOver) {
            int count = super.read(into, from, most);
            if (count >= 0) {
                checksum.update(into, from, count);
                return count;
            }
            endMember();
        }
        return -1;
    }

    private void endMember() throws IOException {
        int ahead = inf.getRemaining();
        file.unread(buf, len - ahead, ahead);
        if (number(4) != checksum.getValue()
                || number(4) != (inf.getBytesWritten() & 0xFFFF_FFFFL)) {
            throw new ZipException("its checksum is wrong, so that its contents are damaged");
        }
        int next = file.read();
        if (next == FIRST && file.read() == SECOND) {
            skipHeader();
            checksum.reset();
            inf.reset();
        } else {
            requireZeros(next);
            isOver = true;
        }
    }

    private void requireZeros(int first) throws IOException {
        int next = first;
        while (next == 0) {
            next = file.read();
        }
        if (next > 0) {
            throw new ZipException(
                    "the file goes on after its compressed data; cut off the rest, or compress it again");
        }
    }

    /** Skips what follows the two bytes with which each member begins. */
    private void skipHeader() throws IOException {
        if (number(1) != DEFLATED) {
            throw new ZipException("it is compressed in another way than gzip does");
        }
        int flags = (int) number(1);
        file.skipNBytes(TIME_AND_SYSTEM);
        if ((flags & HAS_EXTRAS) != 0) {
            file.skipNBytes(number(2));
        }
        if ((flags & HAS_NAME) != 0) {
            skipText();
        }
        if ((flags & HAS_COMMENT) != 0) {
            skipText();
        }
        file.skipNBytes((flags & HAS_CHECKSUM) != 0 ? 2 : 0);
    }

    private void skipText() throws IOException {
        while (number(1) != 0) {
            // a character
        }
    }

    /** Reads a number whose least byte comes first. */
    private long number(int bytes) throws IOException {
        long number = 0;
        for (int i = 0; i < bytes; i++) {
            int next = file.read();
            if (next < 0) {
                throw new EOFException();
            }
            number |= (long) next << (8 * i);
        }
        return number;
    }

    @Override
    public void close() throws IOException {
        super.close();
        inf.end();
    }
}
