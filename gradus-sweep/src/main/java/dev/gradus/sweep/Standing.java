package dev.gradus.sweep;

import dev.gradus.recipe.Judge;
import dev.gradus.schedule.controller.Goal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * How a point stands after the last rung that it was trained for.
 *
 * @param point its number, from 1
 * @param settings what varies
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
     * Returns all points that have been trained, the best first: those of later rungs before the
     * others, then by the mean; a point of which a run failed or diverged comes last in its rung,
     * and of equals the first.
     */
    static List<Standing> of(Collection<SweepTrial> trials, Results results, Judge judge) {
        return points(trials)
                .flatMap(runs ->
                        lastRung(runs, results).stream()
                                .mapToObj(rung -> of(runs, rung, results, judge)))
                .sorted(order(judge))
                .toList();
    }

    /**
     * Returns how points stood at the end of a rung, the best first, whether they went on or not.
     */
    static List<Standing> at(
            int rung, Collection<SweepTrial> trials, Results results, Judge judge) {
        return points(trials)
                .filter(runs -> runs.stream().anyMatch(run -> results.find(run, rung).isPresent()))
                .map(runs -> of(runs, rung, results, judge))
                .sorted(order(judge))
                .toList();
    }

    /** Returns the last rung that a run of a point has been trained for. */
    private static OptionalInt lastRung(List<SweepTrial> runs, Results results) {
        return runs.stream()
                .flatMap(run -> results.newest(run).stream())
                .mapToInt(SweepResult::rung)
                .max();
    }

    private static Stream<List<SweepTrial>> points(Collection<SweepTrial> trials) {
        var points = new TreeMap<Integer, List<SweepTrial>>();
        trials.forEach(
                trial -> points.computeIfAbsent(trial.point(), _ -> new ArrayList<>()).add(trial));
        return points.values().stream();
    }

    private static Standing of(List<SweepTrial> runs, int rung, Results results, Judge judge) {
        SweepTrial first = runs.getFirst();
        double[] values =
                runs.stream()
                        .flatMap(run -> results.find(run, rung).stream())
                        .mapToDouble(result -> result.value(judge.metric()))
                        .toArray();
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
                rung,
                values.length,
                sum / values.length,
                low,
                high);
    }

    private static Comparator<Standing> order(Judge judge) {
        Comparator<Standing> byMean =
                Comparator.comparingDouble(standing ->
                        Double.isNaN(standing.mean())
                                ? Double.POSITIVE_INFINITY
                                : judge.goal() == Goal.MINIMIZE
                                        ? standing.mean()
                                        : -standing.mean());
        return Comparator.comparingInt(Standing::rung)
                .reversed()
                .thenComparing(byMean)
                .thenComparingInt(Standing::point);
    }
}
