package dev.gradus.nn.layer;

import dev.gradus.nn.layer.Padding.Axis;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.text.TextForm;

/**
 * The largest or the mean value in each window of each channel of an image, or of a sequence, where
 * a square window covers as many values as it has columns. Padding never counts: the maximum
 * ignores it and the mean divides by the number of actual values (Keras' rule; PyTorch's {@code
 * count_include_pad=False}).
 *
 * @param kind maximum or mean
 * @param window the window
 * @param stride how far the window moves
 * @param padding places around the image; before and after each smaller than the window
 */
public record Pool(Kind kind, Size window, Size stride, Padding padding) implements Transform {
    /** What a pool takes from its window. */
    public enum Kind {
        /** The largest value in the window. */
        MAX("maxPool"),
        /** The mean of the values in the window. */
        AVERAGE("averagePool");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        /** Returns the name of such a pool, {@code maxPool} or {@code averagePool}. */
        @Override
        public String toString() {
            return text;
        }
    }

    /**
     * {@return this pool with a window that moves by this much}
     *
     * @param stride how far the window moves, at least 1
     */
    public Pool stride(int stride) {
        return new Pool(kind, window, Size.square(stride), padding);
    }

    /**
     * {@return this pool with this many padded places around the image}
     *
     * @param border padded places on each side, at least 0
     */
    public Pool padding(int border) {
        return padding(Padding.of(border));
    }

    /**
     * {@return this pool with this padding around the image}
     *
     * @param padding the padding
     */
    public Pool padding(Padding padding) {
        return new Pool(kind, window, stride, padding);
    }

    /**
     * {@return this pool as it applies to a shape: over a sequence, an image of one row, its
     * window, stride and padding are those across}
     *
     * @param shape the shape of the input of one example
     * @throws IllegalArgumentException if the shape is a sequence and the window is not square
     */
    public Pool over(Shape shape) {
        return shape.isSequence() ? alongRow() : this;
    }

    private Pool alongRow() {
        boolean square =
                window.height() == window.width()
                        && stride.height() == stride.width()
                        && !(padding instanceof Padding.Symmetric(int height, int width)
                                && height != width);
        if (!square) {
            throw new IllegalArgumentException(
                    "a pool along a sequence has one window, one stride and one padding, as in %s(2), got %s"
                            .formatted(kind, this));
        }
        return new Pool(
                kind,
                new Size(1, window.width()),
                new Size(1, stride.width()),
                padding instanceof Padding.Symmetric symmetric
                        ? new Padding.Symmetric(0, symmetric.width())
                        : padding);
    }

    @Override
    public Placement place(Site site) {
        if (!site.input().isSequence()) {
            return placeOnImage(site);
        }
        Shape image = over(site.input()).placeOnImage(site.asImage()).output();
        return Placement.of(Shape.sequence(image.dimension(0), image.dimension(2)));
    }

    private Placement placeOnImage(Site site) {
        var moving = new Window(window, stride, padding, Size.square(1));
        Shape output = moving.over(site, site.image().dimension(0));
        for (Axis axis : Axis.values()) {
            if (moving.border(site.input(), axis) >= Window.along(window, axis)) {
                throw new IllegalArgumentException(
                        "pool layer '%s' pads by %s, which must be less than its window %s"
                                .formatted(site.name(), padding, window));
            }
        }
        return Placement.of(output);
    }

    @Override
    public String stem() {
        return kind.text;
    }

    @Override
    public String toString() {
        return TextForm.of(kind.text)
                .with(window)
                .with("stride", stride, window)
                .with("padding", padding, Padding.none())
                .toString();
    }
}
