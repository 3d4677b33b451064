package dev.gradus.onednn;

import dev.gradus.nn.Conv2d;
import dev.gradus.nn.Padding;
import dev.gradus.nn.Padding.Axis;
import dev.gradus.nn.Pool;
import dev.gradus.nn.Shape;
import dev.gradus.nn.Size;
import dev.gradus.onednn.binding.Window;
import dev.gradus.onednn.binding.Window.Pair;

/**
 * The windows of layers as oneDNN counts them: a dilation of 0 is no gap, and both sides of the
 * padding are said.
 */
final class Windows {
    private static final Pair NONE = new Pair(0, 0);

    private Windows() {}

    static Window of(Conv2d conv, Shape image) {
        Size gaps = conv.dilation();
        Pair dilation = new Pair(gaps.height() - 1, gaps.width() - 1);
        return window(conv.kernel(), conv.stride(), dilation, conv.padding(), image);
    }

    static Window of(Pool pool, Shape image) {
        return window(pool.window(), pool.stride(), NONE, pool.padding(), image);
    }

    /** Returns the window that covers a whole image. */
    static Window over(Shape image) {
        Pair all = new Pair(image.dimension(1), image.dimension(2));
        return new Window(all, all, NONE, NONE, NONE);
    }

    private static Window window(
            Size kernel, Size stride, Pair dilation, Padding padding, Shape image) {
        int rows = image.dimension(1);
        int columns = image.dimension(2);
        int down = (int) ((dilation.height() + 1) * (kernel.height() - 1) + 1);
        int across = (int) ((dilation.width() + 1) * (kernel.width() - 1) + 1);
        Pair before =
                new Pair(
                        padding.before(rows, down, stride.height(), Axis.HEIGHT),
                        padding.before(columns, across, stride.width(), Axis.WIDTH));
        Pair after =
                new Pair(
                        padding.after(rows, down, stride.height(), Axis.HEIGHT),
                        padding.after(columns, across, stride.width(), Axis.WIDTH));
        return new Window(pair(kernel), pair(stride), dilation, before, after);
    }

    private static Pair pair(Size size) {
        return new Pair(size.height(), size.width());
    }
}
