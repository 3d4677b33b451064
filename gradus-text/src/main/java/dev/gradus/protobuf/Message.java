package dev.gradus.protobuf;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A message in the wire format of Protocol Buffers, built field by field. Nested messages share
 * their bytes, so weights are not copied on their way into a file.
 *
 * @see <a href="https://protobuf.dev/programming-guides/encoding/">the encoding</a>
 */
public final class Message {
    private static final int VARINT = 0;
    private static final int LENGTH_DELIMITED = 2;
    private static final int EIGHT_BYTES = 1;
    private static final int FOUR_BYTES = 5;

    private final List<byte[]> chunks = new ArrayList<>();
    private long size;

    /** Adds a whole number of any of the types int32, int64 and enum. */
    public Message number(int field, long value) {
        tag(field, VARINT);
        varint(value);
        return this;
    }

    /** Adds a number of the type float. */
    public Message real(int field, float value) {
        tag(field, FOUR_BYTES);
        int bits = Float.floatToRawIntBits(value);
        add(new byte[] {(byte) bits, (byte) (bits >> 8), (byte) (bits >> 16), (byte) (bits >> 24)});
        return this;
    }

    /** Adds a number of the type double. */
    public Message real(int field, double value) {
        tag(field, EIGHT_BYTES);
        add(eightBytes(value));
        return this;
    }

    /** Adds numbers of the type double, packed. */
    public Message reals(int field, double[] values) {
        tag(field, LENGTH_DELIMITED);
        varint((long) values.length * Double.BYTES);
        for (double value : values) {
            add(eightBytes(value));
        }
        return this;
    }

    private static byte[] eightBytes(double value) {
        return ByteBuffer.allocate(Double.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putDouble(value)
                .array();
    }

    /** Adds a text. */
    public Message text(int field, String text) {
        return bytes(field, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Adds bytes, which are not copied. */
    public Message bytes(int field, byte[] bytes) {
        tag(field, LENGTH_DELIMITED);
        varint(bytes.length);
        add(bytes);
        return this;
    }

    /** Adds a message as it is now. */
    public Message message(int field, Message inner) {
        tag(field, LENGTH_DELIMITED);
        varint(inner.size);
        chunks.addAll(inner.chunks);
        size += inner.size;
        return this;
    }

    /** Returns how many bytes the message takes. */
    public long size() {
        return size;
    }

    public void writeTo(OutputStream out) throws IOException {
        for (byte[] chunk : chunks) {
            out.write(chunk);
        }
    }

    private void tag(int field, int wireType) {
        varint(((long) field << 3) | wireType);
    }

    /** Seven bits a byte, the lowest first; all but the last byte have their highest bit set. */
    private void varint(long value) {
        byte[] bytes = new byte[Math.max(1, (70 - Long.numberOfLeadingZeros(value)) / 7)];
        long rest = value;
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i < bytes.length - 1 ? (rest & 0x7f) | 0x80 : rest);
            rest >>>= 7;
        }
        add(bytes);
    }

    private void add(byte[] bytes) {
        chunks.add(bytes);
        size += bytes.length;
    }
}
