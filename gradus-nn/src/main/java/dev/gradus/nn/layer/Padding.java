package dev.gradus.nn.layer;

/** The number of zeros around an image, where a window extends beyond its border. */
public sealed interface Padding {
    /**
     * The same number of rows above and below, and of columns left and right.
     *
     * @param height rows above, and also below; at least 0
     * @param width columns on the left, and also on the right; at least 0
     */
    record Symmetric(int height, int width) implements Padding {
        /**
         * Checks the settings.
         *
         * @throws IllegalArgumentException if one is out of range; the message names it
         */
        public Symmetric {
            if (height < 0 || width < 0) {
                throw new IllegalArgumentException(
                        "a padding is at least 0, got " + height + " and " + width);
            }
        }

        @Override
        public String toString() {
            return height == width ? String.valueOf(height) : "[" + height + ", " + width + "]";
        }
    }

    /**
     * As much as makes the output ⌈input / stride⌉ long; an odd row or column goes to the end
     * (TensorFlow's {@code same}).
     */
    record Same() implements Padding {
        @Override
        public String toString() {
            return "same";
        }
    }

    /** {@return the padding of nothing: windows stay inside the image} */
    static Padding none() {
        return new Symmetric(0, 0);
    }

    /**
     * {@return the padding by {@code border} zeros on all four sides}
     *
     * @param border padded places on each side, at least 0
     */
    static Padding of(int border) {
        return new Symmetric(border, border);
    }

    /** {@return the padding that keeps ⌈input / stride⌉ outputs} */
    static Padding same() {
        return new Same();
    }

    /**
     * {@return how many zeros precede the first value of a dimension of this length, where {@code
     * reach} is the window's}
     *
     * @param length the extent of the dimension
     * @param reach the extent of the window with its dilation
     * @param stride how far the window moves, at least 1
     * @param axis which dimension it is
     */
    default int before(int length, int reach, int stride, Axis axis) {
        return switch (this) {
            case Symmetric s -> axis == Axis.HEIGHT ? s.height() : s.width();
            case Same() -> total(length, reach, stride) / 2;
        };
    }

    /**
     * {@return how many zeros follow the last value of a dimension of this length, where {@code
     * reach} is the window's}
     *
     * @param length the extent of the dimension
     * @param reach the extent of the window with its dilation
     * @param stride how far the window moves, at least 1
     * @param axis which dimension it is
     */
    default int after(int length, int reach, int stride, Axis axis) {
        return switch (this) {
            case Symmetric s -> axis == Axis.HEIGHT ? s.height() : s.width();
            case Same() -> {
                int total = total(length, reach, stride);
                yield total - total / 2;
            }
        };
    }

    private static int total(int length, int reach, int stride) {
        int outputs = Math.ceilDiv(length, stride);
        return Math.max(0, (outputs - 1) * stride + reach - length);
    }

    /** The two directions in which an image is padded. */
    enum Axis {
        /** Rows. */
        HEIGHT,
        /** Columns. */
        WIDTH
    }
}
