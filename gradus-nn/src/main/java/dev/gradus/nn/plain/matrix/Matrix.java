package dev.gradus.nn.plain.matrix;

/**
 * An array read as rows and columns: the value at (i, j) is {@code values[offset + i · rowStride +
 * j · columnStride]}.
 */
public final class Matrix implements Factor, Sums {
    final float[] values;
    final int rowStride;
    final int columnStride;
    private int offset;

    public Matrix(float[] values, int rowStride, int columnStride) {
        this.values = values;
        this.rowStride = rowStride;
        this.columnStride = columnStride;
    }

    /** Returns the matrix whose rows follow one another. */
    public static Matrix ofRows(float[] values, int columns) {
        return new Matrix(values, columns, 1);
    }

    /** Returns the same values with rows and columns exchanged. */
    public Matrix transposed() {
        return new Matrix(values, columnStride, rowStride);
    }

    /** Moves the value at (0, 0) to this place of the array, and returns this matrix. */
    public Matrix at(int offset) {
        this.offset = offset;
        return this;
    }

    int index(int row, int column) {
        return offset + row * rowStride + column * columnStride;
    }

    @Override
    public void pack(int row, int rows, int column, int columns, float[][] panel) {
        if (columnStride == 1) {
            for (int i = 0; i < rows; i++) {
                System.arraycopy(values, index(row + i, column), panel[i], 0, columns);
            }
        } else {
            packAcross(row, rows, column, columns, panel);
        }
    }

    /** Copies a few columns at a time, so that reads and writes both stay in few cache lines. */
    private void packAcross(int row, int rows, int column, int columns, float[][] panel) {
        for (int block = 0; block < columns; block += PACKED_TOGETHER) {
            int end = Math.min(columns, block + PACKED_TOGETHER);
            for (int i = 0; i < rows; i++) {
                float[] line = panel[i];
                int from = index(row + i, column);
                for (int j = block; j < end; j++) {
                    line[j] = values[from + j * columnStride];
                }
            }
        }
    }

    @Override
    public void load(int row, int column, int columns, float[] sums) {
        System.arraycopy(values, index(row, column), sums, 0, columns);
    }

    @Override
    public void store(int row, int column, int columns, float[] sums) {
        System.arraycopy(sums, 0, values, index(row, column), columns);
    }
}
