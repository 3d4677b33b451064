package dev.gradus.train.checkpoint;

import static dev.gradus.train.checkpoint.CheckpointWriter.COMPLETE;
import static dev.gradus.train.checkpoint.CheckpointWriter.MAGIC;
import static dev.gradus.train.checkpoint.CheckpointWriter.TEXT;
import static dev.gradus.train.checkpoint.CheckpointWriter.VALUES;
import static dev.gradus.train.checkpoint.CheckpointWriter.VERSION;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * Reads a checkpoint file and trusts nothing in it: no length is believed before it is known to fit
 * the bytes that are left, so memory and time are bounded by the file's size, and every section is
 * checked before it is used.
 */
final class CheckpointReader {
    private static final int HEADER = 1 + 2 + 8;

    private final SeekableByteChannel channel;
    private final CRC32C all = new CRC32C();
    private long left;

    private CheckpointReader(SeekableByteChannel channel) throws IOException {
        this.channel = channel;
        this.left = channel.size();
    }

    /**
     * Reads a whole file.
     *
     * @throws CheckpointException if it is damaged, incomplete or of another format
     */
    static Contents read(SeekableByteChannel channel) throws IOException {
        return new CheckpointReader(channel).read();
    }

    private Contents read() throws IOException {
        ByteBuffer head = take(MAGIC.length + 2 * Integer.BYTES, "its head");
        if (!begins(head, MAGIC)) {
            throw new CheckpointException(
                    "this is not a checkpoint of Gradus: it does not begin with GRADUSCP");
        }
        int version = head.getInt();
        if (version != VERSION) {
            throw new CheckpointException(
                    "the checkpoint has format %d, and this Gradus reads format %d"
                            .formatted(version, VERSION));
        }
        long sections = Integer.toUnsignedLong(head.getInt());
        var contents = new Contents();
        for (long i = 0; i < sections; i++) {
            section(contents);
        }
        ByteBuffer tail = take(COMPLETE.length + Integer.BYTES, "its end");
        if (!begins(tail, COMPLETE) || tail.getInt() != (int) all.getValue()) {
            throw new CheckpointException(
                    "the checkpoint is damaged: its end does not fit its sections");
        }
        if (left != 0) {
            throw new CheckpointException(
                    "the checkpoint is damaged: %d bytes follow its end".formatted(left));
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
            throw new CheckpointException(
                    "the checkpoint is damaged: the checksum of a section does not fit its values");
        }
        add(contents, kind, utf8(name), payload);
    }

    private static void add(Contents contents, byte kind, String name, ByteBuffer payload) {
        try {
            switch (kind) {
                case TEXT -> contents.with(name, utf8(payload));
                case VALUES -> contents.with(name, floats(name, payload));
                default ->
                        throw new CheckpointException(
                                "the checkpoint has a section \"%s\" of unknown kind %d"
                                        .formatted(name, kind));
            }
        } catch (IllegalArgumentException twice) {
            throw new CheckpointException(
                    "the checkpoint is damaged: " + twice.getMessage(), twice);
        }
    }

    private static float[] floats(String name, ByteBuffer payload) {
        if (payload.remaining() % Float.BYTES != 0) {
            throw new CheckpointException(
                    "the checkpoint has %d bytes of float32 values for \"%s\", which is no multiple of 4"
                            .formatted(payload.remaining(), name));
        }
        float[] row = new float[payload.remaining() / Float.BYTES];
        payload.asFloatBuffer().get(row);
        return row;
    }

    private static String utf8(ByteBuffer bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException fault) {
            throw new CheckpointException(
                    "the checkpoint is damaged: a text in it is not UTF-8", fault);
        }
    }

    /** Returns the next bytes of the file, if there are so many. */
    private ByteBuffer take(long count, String what) throws IOException {
        if (count < 0 || count > left || count > Integer.MAX_VALUE - 8) {
            throw new CheckpointException(
                    "the checkpoint is incomplete: %s should take %s bytes, and %d are left"
                            .formatted(what, Long.toUnsignedString(count), left));
        }
        left -= count;
        ByteBuffer bytes = ByteBuffer.allocate((int) count).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes) < 0) {
                throw new CheckpointException(
                        "the checkpoint is incomplete: it ends within " + what);
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
