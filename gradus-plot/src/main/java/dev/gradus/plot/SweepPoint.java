package dev.gradus.plot;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A point of a sweep, as it is drawn.
 *
 * @param settings what varies, by the setting's name; the same names in the same order for all
 *     points of a sweep
 * @param rung how far it was trained: which rung of halving, from 0
 * @param values what each of its runs came to, by seed; NaN for a run that failed or diverged
 */
public record SweepPoint(Map<String, String> settings, int rung, List<Double> values) {
    /** Keeps the order of the settings. */
    public SweepPoint {
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        values = List.copyOf(values);
    }

    /** Returns the mean of its runs; NaN if one has no value. */
    double mean() {
        return values.stream().mapToDouble(value -> value).average().orElse(Double.NaN);
    }

    double low() {
        return values.stream().mapToDouble(value -> value).min().orElse(Double.NaN);
    }

    double high() {
        return values.stream().mapToDouble(value -> value).max().orElse(Double.NaN);
    }

    /** Returns the value of a setting. */
    String at(String setting) {
        return settings.getOrDefault(setting, "");
    }
}
