package dev.gradus.run.tensorboard;

import dev.gradus.protobuf.Message;
import java.util.Arrays;

/**
 * The distribution of values, in TensorFlow's usual buckets: their limits grow by a tenth from
 * 1e-12 to 1e20, on both sides of 0.
 */
final class Histogram {
    private static final double SMALLEST = 1e-12;
    private static final double LARGEST = 1e20;
    private static final double GROWTH = 1.1;

    /** The upper limit of each bucket; the last bucket takes everything larger. */
    private static final double[] LIMITS = limits();

    private Histogram() {}

    private static double[] limits() {
        var positive = new double[1024];
        int count = 0;
        for (double limit = SMALLEST; limit < LARGEST; limit *= GROWTH) {
            positive[count++] = limit;
        }
        positive[count++] = Double.MAX_VALUE;
        var limits = new double[2 * count + 1];
        for (int i = 0; i < count; i++) {
            limits[i] = -positive[count - 1 - i];
            limits[count + 1 + i] = positive[i];
        }
        return limits;
    }

    /** Returns the message {@code HistogramProto}; values that are not finite are left out. */
    static Message of(float[] values) {
        var counts = new double[LIMITS.length];
        double smallest = Double.POSITIVE_INFINITY;
        double largest = Double.NEGATIVE_INFINITY;
        double sum = 0;
        double squares = 0;
        long count = 0;
        for (float value : values) {
            if (Float.isFinite(value)) {
                smallest = Math.min(smallest, value);
                largest = Math.max(largest, value);
                sum += value;
                squares += (double) value * value;
                count++;
                counts[bucket(value)]++;
            }
        }
        var message =
                new Message()
                        .real(1, count == 0 ? 0 : smallest)
                        .real(2, count == 0 ? 0 : largest)
                        .real(3, (double) count)
                        .real(4, sum)
                        .real(5, squares);
        if (count == 0) {
            return message;
        }
        int from = first(counts);
        int to = last(counts);
        return message.reals(6, Arrays.copyOfRange(LIMITS, from, to))
                .reals(7, Arrays.copyOfRange(counts, from, to));
    }

    /** Returns the first bucket whose limit is above the value. */
    private static int bucket(double value) {
        int found = Arrays.binarySearch(LIMITS, value);
        return found >= 0 ? Math.min(found + 1, LIMITS.length - 1) : -found - 1;
    }

    /** Returns the bucket before the first with values: its limit is the lower end of that one. */
    private static int first(double[] counts) {
        int first = 0;
        while (first < counts.length - 1 && counts[first] == 0) {
            first++;
        }
        return Math.max(0, first - 1);
    }

    private static int last(double[] counts) {
        int last = counts.length;
        while (last > 1 && counts[last - 1] == 0) {
            last--;
        }
        return last;
    }
}
