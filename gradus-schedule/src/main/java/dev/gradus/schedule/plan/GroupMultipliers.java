package dev.gradus.schedule.plan;

import dev.gradus.number.Elementary;
import dev.gradus.schedule.argument.Require;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Multipliers of a curve, one for each group of parameters: the first group is nearest to the
 * input, the last to the output.
 */
public final class GroupMultipliers {
    private GroupMultipliers() {}

    /**
     * Layer-wise decay: decay^(groups − 1 − i), so 1 for the last group and less for every earlier
     * group.
     *
     * @param decay greater than 0; 0.65 to 0.9 is usual
     * @param groups how many, 1 or more
     * @see "timm's layer_decay; BEiT, arXiv 2106.08254; ULMFiT, arXiv 1801.06146, divides by 2.6"
     */
    public static List<Double> layerDecay(double decay, int groups) {
        Require.positive(decay, "layerDecay", "decay");
        return multipliers(
                groups, "layerDecay", group -> Elementary.power(decay, groups - 1 - group));
    }

    /**
     * Layer-wise decay that stops at a floor: max(lowest, decay^(groups − 1 − i)).
     *
     * @param decay greater than 0
     * @param lowest the smallest multiplier
     * @param groups how many, 1 or more
     * @see "timm's layer_decay with layer_decay_min_scale"
     */
    public static List<Double> layerDecay(double decay, double lowest, int groups) {
        return layerDecay(decay, groups).stream()
                .map(multiplier -> Math.max(lowest, multiplier))
                .toList();
    }

    /**
     * Discriminative rates: equal factors from the lowest rate for the first group to the highest
     * for the last, as multipliers of a curve whose peak is the highest rate.
     *
     * @param lowest the first group's rate, greater than 0
     * @param highest the last group's rate, greater than 0
     * @param groups how many, 1 or more
     * @see "fastai's slice(lowest, highest)"
     */
    public static List<Double> discriminative(double lowest, double highest, int groups) {
        Require.positive(lowest, "discriminative", "lowest");
        Require.positive(highest, "discriminative", "highest");
        double steps = Math.max(1, groups - 1);
        return multipliers(
                groups,
                "discriminative",
                group -> Elementary.power(lowest / highest, (groups - 1 - group) / steps));
    }

    private static List<Double> multipliers(
            int groups, String owner, IntToDoubleFunction multiplier) {
        Require.atLeast(1L, groups, owner, "groups");
        return IntStream.range(0, groups).mapToDouble(multiplier).boxed().toList();
    }
}
