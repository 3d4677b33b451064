package dev.gradus.train.examples;

import dev.gradus.recipe.OwnStopRule;
import dev.gradus.schedule.controller.Memory;
import java.util.List;
import java.util.Locale;
import java.util.Map;

// @start region="stop"
/**
 * Ends a run when its validation loss exceeds its lowest value so far by more than a given
 * percentage: GL of Prechelt, "Early stopping, but when?" (1998).
 */
public record GeneralizationLoss(double percent) implements OwnStopRule {
    @Override
    public List<String> watched() {
        return List.of("loss");
    }

    @Override
    public Memory memory() {
        return Memory.of("lowest", Double.POSITIVE_INFINITY).with("rise", 0);
    }

    @Override
    public Memory next(Memory memory, Map<String, Double> metrics) {
        double loss = metrics.get("loss");
        double lowest = Math.min(memory.number("lowest"), loss);
        return memory.with("lowest", lowest).with("rise", 100 * (loss / lowest - 1));
    }

    @Override
    public boolean stops(Memory memory, long updates, double seconds) {
        return memory.number("rise") > percent;
    }

    @Override
    public String reason() {
        return "generalization";
    }

    @Override
    public String detail(Memory memory) {
        return String.format(
                Locale.ROOT,
                "the loss is %.1f %% above its lowest, %.4g",
                memory.number("rise"),
                memory.number("lowest"));
    }
}
// @end
