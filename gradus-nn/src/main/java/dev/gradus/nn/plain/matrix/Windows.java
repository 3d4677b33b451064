package dev.gradus.nn.plain.matrix;

import dev.gradus.nn.layer.Conv2d;
import dev.gradus.nn.layer.Node;
import dev.gradus.nn.layer.Padding;
import dev.gradus.nn.layer.Padding.Axis;
import dev.gradus.nn.layer.Pool;
import dev.gradus.nn.layer.Size;
import dev.gradus.nn.tensor.Shape;

/**
 * The places of a window on an image: place (row, column) of the window at output (y, x) is the
 * image's value at (y · stride − top + row · dilation, x · stride − left + column · dilation), or
 * padding.
 *
 * @param height rows of the image
 * @param width columns of the image
 * @param down how many windows there are, down
 * @param across how many windows there are, across
 * @param window the window's rows and columns
 * @param stride how far it moves
 * @param dilation the distance between its places
 * @param top rows of padding above the image
 * @param left columns of padding to the left of the image
 */
public record Windows(
        int height,
        int width,
        int down,
        int across,
        Size window,
        Size stride,
        Size dilation,
        int top,
        int left) {

    public static Windows of(Node node, Conv2d conv) {
        return of(node, conv.kernel(), conv.stride(), conv.dilation(), conv.padding());
    }

    public static Windows of(Node node, Pool pool) {
        return of(node, pool.window(), pool.stride(), Size.square(1), pool.padding());
    }

    private static Windows of(Node node, Size window, Size stride, Size dilation, Padding padding) {
        Shape in = node.input();
        Shape out = node.output();
        int tall = dilation.height() * (window.height() - 1) + 1;
        int wide = dilation.width() * (window.width() - 1) + 1;
        return new Windows(
                in.dimension(1),
                in.dimension(2),
                out.dimension(1),
                out.dimension(2),
                window,
                stride,
                dilation,
                padding.before(in.dimension(1), tall, stride.height(), Axis.HEIGHT),
                padding.before(in.dimension(2), wide, stride.width(), Axis.WIDTH));
    }

    /** Returns how many windows there are on an image. */
    public int places() {
        return down * across;
    }

    /** Returns how many values a window has in one channel. */
    public int size() {
        return window.height() * window.width();
    }

    /** Returns the image's row under this row of the windows at {@code y}; it may be padding. */
    public int imageRow(int y, int row) {
        return y * stride.height() - top + row * dilation.height();
    }

    /** Returns the image's column under this column of the windows at {@code x}, likewise. */
    public int imageColumn(int x, int column) {
        return x * stride.width() - left + column * dilation.width();
    }

    /** Returns the first x at which this column of the window lies inside the image. */
    int firstInside(int column) {
        int before = left - column * dilation.width();
        return Math.clamp(Math.ceilDiv(before, stride.width()), 0, across);
    }

    /** Returns the x after the last at which this column of the window lies inside the image. */
    int endInside(int column) {
        int after = width - 1 + left - column * dilation.width();
        return Math.clamp(Math.floorDiv(after, stride.width()) + 1, 0, across);
    }
}
