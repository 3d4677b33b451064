package dev.gradus.sweep;

import dev.gradus.recipe.Judge;
import dev.gradus.schedule.controller.Goal;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The rank of a point by the last rung that it was trained for.
 *
 * @param point its number, from 1
 * @param settings its settings
 * @param rung which rung, from 0
 * @param seeds how many runs it has
 * @param mean the mean of the judge's metric over its runs; NaN if one of them failed or diverged
 * @param low the least of the metric
 * @param high the greatest of the metric
 */
public record Standing(
        int point,
        Map<String, String> settings,
        int rung,
        int seeds,
        double mean,
        double low,
        double high) {
    /**
     * Returns the standing of a point by the results of its runs at one rung.
     *
     * @param runs the point's trials
     * @param results those of the rung so far, at least one
     */
    static Standing of(List<SweepTrial> runs, List<SweepResult> results, Judge judge) {
        SweepTrial first = runs.getFirst();
        double[] values =
                results.stream().mapToDouble(result -> result.value(judge.metric())).toArray();
        double sum = 0;
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (double value : values) {
            sum += value;
            low = Math.min(low, value);
            high = Math.max(high, value);
        }
        return new Standing(
                first.point(),
                first.settings(),
                results.getFirst().rung(),
                values.length,
                sum / values.length,
                low,
                high);
    }

    /**
     * Returns the order that puts the best first: later rungs before earlier ones, then by the
     * mean; a point with a run that failed or diverged comes last in its rung, and before it one
     * whose seeds are not all trained, which one lucky seed may have brought up; among equals, the
     * first point comes first.
     */
    static Comparator<Standing> order(Judge judge) {
        Comparator<Standing> byMean =
                Comparator.comparingDouble(standing ->
                        Double.isNaN(standing.mean())
                                ? Double.POSITIVE_INFINITY
                                : judge.goal() == Goal.MINIMIZE
                                        ? standing.mean()
                                        : -standing.mean());
        return Comparator.comparingInt(Standing::rung)
                .reversed()
                .thenComparing(standing -> Double.isNaN(standing.mean()))
                .thenComparing(Comparator.comparingInt(Standing::seeds).reversed())
                .thenComparing(byMean)
                .thenComparingInt(Standing::point);
    }
}
