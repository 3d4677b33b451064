package dev.gradus.train.parallel;

import dev.gradus.nn.engine.StateEntry;
import dev.gradus.recipe.Rounds;
import java.util.List;

/** The update of the outer optimizer, which takes the mean change of the weights as a gradient. */
final class OuterUpdate {
    private OuterUpdate() {}

    /**
     * Changes parameters and their velocities in place: Δ = before − mean, v ← μv + Δ, mean ←
     * before − η(Δ + μv). Slots and statistics stay averaged.
     *
     * @param before the values that the round began with
     * @param means the mean of the replicas, changed to the values that the next round begins with
     * @param velocities v of each parameter, in their order
     */
    static void apply(
            Rounds.Outer.Nesterov outer,
            List<StateEntry> entries,
            List<float[]> before,
            List<float[]> means,
            List<float[]> velocities) {
        for (int e = 0; e < entries.size(); e++) {
            if (entries.get(e).kind() == StateEntry.Kind.PARAMETER) {
                apply(outer, before.get(e), means.get(e), velocities.get(entries.get(e).owner()));
            }
        }
    }

    private static void apply(
            Rounds.Outer.Nesterov outer, float[] before, float[] mean, float[] velocity) {
        for (int i = 0; i < mean.length; i++) {
            double change = (double) before[i] - mean[i];
            velocity[i] = (float) (outer.momentum() * velocity[i] + change);
            mean[i] =
                    (float) (before[i] - outer.rate() * (change + outer.momentum() * velocity[i]));
        }
    }
}
