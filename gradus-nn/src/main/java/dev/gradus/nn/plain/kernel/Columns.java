package dev.gradus.nn.plain.kernel;

import dev.gradus.nn.plain.memory.Slice;
import dev.gradus.nn.plain.memory.Values;

/**
 * Some columns of values, and a copy of them.
 *
 * @param all the values that hold them
 * @param first the first column
 * @param part the copy
 */
record Columns(Slice slice, Values all, int first, Values part) {
    void read() {
        copy(all.data, all.features, first, part.data, part.features, 0);
    }

    void write() {
        copy(part.data, part.features, 0, all.data, all.features, first);
    }

    void readGradient() {
        if (part.wantsGradient()) {
            copy(all.gradient, all.features, first, part.gradient, part.features, 0);
        }
    }

    void writeGradient() {
        if (all.wantsGradient()) {
            copy(part.gradient, part.features, 0, all.gradient, all.features, first);
        }
    }

    private void copy(
            float[] from, int fromWidth, int fromColumn, float[] to, int toWidth, int toColumn) {
        for (int row = 0; row < slice.rows(); row++) {
            System.arraycopy(
                    from,
                    row * fromWidth + fromColumn,
                    to,
                    row * toWidth + toColumn,
                    part.features);
        }
    }
}
