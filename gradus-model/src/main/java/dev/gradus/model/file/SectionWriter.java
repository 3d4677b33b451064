package dev.gradus.model.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * Writes a file of sections. All numbers are little-endian.
 *
 * <pre>
 * file    = magic of 8 bytes · version u32 · sections u32 · section … · "COMPLETE" · crc u32 of all section crcs
 * section = kind u8 (1 text, 2 values) · name length u16 · payload length u64 · name UTF-8 · payload · crc u32 of all before
 * </pre>
 *
 * A text's payload is UTF-8, that of values is float32. A crc is CRC32C.
 */
public final class SectionWriter {
    static final byte[] COMPLETE = "COMPLETE".getBytes(StandardCharsets.US_ASCII);
    static final byte TEXT = 1;
    static final byte VALUES = 2;

    private static final int BUFFER = 1 << 16;

    private final WritableByteChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER).order(ByteOrder.LITTLE_ENDIAN);
    private final CRC32C section = new CRC32C();
    private final CRC32C all = new CRC32C();

    private SectionWriter(WritableByteChannel channel) {
        this.channel = channel;
    }

    /**
     * Writes a file of the format of its contents.
     *
     * @param contents the sections
     * @param channel the bytes
     * @throws IOException if the file system fails
     */
    public static void write(Contents contents, WritableByteChannel channel) throws IOException {
        new SectionWriter(channel).write(contents);
    }

    private void write(Contents contents) throws IOException {
        SectionFormat format = contents.format();
        buffer.put(format.magic().getBytes(StandardCharsets.US_ASCII)).putInt(format.version());
        buffer.putInt(contents.texts().size() + contents.values().size());
        drain();
        for (Map.Entry<String, String> text : contents.texts().entrySet()) {
            byte[] payload = text.getValue().getBytes(StandardCharsets.UTF_8);
            begin(TEXT, text.getKey(), payload.length);
            bytes(payload);
            end();
        }
        for (Map.Entry<String, float[]> values : contents.values().entrySet()) {
            float[] row = values.getValue();
            begin(VALUES, values.getKey(), (long) row.length * Float.BYTES);
            floats(row);
            end();
        }
        buffer.put(COMPLETE).putInt((int) all.getValue());
        drain();
    }

    private void begin(byte kind, String name, long length) throws IOException {
        byte[] encoded = name.getBytes(StandardCharsets.UTF_8);
        section.reset();
        buffer.put(kind).putShort((short) encoded.length).putLong(length);
        checked();
        bytes(encoded);
    }

    private void bytes(byte[] bytes) throws IOException {
        for (int from = 0; from < bytes.length; from += BUFFER) {
            buffer.put(bytes, from, Math.min(BUFFER, bytes.length - from));
            checked();
        }
    }

    private void floats(float[] row) throws IOException {
        int most = BUFFER / Float.BYTES;
        for (int from = 0; from < row.length; from += most) {
            int count = Math.min(most, row.length - from);
            buffer.asFloatBuffer().put(row, from, count);
            buffer.position(count * Float.BYTES);
            checked();
        }
    }

    private void end() throws IOException {
        int crc = (int) section.getValue();
        buffer.putInt(crc);
        buffer.flip();
        all.update(buffer);
        buffer.rewind();
        drainFlipped();
    }

    /** Writes the buffer and adds it to the section's checksum. */
    private void checked() throws IOException {
        buffer.flip();
        section.update(buffer);
        buffer.rewind();
        drainFlipped();
    }

    private void drain() throws IOException {
        buffer.flip();
        drainFlipped();
    }

    private void drainFlipped() throws IOException {
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        buffer.clear();
    }
}
