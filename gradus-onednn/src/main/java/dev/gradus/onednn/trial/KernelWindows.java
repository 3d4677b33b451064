package dev.gradus.onednn.trial;

import dev.gradus.nn.layer.Conv2d;
import dev.gradus.nn.layer.Padding;
import dev.gradus.nn.layer.Padding.Axis;
import dev.gradus.nn.layer.Pool;
import dev.gradus.nn.layer.Size;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.onednn.binding.WindowGeometry;
import dev.gradus.onednn.binding.WindowGeometry.Pair;

/**
 * The windows of layers as oneDNN counts them: a dilation of 0 means no gap, and the padding of
 * both sides is given.
 */
public final class KernelWindows {
    private static final Pair NONE = new Pair(0, 0);

    private KernelWindows() {}

    public static WindowGeometry of(Conv2d conv, Shape image) {
        Size gaps = conv.dilation();
        Pair dilation = new Pair(gaps.height() - 1, gaps.width() - 1);
        return window(conv.kernel(), conv.stride(), dilation, conv.padding(), image);
    }

    public static WindowGeometry of(Pool pool, Shape image) {
        return window(pool.window(), pool.stride(), NONE, pool.padding(), image);
    }

    /** Returns the window that covers a whole image. */
    public static WindowGeometry over(Shape image) {
        Pair all = new Pair(image.dimension(1), image.dimension(2));
        return new WindowGeometry(all, all, NONE, NONE, NONE);
    }

    private static WindowGeometry window(
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
        return new WindowGeometry(pair(kernel), pair(stride), dilation, before, after);
    }

    private static Pair pair(Size size) {
        return new Pair(size.height(), size.width());
    }
}
