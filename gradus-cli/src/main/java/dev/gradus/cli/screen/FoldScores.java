package dev.gradus.cli.screen;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What the folds of a cross-validation measured.
 *
 * @param count how many folds there are to be
 * @param folds those that were trained, in their order
 */
public record FoldScores(int count, List<Fold> folds) {
    public FoldScores {
        folds = List.copyOf(folds);
    }

    /**
     * One fold.
     *
     * @param number which one, from 1
     * @param run the folder of its run
     * @param trained how many rows were learned from
     * @param tested how many rows were measured
     * @param steps how many updates were made
     * @param ending why the run ended
     * @param measured what its test part measured; empty if the run diverged
     */
    public record Fold(
            int number,
            String run,
            int trained,
            int tested,
            long steps,
            String ending,
            Map<String, Double> measured) {}

    /**
     * A score over the folds.
     *
     * @param mean the mean over the folds, each counting the same
     * @param spread the standard deviation of the folds, √(Σ (x − mean)² / (n − 1)); NaN for one
     * @param lowest the lowest of them
     * @param highest the highest of them
     */
    public record Score(double mean, double spread, double lowest, double highest) {
        static Score of(List<Double> values) {
            int n = values.size();
            double mean = values.stream().mapToDouble(x -> x).sum() / n;
            double squares = values.stream().mapToDouble(x -> (x - mean) * (x - mean)).sum();
            return new Score(
                    mean,
                    n < 2 ? Double.NaN : Math.sqrt(squares / (n - 1)),
                    values.stream().mapToDouble(x -> x).min().orElse(Double.NaN),
                    values.stream().mapToDouble(x -> x).max().orElse(Double.NaN));
        }
    }

    /** Returns these folds and one more. */
    public FoldScores with(Fold fold) {
        var more = new ArrayList<>(folds);
        more.add(fold);
        return new FoldScores(count, more);
    }

    /** Returns the folds that have scores. */
    List<Fold> measured() {
        return folds.stream().filter(fold -> !fold.measured().isEmpty()).toList();
    }

    /** Returns each score that all measured folds have. */
    Map<String, Score> scores() {
        var scores = new LinkedHashMap<String, Score>();
        names().forEach(name -> {
            List<Double> values = values(name);
            if (values.size() == measured().size()) {
                scores.put(name, Score.of(values));
            }
        });
        return scores;
    }

    /** Returns the scores that some folds lack, as AUC where a class has no row. */
    List<String> incomplete() {
        return names().filter(name -> values(name).size() < measured().size()).toList();
    }

    private Stream<String> names() {
        return measured().stream().flatMap(fold -> fold.measured().keySet().stream()).distinct();
    }

    private List<Double> values(String name) {
        return measured().stream()
                .filter(fold -> fold.measured().containsKey(name))
                .map(fold -> fold.measured().get(name))
                .toList();
    }
}
