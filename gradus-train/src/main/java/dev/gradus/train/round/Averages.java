package dev.gradus.train.round;

import dev.gradus.nn.engine.NumberParts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The mean of replicas' values, each weighted by its number of updates. Sums are in double
 * precision and in the order of the replicas' numbers, so the mean depends neither on which
 * finishes first nor on how the values are cut into pieces; the mean of one replica is its values,
 * bit for bit.
 */
final class Averages {
    /** The number of sums that fit into the first-level cache. */
    private static final int BLOCK = 2048;

    private Averages() {}

    /**
     * Averages a piece.
     *
     * @param piece what the arrays are
     * @param values the arrays of each replica, in the order of their numbers
     * @param updates how many updates each has made
     */
    static List<float[]> of(RoundPiece piece, List<List<float[]>> values, List<Integer> updates) {
        if (values.size() == 1) {
            return values.getFirst();
        }
        var means = new ArrayList<float[]>();
        for (int s = 0; s < piece.spans().size(); s++) {
            int span = s;
            List<float[]> arrays = values.stream().map(own -> own.get(span)).toList();
            means.add(
                    piece.spans().get(s).isNumber()
                            ? ofNumbers(arrays, updates)
                            : ofArrays(arrays, updates));
        }
        return means;
    }

    private static float[] ofArrays(List<float[]> arrays, List<Integer> updates) {
        float[] mean = new float[arrays.getFirst().length];
        double all = total(updates);
        double[] sums = new double[Math.min(BLOCK, mean.length)];
        for (int from = 0; from < mean.length; from += BLOCK) {
            int count = Math.min(BLOCK, mean.length - from);
            Arrays.fill(sums, 0);
            for (int r = 0; r < arrays.size(); r++) {
                add(sums, arrays.get(r), from, count, updates.get(r));
            }
            for (int i = 0; i < count; i++) {
                mean[from + i] = (float) (sums[i] / all);
            }
        }
        return mean;
    }

    private static void add(double[] sums, float[] values, int from, int count, double weight) {
        for (int i = 0; i < count; i++) {
            sums[i] += weight * values[from + i];
        }
    }

    /** Averages numbers that are stored in parts, which mean nothing on their own. */
    private static float[] ofNumbers(List<float[]> parts, List<Integer> updates) {
        double sum = 0;
        for (int r = 0; r < parts.size(); r++) {
            sum += updates.get(r) * NumberParts.joined(parts.get(r));
        }
        float[] mean = new float[NumberParts.COUNT];
        NumberParts.split(sum / total(updates), mean);
        return mean;
    }

    private static double total(List<Integer> updates) {
        return updates.stream().mapToLong(Integer::longValue).sum();
    }
}
