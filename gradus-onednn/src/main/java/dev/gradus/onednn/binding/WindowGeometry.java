package dev.gradus.onednn.binding;

/**
 * How a window moves over an image: pairs of rows and columns.
 *
 * @param kernel the window
 * @param stride how far it moves
 * @param dilation how many places lie between two of the window's, 0 for none
 * @param before places added before the first row and column
 * @param after places added after the last row and column
 */
public record WindowGeometry(Pair kernel, Pair stride, Pair dilation, Pair before, Pair after) {
    /** Rows and columns. */
    public record Pair(long height, long width) {
        long[] extents() {
            return new long[] {height, width};
        }
    }
}
