package dev.gradus.run.tensorboard;

import dev.gradus.protobuf.Message;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * Writes records as TensorFlow frames them: the length in 8 bytes, the check of these, the bytes,
 * the check of those; all little-endian.
 *
 * @see <a href="https://www.tensorflow.org/tutorials/load_data/tfrecord">the format</a>
 */
final class EventRecords implements AutoCloseable {
    private static final int MASK = 0xa282ead8;

    private final OutputStream out;

    EventRecords(OutputStream out) {
        this.out = out;
    }

    void write(Message message) throws IOException {
        var bytes = new ByteArrayOutputStream();
        message.writeTo(bytes);
        byte[] data = bytes.toByteArray();
        byte[] length =
                ByteBuffer.allocate(Long.BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(data.length)
                        .array();
        out.write(length);
        out.write(check(length));
        out.write(data);
        out.write(check(data));
    }

    void flush() throws IOException {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }

    private static byte[] check(byte[] bytes) {
        return ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(masked(bytes))
                .array();
    }

    /** Returns the CRC-32C, turned by 15 bits to the right, plus a constant. */
    static int masked(byte[] bytes) {
        var crc = new CRC32C();
        crc.update(bytes);
        return Integer.rotateRight((int) crc.getValue(), 15) + MASK;
    }
}
