package dev.gradus.schedule;

import dev.gradus.text.Suggestions;
import java.util.Arrays;

/** What a schedule can control. */
public enum HyperParameter {
    /** The step size of the optimizer. */
    LEARNING_RATE("learningRate"),
    /** The momentum of SGD; beta1 for the Adam family. */
    MOMENTUM("momentum"),
    /** The weight-decay coefficient. */
    WEIGHT_DECAY("weightDecay"),
    /** The examples per update, a whole number. */
    BATCH_SIZE("batchSize");

    private final String key;

    HyperParameter(String key) {
        this.key = key;
    }

    /** {@return the name used in text, JSON and CSV, for example {@code learningRate}} */
    public String key() {
        return key;
    }

    /**
     * {@return the hyper-parameter of that name}
     *
     * @param key a name as {@link #key} gives it
     * @throws IllegalArgumentException if there is none; the message lists the names
     */
    public static HyperParameter of(String key) {
        return Arrays.stream(values())
                .filter(each -> each.key.equals(key))
                .findFirst()
                .orElseThrow(() -> unknown(key));
    }

    private static IllegalArgumentException unknown(String key) {
        var known = Arrays.stream(values()).map(HyperParameter::key).toList();
        return new IllegalArgumentException(Suggestions.unknown("hyper-parameter", key, known));
    }
}
