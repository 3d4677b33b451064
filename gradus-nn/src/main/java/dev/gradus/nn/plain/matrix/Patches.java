package dev.gradus.nn.plain.matrix;

import java.util.Arrays;

/**
 * The windows of an image as a matrix that is never stored: a row for each value of a window
 * (channel, row, column), a column for each place of the window (Chellapilla et al. 2006; cuDNN's
 * implicit GEMM).
 *
 * <p>As a factor it reads the image. As sums it adds to the image's gradient, each element of the
 * matrix to the pixel it was read from.
 */
public final class Patches implements Factor, Sums {
    private final Windows windows;
    private final float[] images;

    /** For each column of the window: where it lies inside the image, as x of the windows. */
    private final int[] firstInside;

    private final int[] endInside;
    private int offset;

    public Patches(Windows windows, float[] images) {
        this.windows = windows;
        this.images = images;
        firstInside = new int[windows.window().width()];
        endInside = new int[windows.window().width()];
        Arrays.setAll(firstInside, windows::firstInside);
        Arrays.setAll(endInside, windows::endInside);
    }

    /** Moves to the image that begins at this index of the array, and returns this matrix. */
    public Patches at(int offset) {
        this.offset = offset;
        return this;
    }

    @Override
    public void pack(int row, int rows, int column, int columns, float[][] panel) {
        for (int i = 0; i < rows; i++) {
            gather(row + i, column, columns, panel[i]);
        }
    }

    @Override
    public void load(int row, int column, int columns, float[] sums) {
        Arrays.fill(sums, 0, columns, 0);
    }

    /** Copies part of a row of the matrix: the image shifted by one place of the window. */
    void gather(int row, int column, int columns, float[] line) {
        int windowRow = row % windows.size() / windows.window().width();
        int windowColumn = row % windows.window().width();
        int plane = offset + row / windows.size() * windows.height() * windows.width();
        int end = column + columns;
        for (int place = column; place < end; ) {
            int y = place / windows.across();
            int from = place - y * windows.across();
            int to = Math.min(windows.across(), from + end - place);
            int imageRow = windows.imageRow(y, windowRow);
            int at = place - column - from;
            if (imageRow < 0 || imageRow >= windows.height()) {
                Arrays.fill(line, at + from, at + to, 0);
            } else {
                gatherRow(plane + imageRow * windows.width(), windowColumn, from, to, line, at);
            }
            place += to - from;
        }
    }

    private void gatherRow(int imageRow, int column, int from, int to, float[] line, int at) {
        int inside = Math.clamp(firstInside[column], from, to);
        int outside = Math.clamp(endInside[column], inside, to);
        int stride = windows.stride().width();
        int pixel = imageRow + windows.imageColumn(inside, column);
        Arrays.fill(line, at + from, at + inside, 0);
        if (stride == 1 && inside < outside) {
            System.arraycopy(images, pixel, line, at + inside, outside - inside);
        } else {
            for (int x = inside; x < outside; x++, pixel += stride) {
                line[at + x] = images[pixel];
            }
        }
        Arrays.fill(line, at + outside, at + to, 0);
    }

    @Override
    public void store(int row, int column, int columns, float[] sums) {
        int windowRow = row % windows.size() / windows.window().width();
        int windowColumn = row % windows.window().width();
        int plane = offset + row / windows.size() * windows.height() * windows.width();
        int end = column + columns;
        for (int place = column; place < end; ) {
            int y = place / windows.across();
            int from = place - y * windows.across();
            int to = Math.min(windows.across(), from + end - place);
            int imageRow = windows.imageRow(y, windowRow);
            if (imageRow >= 0 && imageRow < windows.height()) {
                int at = place - column - from;
                scatterRow(plane + imageRow * windows.width(), windowColumn, from, to, sums, at);
            }
            place += to - from;
        }
    }

    private void scatterRow(int imageRow, int column, int from, int to, float[] line, int at) {
        int inside = Math.clamp(firstInside[column], from, to);
        int outside = Math.clamp(endInside[column], inside, to);
        int stride = windows.stride().width();
        int pixel = imageRow + windows.imageColumn(inside, column);
        for (int x = inside; x < outside; x++, pixel += stride) {
            images[pixel] += line[at + x];
        }
    }

    /** Returns the transposed matrix: a row for each place, a column for each value of a window. */
    public Factor transposed() {
        return new Across(this);
    }

    /**
     * Gathers a few rows of the patches and transposes them, so that writes stay in few cache
     * lines.
     */
    private static final class Across implements Factor {
        private final Patches patches;
        private final float[][] lines = new float[PACKED_TOGETHER][PackedPanel.DEPTH];

        Across(Patches patches) {
            this.patches = patches;
        }

        @Override
        public void pack(int row, int rows, int column, int columns, float[][] panel) {
            for (int block = 0; block < columns; block += PACKED_TOGETHER) {
                int together = Math.min(PACKED_TOGETHER, columns - block);
                for (int j = 0; j < together; j++) {
                    patches.gather(column + block + j, row, rows, lines[j]);
                }
                for (int i = 0; i < rows; i++) {
                    float[] line = panel[i];
                    for (int j = 0; j < together; j++) {
                        line[block + j] = lines[j][i];
                    }
                }
            }
        }
    }
}
