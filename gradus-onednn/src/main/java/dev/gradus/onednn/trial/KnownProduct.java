package dev.gradus.onednn.trial;

import dev.gradus.onednn.binding.WindowGeometry;

/**
 * Numbers for a product whose result is known without computing it: source, weights and result
 * gradient are outer products of one vector per dimension, so every sum over several dimensions is
 * a product of sums over one.
 *
 * <p>The vectors hold whole numbers whose products bfloat16 represents exactly. Two vectors that
 * are summed over have the same signs, so all terms have the same sign: nothing cancels, and an
 * extra or missing term shows.
 */
final class KnownProduct {
    private final double[] rows;
    private final double[] sourceGroups;
    private final double[] sourceChannels;
    private final double[] sourceHeight;
    private final double[] sourceWidth;
    private final double[] groups;
    private final double[] outputs;
    private final double[] channels;
    private final double[] kernelHeight;
    private final double[] kernelWidth;
    private final double[] resultRows;
    private final double[] resultGroups;
    private final double[] resultChannels;
    private final double[] resultHeight;
    private final double[] resultWidth;
    private final double[] biases;
    private final WindowAxis vertical;
    private final WindowAxis horizontal;

    /**
     * Makes the numbers.
     *
     * @param source the extents of the source: rows and channels, perhaps height and width
     * @param weights outputs and channels, perhaps height and width, perhaps groups before them
     * @param result rows and channels, perhaps height and width
     * @param window how the weights move over the source
     */
    KnownProduct(long[] source, long[] weights, long[] result, WindowGeometry window) {
        int grouped = weights.length == 5 ? 1 : 0;
        groups = positive(grouped == 1 ? weights[0] : 1, 1);
        outputs = signed(weights[grouped], 2);
        channels = signed(weights[grouped + 1], 3);
        kernelHeight = positive(extent(weights, grouped + 2), 4);
        kernelWidth = positive(extent(weights, grouped + 3), 5);
        rows = positive(source[0], 6);
        sourceGroups = positive(groups.length, 15);
        sourceChannels = withSigns(positive(channels.length, 7), channels);
        sourceHeight = positive(extent(source, 2), 8);
        sourceWidth = positive(extent(source, 3), 9);
        resultRows = positive(result[0], 10);
        resultGroups = positive(groups.length, 16);
        resultChannels = withSigns(positive(outputs.length, 11), outputs);
        resultHeight = positive(extent(result, 2), 12);
        resultWidth = positive(extent(result, 3), 13);
        biases = signed(result[1], 14);
        vertical =
                WindowAxis.vertical(
                        sourceHeight.length, kernelHeight.length, resultHeight.length, window);
        horizontal =
                WindowAxis.horizontal(
                        sourceWidth.length, kernelWidth.length, resultWidth.length, window);
        scale();
    }

    /** Halves the weights until results are about 1, so that no function of them saturates. */
    private void scale() {
        double typical = 4.0 * channels.length * 4 * kernelHeight.length * 4 * kernelWidth.length;
        double factor = Math.scalb(1.0, -Math.getExponent(typical));
        for (int i = 0; i < groups.length; i++) {
            groups[i] *= factor;
        }
    }

    /** Returns how many terms each sum of a computation has, its bias's included. */
    double terms(KernelTrial.Part part) {
        double windows = (double) kernelHeight.length * kernelWidth.length;
        return switch (part) {
            case MATRICES, RESULT -> channels.length * windows;
            case SOURCE_GRADIENT -> outputs.length * windows;
            case WEIGHTS_GRADIENT ->
                    (double) resultRows.length * resultHeight.length * resultWidth.length;
        };
    }

    private static long extent(long[] extents, int dimension) {
        return dimension < extents.length ? extents[dimension] : 1;
    }

    double[][] source() {
        return new double[][] {
            rows, outer(sourceGroups, sourceChannels), sourceHeight, sourceWidth
        };
    }

