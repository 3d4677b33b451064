package dev.gradus.onednn.trial;

import dev.gradus.onednn.binding.WindowGeometry;
import java.util.stream.IntStream;

/**
 * One axis along which weights move over a source: result y sees source y · stride + i · dilation −
 * before through weight i.
 */
record WindowAxis(int sources, int kernels, int results, long stride, long dilation, long before) {
    /** Returns how weights move down the rows of a source. */
    static WindowAxis vertical(int sources, int kernels, int results, WindowGeometry window) {
        return new WindowAxis(
                sources,
                kernels,
                results,
                window.stride().height(),
                window.dilation().height() + 1,
                window.before().height());
    }

    /** Returns how weights move across the columns of a source. */
    static WindowAxis horizontal(int sources, int kernels, int results, WindowGeometry window) {
        return new WindowAxis(
                sources,
                kernels,
                results,
                window.stride().width(),
                window.dilation().width() + 1,
                window.before().width());
    }

    /** Returns whether some result sees only padding. */
    boolean hasBlindResults() {
        return IntStream.range(0, results)
                .anyMatch(result ->
                        IntStream.range(0, kernels).allMatch(kernel -> at(result, kernel) < 0));
    }

    /** Returns the result of a source and weights. */
    double[] result(double[] source, double[] kernel) {
        double[] sums = new double[results];
        for (int y = 0; y < results; y++) {
            for (int i = 0; i < kernels; i++) {
                int at = at(y, i);
                sums[y] += at < 0 ? 0 : source[at] * kernel[i];
            }
        }
        return sums;
    }

    /** Returns the gradient of the source. */
    double[] source(double[] result, double[] kernel) {
        double[] sums = new double[sources];
        for (int y = 0; y < results; y++) {
            for (int i = 0; i < kernels; i++) {
                int at = at(y, i);
                if (at >= 0) {
                    sums[at] += result[y] * kernel[i];
                }
            }
        }
        return sums;
    }

    /** Returns the gradient of the weights. */
    double[] kernel(double[] source, double[] result) {
        double[] sums = new double[kernels];
        for (int y = 0; y < results; y++) {
            for (int i = 0; i < kernels; i++) {
                int at = at(y, i);
                sums[i] += at < 0 ? 0 : source[at] * result[y];
            }
        }
        return sums;
    }

    /** Returns an index of the source, -1 outside it. */
    private int at(int result, int kernel) {
        long at = result * stride + kernel * dilation - before;
        return at >= 0 && at < sources ? (int) at : -1;
    }
}
