package dev.gradus.onednn;

import dev.gradus.nn.Layer.Conv2d;
import dev.gradus.nn.Layer.Pool;
import dev.gradus.nn.Padding;
import dev.gradus.nn.Padding.Axis;
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

    /**
     * Returns whether every window of a dilated convolution lies in the padding along an axis on
     * which it moves by more than 1, so that no value of the image counts. A kernel of oneDNN reads
     * address 0 then; without dilation, or where windows move by 1, none was seen to.
     */
    static boolean missEverything(Conv2d conv, Shape image, Shape result) {
        if (conv.dilation().height() == 1 && conv.dilation().width() == 1) {
            return false;
        }
        Window window = of(conv, image);
        return !hits(
                        image.dimension(1),
                        result.dimension(1),
                        conv.kernel().height(),
                        conv.stride().height(),
                        conv.dilation().height(),
                        window.before().height())
                || !hits(
                        image.dimension(2),
                        result.dimension(2),
                        conv.kernel().width(),
                        conv.stride().width(),
                        conv.dilation().width(),
                        window.before().width());
    }

    /** Returns whether a window moves by 1, or one of its places is one of the image's. */
    private static boolean hits(
            int length, int positions, int places, int stride, int dilation, long before) {
        if (stride == 1) {
            return true;
        }
        for (int position = 0; position < positions; position++) {
            for (int place = 0; place < places; place++) {
                long at = (long) position * stride + (long) place * dilation - before;
                if (at >= 0 && at < length) {
                    return true;
                }
            }
        }
        return false;
    }

    private static Pair pair(Size size) {
        return new Pair(size.height(), size.width());
    }
}
