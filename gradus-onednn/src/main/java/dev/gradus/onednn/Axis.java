package dev.gradus.onednn;

/**
 * One direction in which weights move over a source: result place y sees source place y · stride +
 * i · dilation − before through weight i.
 */
record Axis(int sources, int kernels, int results, long stride, long dilation, long before) {
    /** Returns what comes out of a source and weights. */
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

    /** Returns a place of the source, -1 outside it. */
    private int at(int result, int kernel) {
        long at = result * stride + kernel * dilation - before;
        return at >= 0 && at < sources ? (int) at : -1;
    }
}
