package dev.gradus.train.parallel;

import dev.gradus.nn.engine.NumberParts;
import dev.gradus.nn.engine.StateEntry;
import java.util.ArrayList;
import java.util.List;

/**
 * The mean of replicas' states, each weighted by its number of updates. Sums are in double
 * precision and in the order of the replicas' numbers, so the mean does not depend on which
 * finishes first; the mean of one replica is its state, bit for bit.
 */
final class Averages {
    private Averages() {}

    /**
     * @param entries what the arrays are
     * @param states the arrays of each replica
     * @param updates how many updates each has made
     */
    static List<float[]> of(
            List<StateEntry> entries, List<List<float[]>> states, List<Integer> updates) {
        if (states.size() == 1) {
            return states.getFirst();
        }
        var means = new ArrayList<float[]>();
        for (int e = 0; e < entries.size(); e++) {
            int entry = e;
            List<float[]> arrays = states.stream().map(state -> state.get(entry)).toList();
            means.add(
                    entries.get(e).kind() == StateEntry.Kind.NUMBER
                            ? ofNumbers(arrays, updates)
                            : ofArrays(arrays, updates));
        }
        return means;
    }

    private static float[] ofArrays(List<float[]> arrays, List<Integer> updates) {
        float[] mean = new float[arrays.getFirst().length];
        double all = total(updates);
        for (int i = 0; i < mean.length; i++) {
            double sum = 0;
            for (int r = 0; r < arrays.size(); r++) {
                sum += updates.get(r) * (double) arrays.get(r)[i];
            }
            mean[i] = (float) (sum / all);
        }
        return mean;
    }

    /** Averages numbers, whose parts mean nothing on their own. */
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
