package dev.gradus.recipe;

import dev.gradus.nn.metric.Metric;
import dev.gradus.nn.metric.Metrics;
import dev.gradus.schedule.controller.Goal;
import dev.gradus.text.Suggestions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A metric's name in a text, and which way it improves: known for built-in metrics, written after
 * the name for others, as in {@code auc maximize}.
 */
record MetricWords(String metric, Goal goal) {
    private static final List<Metric> METRICS =
            List.of(
                    Metrics.accuracy(),
                    Metrics.meanAbsoluteError(),
                    Metrics.rootMeanSquaredError(),
                    Metrics.rSquared());

    Judge judge() {
        return new Judge(metric, goal);
    }

    /** Returns the words for a metric. */
    static String text(String metric, Goal goal) {
        return known(metric).filter(goal::equals).isPresent() ? metric : metric + " " + word(goal);
    }

    /** Reads the words of a text. */
    static MetricWords of(String owner, String text) {
        List<String> words = List.of(text.strip().split("\\s+"));
        if (words.size() > 2) {
            throw new IllegalArgumentException(
                    "%s takes a metric's name, as in accuracy, got '%s'".formatted(owner, text));
        }
        return of(words);
    }

    /**
     * @param words one or two
     * @throws IllegalArgumentException if it is not known which way the metric improves
     */
    static MetricWords of(List<String> words) {
        String metric = ours(words.getFirst()).map(Metric::name).orElse(words.getFirst());
        if (words.size() > 1) {
            return new MetricWords(metric, goal(words.get(1)));
        }
        return new MetricWords(
                metric,
                known(metric).orElseThrow(() -> new IllegalArgumentException(unknown(metric))));
    }

    static boolean isGoal(String word) {
        return Arrays.stream(Goal.values()).anyMatch(goal -> word(goal).equals(word));
    }

    private static Goal goal(String word) {
        return Arrays.stream(Goal.values())
                .filter(goal -> word(goal).equals(word))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                Suggestions.unknown(
                                        "direction",
                                        word,
                                        Arrays.stream(Goal.values())
                                                .map(MetricWords::word)
                                                .toList())));
    }

    private static String word(Goal goal) {
        return goal.name().toLowerCase(Locale.ROOT);
    }

    private static Optional<Goal> known(String metric) {
        if (metric.equals(Judge.LOSS.metric())) {
            return Optional.of(Judge.LOSS.goal());
        }
        return ours(metric).map(Judge::goal);
    }

    private static Optional<Metric> ours(String word) {
        try {
            return Optional.of(Metric.parse(word));
        } catch (IllegalArgumentException other) {
            return Optional.empty();
        }
    }

    private static String unknown(String metric) {
        var known = new ArrayList<>(METRICS.stream().map(Metric::name).toList());
        known.addFirst(Judge.LOSS.metric());
        return Suggestions.unknown("metric", metric, known);
    }
}
