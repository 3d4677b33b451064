package dev.gradus.nn.metric;

import dev.gradus.text.Suggestions;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads metrics as text. */
public final class MetricText {
    /** As Java writes it, or by the name under which its values are kept. */
    private static final Pattern TOP =
            Pattern.compile("topK\\(\\s*(\\d{1,9})\\s*\\)|top([1-9]\\d{0,8})Accuracy");

    private static final List<Metric> NAMED =
            List.of(
                    Metrics.accuracy(),
                    Metrics.meanAbsoluteError(),
                    Metrics.rootMeanSquaredError(),
                    Metrics.rSquared());

    private MetricText() {}

    /**
     * Reads a metric.
     *
     * @param text a metric as a user writes it
     * @return the metric
     * @throws IllegalArgumentException if the text names none; the message suggests one
     */
    public static Metric parse(String text) {
        String word = text.strip();
        Matcher top = TOP.matcher(word);
        if (top.matches()) {
            String count = top.group(1) == null ? top.group(2) : top.group(1);
            return Metrics.topK(Integer.parseInt(count));
        }
        return NAMED.stream()
                .filter(metric -> metric.toString().equals(word))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                Suggestions.unknown(
                                        "metric",
                                        word,
                                        Stream.concat(
                                                        NAMED.stream().map(Metric::toString),
                                                        Stream.of("topK(5)"))
                                                .toList())));
    }
}
