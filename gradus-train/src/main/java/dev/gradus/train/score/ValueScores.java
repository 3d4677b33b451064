package dev.gradus.train.score;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * The quality of predicted values.
 *
 * @param examples how many were measured
 * @param targets one for each value that is predicted
 */
public record ValueScores(long examples, List<OfTarget> targets) implements Scores {
    /** Copies the values. */
    public ValueScores {
        targets = List.copyOf(targets);
    }

    /**
     * The quality of one predicted value, in the unit of its column.
     *
     * @param column its name; empty if it has none
     * @param rootMeanSquaredError √ mean (y − t)²
     * @param meanAbsoluteError mean |y − t|
     * @param rSquared 1 − Σ (y − t)² / Σ (t − mean)² (scikit-learn's {@code r2_score}); where all
     *     targets are equal, 1 if all predictions are exact, else 0
     * @param deviation √ mean (t − mean)²: the root of the mean squared error of always predicting
     *     the mean of these targets
     */
    public record OfTarget(
            String column,
            double rootMeanSquaredError,
            double meanAbsoluteError,
            double rSquared,
            double deviation) {}

    /** The means over the targets if there are several. */
    @Override
    public Map<String, Double> values() {
        var values = new LinkedHashMap<String, Double>();
        values.put("meanAbsoluteError", mean(OfTarget::meanAbsoluteError));
        values.put("rootMeanSquaredError", mean(OfTarget::rootMeanSquaredError));
        values.put("deviation", mean(OfTarget::deviation));
        values.put("rSquared", mean(OfTarget::rSquared));
        return Collections.unmodifiableMap(values);
    }

    private double mean(ToDoubleFunction<OfTarget> score) {
        return targets.stream().mapToDouble(score).average().orElse(Double.NaN);
    }
}
