package dev.gradus.onednn.binding;

/**
 * How a window moves over an image, as pairs for rows and columns.
 *
 * @param kernel the window
 * @param stride how far it moves
 * @param dilation the gap between two taps of the window, 0 for none
 * @param before padding before the first row and column
 * @param after padding after the last row and column
 */
public record WindowGeometry(Pair kernel, Pair stride, Pair dilation, Pair before, Pair after) {
    /** Rows and columns. */
    public record Pair(long height, long width) {
        long[] extents() {
            return new long[] {height, width};
        }
    }
}
