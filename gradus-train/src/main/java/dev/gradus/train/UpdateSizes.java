package dev.gradus.train;

import dev.gradus.number.NumberText;
import dev.gradus.number.Text;
import java.util.Map;
import java.util.Optional;

/**
 * Judges the learning rate by measured update ratios. A run is judged by the median over its
 * layers: too large if it stays above {@value #LARGE} for {@value #PATIENCE} measurements, too
 * small if it never was above {@value #SMALL}, whatever the schedule did. Both are far from what is
 * usual, around 0.001, because good runs of small networks reach 0.03 as they begin.
 *
 * @param largeInARow how many of the newest measurements were too large; it keeps growing after the
 *     warning
 * @param largest the layer of the largest ratio in the newest measurement
 * @param newest the median of the newest measurement
 * @param highest the highest median of all
 * @param count how many measurements there were
 */
record UpdateSizes(
        int largeInARow,
        Map.Entry<String, Double> largest,
        double newest,
        double highest,
        int count) {
    private static final double LARGE = 0.1;
    private static final double SMALL = 1e-5;
    private static final int PATIENCE = 5;

    /** The state before the first update of a run. */
    static final UpdateSizes START = new UpdateSizes(0, Map.entry("", 0.0), 0, 0, 0);

    /** The state after updates that are not on record: they may have been large. */
    static final UpdateSizes UNSEEN =
            new UpdateSizes(0, Map.entry("", 0.0), 0, Double.POSITIVE_INFINITY, 0);

    /** Returns these after one more measurement. */
    UpdateSizes with(Map<String, Double> ratios) {
        if (ratios.isEmpty()) {
            return this;
        }
        double[] sorted = ratios.values().stream().mapToDouble(ratio -> ratio).sorted().toArray();
        double median = (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
        return new UpdateSizes(
                largeInARow >= PATIENCE || median > LARGE ? largeInARow + 1 : 0,
                ratios.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow(),
                median,
                Math.max(highest, median),
                count + 1);
    }

    /** Says that the rate is too high, once. */
    Optional<String> tooLarge() {
        return largeInARow == PATIENCE
                ? Optional.of(
                        Text.of(
                                "updates are large relative to the weights: %s of a layer's weights in each of the last %d that were measured (%s in %s), where around 0.001 is usual; the learning rate is likely too high: try a tenth of it, or find one (gradus find, in Java Finder)",
                                NumberText.brief(newest, 2),
                                PATIENCE,
                                NumberText.brief(largest.getValue(), 2),
                                largest.getKey()))
                : Optional.empty();
    }

    /** Says that the rate was too low throughout. */
    Optional<String> tooSmall() {
        return count >= PATIENCE && highest < SMALL
                ? Optional.of(
                        "updates were small relative to the weights: at most %s of a layer's weights, where around 0.001 is usual; the learning rate is likely too low: try ten times as much, or find one (gradus find, in Java Finder)"
                                .formatted(NumberText.brief(highest, 2)))
                : Optional.empty();
    }
}
