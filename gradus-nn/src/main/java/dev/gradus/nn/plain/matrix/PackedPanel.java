package dev.gradus.nn.plain.matrix;

import dev.gradus.nn.plain.memory.ArrayMemory;

/**
 * One worker's memory for products, and the loop that takes most of the time.
 *
 * <p>HotSpot's C2 vectorizes a loop that reads several arrays at one index and writes one of them,
 * but not a loop over several rows of one array, which it cannot prove to be apart. So a panel of
 * the right factor is copied into separate arrays, and a stretch of a row of the result is summed
 * in one more. Each value of the result is summed in the order of the factor's rows, however the
 * work is divided.
 */
public final class PackedPanel {
    /** Times {@link #WIDTH}, this is a quarter of a megabyte, part of the L2 cache. */
    static final int DEPTH = 128;

    private static final int WIDTH = 512;

    private final float[][] rows = new float[DEPTH][];
    private final float[] sums;

    public PackedPanel(ArrayMemory memory) {
        for (int i = 0; i < DEPTH; i++) {
            rows[i] = memory.floats(WIDTH);
        }
        sums = memory.floats(WIDTH);
    }

    /**
     * Adds left · right to a part of {@code result}: some of its rows, some of its columns.
     *
     * @param depth how many columns {@code left} has, and how many rows {@code right}
     */
    public void add(
            Sums result,
            Matrix left,
            Factor right,
            int firstRow,
            int endRow,
            int firstColumn,
            int endColumn,
            int depth) {
        for (int column = firstColumn; column < endColumn; column += WIDTH) {
            int columns = Math.min(WIDTH, endColumn - column);
            for (int inner = 0; inner < depth; inner += DEPTH) {
                int terms = Math.min(DEPTH, depth - inner);
                right.pack(inner, terms, column, columns, rows);
                for (int row = firstRow; row < endRow; row++) {
                    result.load(row, column, columns, sums);
                    addTerms(left, left.index(row, inner), terms, columns);
                    result.store(row, column, columns, sums);
                }
            }
        }
    }

    private void addTerms(Matrix left, int from, int terms, int columns) {
        float[] factors = left.values;
        int stride = left.columnStride;
        int term = 0;
        int at = from;
        for (; term <= terms - 4; term += 4, at += 4 * stride) {
            addFour(
                    factors[at],
                    rows[term],
                    factors[at + stride],
                    rows[term + 1],
                    factors[at + 2 * stride],
                    rows[term + 2],
                    factors[at + 3 * stride],
                    rows[term + 3],
                    sums,
                    columns);
        }
        for (; term < terms; term++, at += stride) {
            addOne(factors[at], rows[term], sums, columns);
        }
    }

    private static void addFour(
            float a,
            float[] x,
            float b,
            float[] y,
            float c,
            float[] z,
            float d,
            float[] u,
            float[] sums,
            int length) {
        for (int j = 0; j < length; j++) {
            sums[j] = (((sums[j] + a * x[j]) + b * y[j]) + c * z[j]) + d * u[j];
        }
    }

    private static void addOne(float a, float[] x, float[] sums, int length) {
        for (int j = 0; j < length; j++) {
            sums[j] += a * x[j];
        }
    }
}
