package dev.gradus.data.image;

/**
 * Resamples a row of values to another length: each new value is the mean of the old ones around
 * it, weighted by a triangle that reaches one old value to either side, or one new value if the row
 * gets shorter. This is what Pillow calls bilinear.
 *
 * @param first the first old value of each new one
 * @param weights of the old values from there on; each row sums to 1
 */
@SuppressWarnings("ArrayRecordComponent") // private to the package, made once for an image
record Resampling(int[] first, double[][] weights) {
    static Resampling of(int from, int to) {
        double scale = (double) from / to;
        double reach = Math.max(1, scale);
        int[] first = new int[to];
        double[][] weights = new double[to][];
        for (int i = 0; i < to; i++) {
            double centre = (i + 0.5) * scale;
            first[i] = Math.max(0, (int) Math.floor(centre - reach + 0.5));
            int end = Math.min(from, (int) Math.floor(centre + reach + 0.5));
            weights[i] = triangle(first[i], Math.max(end, first[i] + 1), centre, reach);
        }
        return new Resampling(first, weights);
    }

    private static double[] triangle(int first, int end, double centre, double reach) {
        double[] weights = new double[end - first];
        double sum = 0;
        for (int k = 0; k < weights.length; k++) {
            weights[k] = Math.max(0, 1 - Math.abs(first + k + 0.5 - centre) / reach);
            sum += weights[k];
        }
        for (int k = 0; k < weights.length; k++) {
            weights[k] /= sum;
        }
        return weights;
    }

    /**
     * Resamples rows to their new length.
     *
     * @param step how far apart neighbours in a row lie, in both arrays
     */
    void apply(float[] old, int at, float[] into, int start, int step) {
        for (int i = 0; i < first.length; i++) {
            double sum = 0;
            for (int k = 0; k < weights[i].length; k++) {
                sum += weights[i][k] * old[at + (first[i] + k) * step];
            }
            into[start + i * step] = (float) sum;
        }
    }
}