    /** Returns the vectors of the weights, without one for groups if there is only one group. */
    double[][] weights(int dimensions) {
        return dimensions == 5
                ? new double[][] {groups, outputs, channels, kernelHeight, kernelWidth}
                : new double[][] {times(outputs, groups[0]), channels, kernelHeight, kernelWidth};
    }

    double[][] resultGradient() {
        return new double[][] {
            resultRows, outer(resultGroups, resultChannels), resultHeight, resultWidth
        };
    }

    double[] bias() {
        return biases;
    }

    /** Returns the vectors of the result, before the bias is added. */
    double[][] result() {
        double sum = dot(sourceChannels, channels);
        double[] out = times(outer(product(groups, sourceGroups), outputs), sum);
        return new double[][] {
            rows,
            out,
            vertical.result(sourceHeight, kernelHeight),
            horizontal.result(sourceWidth, kernelWidth)
        };
    }

    /** Returns the vectors of the source's gradient. */
    double[][] sourceGradient() {
        double sum = dot(outputs, resultChannels);
        double[] in = times(outer(product(groups, resultGroups), channels), sum);
        return new double[][] {
            resultRows,
            in,
            vertical.source(resultHeight, kernelHeight),
            horizontal.source(resultWidth, kernelWidth)
        };
    }

    /** Returns the vectors of the weights' gradient, in the form of {@link #weights}. */
    double[][] weightsGradient(int dimensions) {
        double[] down = vertical.kernel(sourceHeight, resultHeight);
        double[] across = horizontal.kernel(sourceWidth, resultWidth);
        double[] both = times(product(sourceGroups, resultGroups), dot(rows, resultRows));
        return dimensions == 5
                ? new double[][] {both, resultChannels, sourceChannels, down, across}
                : new double[][] {times(resultChannels, both[0]), sourceChannels, down, across};
    }

    /** Returns the gradient of the bias. */
    double[] biasGradient() {
        return times(
                outer(resultGroups, resultChannels),
                sum(resultRows) * sum(resultHeight) * sum(resultWidth));
    }

    private static double[] positive(long length, int salt) {
        double[] values = new double[Math.toIntExact(length)];
        for (int i = 0; i < values.length; i++) {
            values[i] = 1 + (mixed(i, salt) >>> 1) % 3;
        }
        return values;
    }

    private static double[] signed(long length, int salt) {
        double[] values = positive(length, salt);
        for (int i = 0; i < values.length; i++) {
            values[i] *= (mixed(i, salt) & 1) == 0 ? 1 : -1;
        }
        return values;
    }

    /** Gives values the signs of other values. */
    private static double[] withSigns(double[] values, double[] signs) {
        for (int i = 0; i < values.length; i++) {
            values[i] *= Math.signum(signs[i]);
        }
        return values;
    }

    /** Mixes two numbers as SplitMix64 does. */
    private static long mixed(int index, int salt) {
        long bits = (index + 1) * 0x9E3779B97F4A7C15L + salt * 0xD1B54A32D192ED03L;
        bits = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
        bits = (bits ^ (bits >>> 27)) * 0x94D049BB133111EBL;
        return (bits ^ (bits >>> 31)) >>> 8;
    }

    /** Returns the product of every value of one with every value of the other. */
    private static double[] outer(double[] slow, double[] fast) {
        double[] products = new double[slow.length * fast.length];
        for (int i = 0; i < products.length; i++) {
            products[i] = slow[i / fast.length] * fast[i % fast.length];
        }
        return products;
    }

    private static double[] product(double[] one, double[] two) {
        double[] products = new double[one.length];
        for (int i = 0; i < products.length; i++) {
            products[i] = one[i] * two[i];
        }
        return products;
    }

    private static double dot(double[] one, double[] two) {
        return sum(product(one, two));
    }

    private static double sum(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }

    static double[] times(double[] values, double factor) {
        double[] products = new double[values.length];
        for (int i = 0; i < products.length; i++) {
            products[i] = factor * values[i];
        }
        return products;
    }
}
