package dev.gradus.data.bytes;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;

/**
 * A row of bytes from 0 to 255 that become inputs, as the pixels of an image do. It is filled again
 * and again; each thread has one of its own.
 */
public final class ByteRow {
    /** The largest byte, a white pixel, which becomes the input 1. */
    public static final float WHITE = 255;

    private final ThreadLocal<Room> room;

    /**
     * Makes room for a row.
     *
     * @param width how many bytes it has
     */
    public ByteRow(int width) {
        room = ThreadLocal.withInitial(() -> new Room(width));
    }

    /** {@return the bytes of this thread's row, to be filled} */
    public byte[] bytes() {
        return room.get().bytes;
    }

    /**
     * Copies the quotients of all bytes of this thread's row and a number.
     *
     * @param divisor the number, {@link #WHITE} for pixels
     * @param into takes them
     * @param at the place of the first
     */
    public void divideInto(float divisor, float[] into, int at) {
        room.get().divideInto(divisor, into, at);
    }

    private static final class Room {
        private final byte[] bytes;
        private final char[] widened;
        private final ByteBuffer from;
        private final CharBuffer to;

        /**
         * In ISO 8859-1 a byte is the character of the same number, so this decoder widens bytes to
         * 16 bits. It does so by vector instructions, which the compiler does not use in a loop
         * that begins with bytes.
         */
        private final CharsetDecoder decoder = StandardCharsets.ISO_8859_1.newDecoder();

        Room(int width) {
            bytes = new byte[width];
            widened = new char[width];
            from = ByteBuffer.wrap(bytes);
            to = CharBuffer.wrap(widened);
        }

        void divideInto(float divisor, float[] into, int at) {
            decoder.decode(from.clear(), to.clear(), true);
            for (int i = 0; i < widened.length; i++) {
                into[at + i] = (short) widened[i] / divisor;
            }
        }
    }
}
