package dev.gradus.nn.layer;

import dev.gradus.nn.layer.Padding.Axis;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.number.Text;

/** A window that moves over an image, and its positions. */
record Window(Size kernel, Size stride, Padding padding, Size dilation) {
    /**
     * Returns the shape of the output: this many channels, and one value for each place of the
     * window.
     */
    Shape over(Site site, int channels) {
        Shape image = site.image();
        return Shape.image(
                channels,
                places(site.name(), image, Axis.HEIGHT),
                places(site.name(), image, Axis.WIDTH));
    }

    /** Returns the larger border of the two along an axis. */
    int border(Shape image, Axis axis) {
        int length = along(image, axis);
        int step = along(stride, axis);
        return Math.max(
                padding.before(length, reach(axis), step, axis),
                padding.after(length, reach(axis), step, axis));
    }

    private int places(String name, Shape image, Axis axis) {
        int length = along(image, axis);
        int reach = reach(axis);
        int step = along(stride, axis);
        int padded =
                length
                        + padding.before(length, reach, step, axis)
                        + padding.after(length, reach, step, axis);
        if (padded < reach) {
            throw new IllegalArgumentException(
                    Text.of(
                                    "layer '%s' has a window that reaches over %d %s, got %d of them (shape %s, padding included);",
                                    name,
                                    reach,
                                    axis == Axis.HEIGHT ? "rows" : "columns",
                                    padded,
                                    image)
                            + " use a smaller window, more padding, or fewer pools before it");
        }
        return (padded - reach) / step + 1;
    }

    private int reach(Axis axis) {
        return along(dilation, axis) * (along(kernel, axis) - 1) + 1;
    }

    private static int along(Shape image, Axis axis) {
        return image.dimension(axis == Axis.HEIGHT ? 1 : 2);
    }

    static int along(Size size, Axis axis) {
        return axis == Axis.HEIGHT ? size.height() : size.width();
    }
}
