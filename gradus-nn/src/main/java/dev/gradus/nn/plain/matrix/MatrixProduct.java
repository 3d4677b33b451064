package dev.gradus.nn.plain.matrix;

import dev.gradus.nn.plain.memory.Workers;

/**
 * C ← C + A · B on all workers: each takes some of C's columns, or of its rows if there are more of
 * them.
 */
public final class MatrixProduct {
    private final Workers workers;
    private final PackedPanel[] panels;
    private final Workers.Range acrossColumns = this::columns;
    private final Workers.Range acrossRows = this::rows;
    private Matrix sums = Matrix.ofRows(new float[0], 0);
    private Matrix left = sums;
    private Matrix right = sums;
    private int height;
    private int width;
    private int depth;

    public MatrixProduct(Workers workers, PackedPanel[] panels) {
        this.workers = workers;
        this.panels = panels;
    }

    /** Adds left (height × depth) · right (depth × width) to {@code sums} (height × width). */
    public void add(Matrix sums, Matrix left, Matrix right, int height, int width, int depth) {
        this.sums = sums;
        this.left = left;
        this.right = right;
        this.height = height;
        this.width = width;
        this.depth = depth;
        if (width >= height) {
            workers.run(width, 2L * height * depth, acrossColumns);
        } else {
            workers.run(height, 2L * width * depth, acrossRows);
        }
    }

    private void columns(int worker, int from, int to) {
        panels[worker].add(sums, left, right, 0, height, from, to, depth);
    }

    private void rows(int worker, int from, int to) {
        panels[worker].add(sums, left, right, from, to, 0, width, depth);
    }
}
