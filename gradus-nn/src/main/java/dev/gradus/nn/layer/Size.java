package dev.gradus.nn.layer;

/**
 * Rows and columns: of a window, of a stride, of a dilation.
 *
 * @param height rows, at least 1
 * @param width columns, at least 1
 */
public record Size(int height, int width) {
    /**
     * Checks the settings.
     *
     * @throws IllegalArgumentException if one is out of range; the message names it
     */
    public Size {
        if (height < 1 || width < 1) {
            throw new IllegalArgumentException(
                    "a size is at least 1x1, got " + height + "x" + width);
        }
    }

    /**
     * {@return the size of a square with this side}
     *
     * @param side the number of rows and of columns
     */
    public static Size square(int side) {
        return new Size(side, side);
    }

    @Override
    public String toString() {
        return height == width ? String.valueOf(height) : "[" + height + ", " + width + "]";
    }
}
