package dev.gradus.bench.rate;

import dev.gradus.bench.report.Numbers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * How many points worse than the best rate of its grid a task is trained by other means. The best
 * rate is picked by the mean score of one half of the seeds, and compared on the other half; then
 * the other way round.
 *
 * @param results what was made
 * @param task the task
 */
record Losses(Results results, Task task) {
    /** Returns whether the whole grid was made. */
    boolean hasGrid() {
        return task.grid().stream()
                .allMatch(rate ->
                        task.seeds().stream().allMatch(seed -> score(at(rate), seed).isPresent()));
    }

    private String at(double rate) {
        return RateStudy.at(task, rate).key();
    }

    private OptionalDouble score(String setting, long seed) {
        Optional<Row> row = results.find(task.name(), setting, seed);
        return row.isPresent() ? OptionalDouble.of(row.get().score()) : OptionalDouble.empty();
    }

    private OptionalDouble mean(String setting, List<Long> seeds) {
        var scores = new ArrayList<Double>();
        for (long seed : seeds) {
            OptionalDouble score = score(setting, seed);
            if (score.isEmpty()) {
                return OptionalDouble.empty();
            }
            scores.add(score.getAsDouble());
        }
        return OptionalDouble.of(Numbers.mean(scores));
    }

    /** Returns the rate of the grid that the other half of the seeds finds best. */
    private double picked(int half) {
        return best(1 - half);
    }

    private double best(int half) {
        ToDoubleFunction<Double> score = rate -> mean(at(rate), task.seeds(half)).orElseThrow();
        return task.grid().stream().max(Comparator.comparingDouble(score)).orElseThrow();
    }

    private double reference(int half) {
        return mean(at(picked(half)), task.seeds(half)).orElseThrow();
    }

    /**
     * Returns what the grid loses to itself, when the seeds that pick are also those that score.
     */
    double gridNoise() {
        return IntStream.range(0, 2)
                .mapToDouble(half ->
                        mean(at(best(half)), task.seeds(half)).orElseThrow() - reference(half))
                .average()
                .orElseThrow();
    }

    /** Returns the best score of the grid, both halves on average. */
    double bestScore() {
        return (reference(0) + reference(1)) / 2;
    }

    /** Returns the best rate by all seeds. */
    double bestRate() {
        ToDoubleFunction<Double> score = rate -> mean(at(rate), task.seeds()).orElseThrow();
        return task.grid().stream().max(Comparator.comparingDouble(score)).orElseThrow();
    }

    /** Returns what a setting loses; empty if it was not trained. */
    OptionalDouble ofSetting(String setting) {
        return IntStream.range(0, 2).allMatch(half -> mean(setting, task.seeds(half)).isPresent())
                ? IntStream.range(0, 2)
                        .mapToDouble(half ->
                                reference(half) - mean(setting, task.seeds(half)).orElseThrow())
                        .average()
                : OptionalDouble.empty();
    }

    /**
     * What a search found.
     *
     * @param row the search
     * @param lost how many points the rate loses
     * @param cost the updates of the search, in trainings
     */
    record Answer(Row row, double lost, double cost) {}

    /** Returns the answers of a way to search. */
    List<Answer> of(String way) {
        var answers = new ArrayList<Answer>();
        for (int half = 0; half < 2; half++) {
            for (long seed : task.seeds(half)) {
                Optional<Row> found = results.find(task.name(), way, seed);
                if (found.isEmpty()) {
                    continue;
                }
                OptionalDouble lost = lost(found.get(), half);
                if (lost.isPresent()) {
                    answers.add(
                            new Answer(
                                    found.get(),
                                    lost.getAsDouble(),
                                    (double) found.get().steps() / steps()));
                }
            }
        }
        return answers;
    }

    private OptionalDouble lost(Row found, int half) {
        String setting = at(found.rate());
        List<Long> scored = RateStudy.scoredOn(task, found.what(), found.seed());
        if (scored.equals(task.seeds())) {
            return ofSetting(setting);
        }
        OptionalDouble best = mean(at(picked(half)), scored);
        OptionalDouble mean = mean(setting, scored);
        return mean.isPresent() && best.isPresent()
                ? OptionalDouble.of(best.getAsDouble() - mean.getAsDouble())
                : OptionalDouble.empty();
    }

    /** Returns how many updates a training makes. */
    long steps() {
        return task.seeds().stream()
                .flatMap(seed ->
                        task.grid().stream()
                                .map(rate ->
                                        results.find(task.name(), at(rate), seed)
                                                .orElseThrow()
                                                .steps()))
                .mapToLong(steps -> steps)
                .max()
                .orElseThrow();
    }

    /** Returns the processor time of a training, of those that did not end early. */
    double seconds() {
        long whole = steps();
        return task.seeds().stream()
                .flatMap(seed ->
                        task.grid().stream()
                                .map(rate ->
                                        results.find(task.name(), at(rate), seed).orElseThrow()))
                .filter(row -> row.steps() == whole)
                .mapToDouble(Row::seconds)
                .average()
                .orElse(Double.NaN);
    }
}
