package dev.gradus.nn.plain.matrix;

/** The right factor of a product, copied out a panel at a time. */
public interface Factor {
    /** How many columns to copy together when rows are not contiguous. */
    int PACKED_TOGETHER = 16;

    /**
     * Copies part of the factor into a panel.
     *
     * @param row the first row; it goes into {@code panel[0]}
     * @param rows how many rows
     * @param column the first column; it goes to place 0 of each of the panel's rows
     * @param columns how many columns
     */
    void pack(int row, int rows, int column, int columns, float[][] panel);
}
