package dev.gradus.nn.plain.kernel;

import dev.gradus.nn.layer.Pool;
import dev.gradus.nn.plain.matrix.Windows;
import dev.gradus.nn.plain.memory.Slice;
import dev.gradus.nn.plain.memory.Values;
import dev.gradus.nn.plain.memory.Workers;
import java.util.Arrays;

/** The largest or the mean value of each window; places outside the image never count. */
public final class PoolKernel implements Kernel {
    public static final int[] NOTHING_REMEMBERED = new int[0];

    private final Slice slice;
    private final Workers workers;
    private final Windows windows;
    private final Values in;
    private final Values out;
    private final int channels;

    /** The place of each maximum in {@code in.data}; empty if it is not needed. */
    private final int[] largest;

    private final Workers.Range forward;
    private final Workers.Range backward;

    private PoolKernel(
            Pool.Kind kind,
            Slice slice,
            Workers workers,
            Windows windows,
            Values in,
            Values out,
            int[] largest) {
        this.slice = slice;
        this.workers = workers;
        this.windows = windows;
        this.in = in;
        this.out = out;
        this.largest = largest;
        channels = out.features / windows.places();
        boolean isMaximum = kind == Pool.Kind.MAX;
        forward = isMaximum ? this::forwardMaximum : this::forwardMean;
        backward = isMaximum ? this::backwardMaximum : this::backwardMean;
    }

    /**
     * Returns a kernel that takes the largest value of each window.
     *
     * @param room where the places of the largest values are kept for the backward pass; empty if
     *     none follows
     */
    public static Kernel maximum(
            Slice slice, Workers workers, Windows windows, Values in, Values out, int[] room) {
        return new PoolKernel(Pool.Kind.MAX, slice, workers, windows, in, out, room);
    }

    public static Kernel mean(
            Slice slice, Workers workers, Windows windows, Values in, Values out) {
        return new PoolKernel(
                Pool.Kind.AVERAGE, slice, workers, windows, in, out, NOTHING_REMEMBERED);
    }

    @Override
    public void forward() {
        workers.run(slice.rows() * channels, operations(), forward);
    }

    @Override
    public void backward() {
        if (in.wantsGradient()) {
            workers.run(slice.rows() * channels, operations(), backward);
        }
    }

    private long operations() {
        return 2L * windows.places() * windows.size();
    }

    private void forwardMaximum(int worker, int from, int to) {
        for (int plane = from; plane < to; plane++) {
            int place = plane * windows.places();
            for (int y = 0; y < windows.down(); y++) {
                for (int x = 0; x < windows.across(); x++, place++) {
                    int at = largest(plane, y, x);
                    if (largest.length > 0) {
                        largest[place] = at;
                    }
                    out.data[place] = in.data[at];
                }
            }
        }
    }

    /** Returns the place of a window's largest value: the first of equal ones, or the last NaN. */
    private int largest(int plane, int y, int x) {
        int image = plane * windows.height() * windows.width();
        int left = firstColumn(x);
        int right = endColumn(x);
        int best = image + firstRow(y) * windows.width() + left;
        for (int row = firstRow(y); row < endRow(y); row++) {
            int line = image + row * windows.width();
            for (int at = line + left; at < line + right; at++) {
                float value = in.data[at];
                if (value > in.data[best] || Float.isNaN(value)) {
                    best = at;
                }
            }
        }
        return best;
    }

    private void backwardMaximum(int worker, int from, int to) {
        clear(from, to);
        for (int place = from * windows.places(); place < to * windows.places(); place++) {
            in.gradient[largest[place]] += out.gradient[place];
        }
    }

    private void forwardMean(int worker, int from, int to) {
        for (int plane = from; plane < to; plane++) {
            int place = plane * windows.places();
            for (int y = 0; y < windows.down(); y++) {
                for (int x = 0; x < windows.across(); x++, place++) {
                    out.data[place] = sum(plane, y, x) / count(y, x);
                }
            }
        }
    }

    private float sum(int plane, int y, int x) {
        float sum = 0;
        for (int row = firstRow(y); row < endRow(y); row++) {
            int line = (plane * windows.height() + row) * windows.width();
            for (int at = line + firstColumn(x); at < line + endColumn(x); at++) {
                sum += in.data[at];
            }
        }
        return sum;
    }

    private void backwardMean(int worker, int from, int to) {
        clear(from, to);
        for (int plane = from; plane < to; plane++) {
            int place = plane * windows.places();
            for (int y = 0; y < windows.down(); y++) {
                for (int x = 0; x < windows.across(); x++, place++) {
                    spread(plane, y, x, out.gradient[place] / count(y, x));
                }
            }
        }
    }

    private void spread(int plane, int y, int x, float share) {
        for (int row = firstRow(y); row < endRow(y); row++) {
            int line = (plane * windows.height() + row) * windows.width();
            for (int at = line + firstColumn(x); at < line + endColumn(x); at++) {
                in.gradient[at] += share;
            }
        }
    }

    private void clear(int from, int to) {
        int plane = windows.height() * windows.width();
        Arrays.fill(in.gradient, from * plane, to * plane, 0);
    }

    private int count(int y, int x) {
        return (endRow(y) - firstRow(y)) * (endColumn(x) - firstColumn(x));
    }

    private int firstRow(int y) {
        return Math.max(0, windows.imageRow(y, 0));
    }

    private int endRow(int y) {
        return Math.min(windows.height(), windows.imageRow(y, windows.window().height()));
    }

    private int firstColumn(int x) {
        return Math.max(0, windows.imageColumn(x, 0));
    }

    private int endColumn(int x) {
        return Math.min(windows.width(), windows.imageColumn(x, windows.window().width()));
    }
}
