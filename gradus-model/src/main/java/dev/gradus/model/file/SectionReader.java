package dev.gradus.model.file;

import static dev.gradus.model.file.SectionWriter.COMPLETE;
import static dev.gradus.model.file.SectionWriter.TEXT;
import static dev.gradus.model.file.SectionWriter.VALUES;

import dev.gradus.number.Text;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * Reads a file of sections and trusts nothing in it: no length is used before it is known to fit
 * the remaining bytes, so memory and time are bounded by the file's size, and every section is
 * checked before it is used.
 */
public final class SectionReader {
    private static final int HEADER = 1 + 2 + 8;

    private final SeekableByteChannel channel;
    private final SectionFormat format;
    private final CRC32C all = new CRC32C();
    private long left;

    private SectionReader(SeekableByteChannel channel, SectionFormat format) throws IOException {
        this.channel = channel;
        this.format = format;
        this.left = channel.size();
    }

    /**
     * Reads a whole file.
     *
     * @param channel the bytes
     * @param format the kind of file
     * @return the sections
     * @throws IOException if the file system fails
     * @throws RuntimeException the format's, if it is damaged, incomplete or of another format
     */
    public static Contents read(SeekableByteChannel channel, SectionFormat format)
            throws IOException {
        return new SectionReader(channel, format).read();
    }

    private Contents read() throws IOException {
        byte[] magic = format.magic().getBytes(StandardCharsets.US_ASCII);
        ByteBuffer head = take(magic.length + 2 * Integer.BYTES, "its head");
        if (!begins(head, magic)) {
            throw format.fault(
                    "this is not a %s of Gradus: it does not start with %s"
                            .formatted(format.noun(), format.magic()));
        }
        int version = head.getInt();
        if (version != format.version()) {
            throw format.fault(
                    Text.of(
                            "the %s has format %d, but this Gradus reads format %d",
                            format.noun(), version, format.version()));
        }
        long sections = Integer.toUnsignedLong(head.getInt());
        var contents = new Contents(format);
        for (long i = 0; i < sections; i++) {
            section(contents);
        }
        ByteBuffer tail = take(COMPLETE.length + Integer.BYTES, "its end");
        if (!begins(tail, COMPLETE) || tail.getInt() != (int) all.getValue()) {
            throw format.damaged("its end does not match its sections");
        }
        if (left != 0) {
            throw format.damaged(Text.of("%d bytes follow its end", left));
        }
        return contents;
    }

    private void section(Contents contents) throws IOException {
        var crc = new CRC32C();
        ByteBuffer header = take(HEADER, "a section's head");
        crc.update(header.duplicate());
        byte kind = header.get();
        int nameLength = Short.toUnsignedInt(header.getShort());
        long length = header.getLong();
        ByteBuffer name = take(nameLength, "a section's name");
        crc.update(name.duplicate());
        ByteBuffer payload = take(length, "a section's values");
        crc.update(payload.duplicate());
        ByteBuffer stored = take(Integer.BYTES, "a section's checksum");
        all.update(stored.duplicate());
        if (stored.getInt() != (int) crc.getValue()) {
            throw format.damaged("the checksum of a section does not match its values");
        }
        add(contents, kind, utf8(name), payload);
    }

    private void add(Contents contents, byte kind, String name, ByteBuffer payload) {
        try {
            switch (kind) {
                case TEXT -> contents.with(name, utf8(payload));
                case VALUES -> contents.with(name, floats(name, payload));
                default ->
                        throw format.fault(
                                Text.of(
                                        "the %s has a section \"%s\" of unknown kind %d",
                                        format.noun(), name, kind));
            }
        } catch (IllegalArgumentException twice) {
            throw format.damaged(String.valueOf(twice.getMessage()), twice);
        }
    }

    private float[] floats(String name, ByteBuffer payload) {
        if (payload.remaining() % Float.BYTES != 0) {
            throw format.fault(
                    Text.of(
                            "the %s has %d bytes of float32 values for \"%s\", which is not a multiple of 4",
                            format.noun(), payload.remaining(), name));
        }
        float[] row = new float[payload.remaining() / Float.BYTES];
        payload.asFloatBuffer().get(row);
        return row;
    }

    private String utf8(ByteBuffer bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException fault) {
            throw format.damaged("a text in it is not UTF-8", fault);
        }
    }

    /** Returns the next bytes of the file, if enough are left. */
    private ByteBuffer take(long count, String what) throws IOException {
        if (count < 0 || count > left || count > Integer.MAX_VALUE - 8) {
            throw format.fault(
                    Text.of(
                            "the %s is incomplete: %s should take %s bytes, but %d are left",
                            format.noun(), what, Long.toUnsignedString(count), left));
        }
        left -= count;
        ByteBuffer bytes = ByteBuffer.allocate((int) count).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes) < 0) {
                throw format.fault(
                        "the %s is incomplete: it ends within %s".formatted(format.noun(), what));
            }
        }
        return bytes.flip();
    }

    private static boolean begins(ByteBuffer bytes, byte[] magic) {
        byte[] start = new byte[magic.length];
        bytes.get(start);
        return Arrays.equals(start, magic);
    }
}
