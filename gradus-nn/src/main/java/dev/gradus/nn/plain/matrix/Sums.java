package dev.gradus.nn.plain.matrix;

/** Sums that a product is added to, a stretch of a row at a time. */
interface Sums {
    /** Copies out the sums so far. */
    void load(int row, int column, int columns, float[] sums);

    /** Copies the sums back, with the product's terms added. */
    void store(int row, int column, int columns, float[] sums);
}
