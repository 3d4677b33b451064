package dev.gradus.model;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Measurements as a fact of a {@link Provenance}: {@code loss 0.1, accuracy 0.9}. */
public final class MeasuredText {
    private static final String ONE = "\\w+ (NaN|-?Infinity|-?\\d+\\.\\d+(E-?\\d+)?)";
    private static final Pattern FORM = Pattern.compile(ONE + "(, " + ONE + ")*");

    private MeasuredText() {}

    /**
     * {@return the text of measurements}
     *
     * @param measured the numbers by the names of their metrics, at least one
     */
    public static String of(Map<String, Double> measured) {
        return measured.entrySet().stream()
                .map(metric -> metric.getKey() + " " + metric.getValue())
                .collect(Collectors.joining(", "));
    }

    /**
     * {@return the measurements in a fact, in its order; empty for any other fact, and if the name
     * of a metric is not one word}
     *
     * @param fact the text of a fact
     */
    public static Optional<Map<String, Double>> read(String fact) {
        if (!FORM.matcher(fact).matches()) {
            return Optional.empty();
        }
        var measured = new LinkedHashMap<String, Double>();
        for (String one : fact.split(", ", -1)) {
            int space = one.lastIndexOf(' ');
            measured.put(one.substring(0, space), Double.valueOf(one.substring(space + 1)));
        }
        return Optional.of(measured);
    }
}
