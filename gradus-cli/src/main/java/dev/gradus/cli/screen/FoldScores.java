package dev.gradus.cli.screen;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The results of the folds of a cross-validation.
 *
 * @param count how many folds there will be
 * @param classes what the classes are called; empty where values are learned, or before a fold was
 *     trained
 * @param folds those that were trained, in their order
 */
public record FoldScores(int count, List<String> classes, List<Fold> folds) {
    public FoldScores {
        classes = List.copyOf(classes);
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
     * @param measured the measurements of its test part; empty if the run diverged
     * @param confusion for each class, how many of its examples in the test part were predicted to
     *     be of each class; empty where there are none
     */
    public record Fold(
            int number,
            String run,
            int trained,
            int tested,
            long steps,
            String ending,
            Map<String, Double> measured,
            List<List<Long>> confusion) {
        public Fold {
            confusion = confusion.stream().map(List::copyOf).toList();
        }
    }

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

    /**
     * Returns these folds and one more.
     *
     * @param names what the classes are called
     */
    public FoldScores with(Fold fold, List<String> names) {
        var more = new ArrayList<>(folds);
        more.add(fold);
        return new FoldScores(count, names, more);
    }

    /** Returns whether a fold was trained. */
    public boolean has(int number) {
        return folds.stream().anyMatch(fold -> fold.number() == number);
    }

    /**
     * Returns the confusion matrices of all folds in one, in which each row of the table counts
     * once; empty where there are none.
     */
    public List<List<Long>> confusion() {
        List<List<List<Long>>> each =
                folds.stream().map(Fold::confusion).filter(counts -> !counts.isEmpty()).toList();
        if (each.isEmpty()) {
            return List.of();
        }
        int size = each.getFirst().size();
        return IntStream.range(0, size)
                .mapToObj(row ->
                        IntStream.range(0, size)
                                .mapToObj(column -> sum(each, row, column))
                                .toList())
                .toList();
    }

    private static long sum(List<List<List<Long>>> matrices, int row, int column) {
        return matrices.stream().mapToLong(counts -> counts.get(row).get(column)).sum();
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

    /** Returns the scores that some folds lack, such as AUC if a class has no row. */
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
