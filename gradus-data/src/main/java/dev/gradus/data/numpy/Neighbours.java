package dev.gradus.data.numpy;

import dev.gradus.data.bytes.ByteRow;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;

/** Copies elements that lie side by side in an array, many at once where their type allows it. */
final class Neighbours {
    private final NpyArray array;
    private final int count;
    private final ByteBuffer elements;
    private final FloatBuffer floats;
    private final DoubleBuffer doubles;
    private final ByteRow bytes;

    /**
     * @param count how many elements to copy at a time
     */
    Neighbours(NpyArray array, int count) {
        this.array = array;
        this.count = count;
        elements = array.elements();
        floats = elements.asFloatBuffer();
        doubles = elements.asDoubleBuffer();
        bytes = new ByteRow(array.type().isByte() ? count : 0);
    }

    /**
     * Copies elements.
     *
     * @param first the place of the first among all
     */
    void copy(int first, float[] into, int at) {
        NpyType type = array.type();
        if (type.isByte()) {
            elements.get(first, bytes.bytes());
            bytes.divideInto(1, into, at);
        } else if (type.isFloat()) {
            floats.get(first, into, at, count);
        } else if (type.isDouble()) {
            for (int i = 0; i < count; i++) {
                into[at + i] = (float) doubles.get(first + i);
            }
        } else {
            for (int i = 0; i < count; i++) {
                into[at + i] = (float) array.number(first + i);
            }
        }
    }
}
