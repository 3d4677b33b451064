package dev.gradus.schedule;

import dev.gradus.text.Suggestions;
import java.util.Arrays;

/** What a schedule can control. */
public enum HyperParameter {
    /** The step size of the optimizer. */
    LEARNING_RATE("learningRate", "learning rate"),
    /** The momentum of SGD; beta1 for the Adam family. */
    MOMENTUM("momentum", "momentum"),
    /** The weight-decay coefficient. */
    WEIGHT_DECAY("weightDecay", "weight decay"),
    /** The examples per update, a whole number. */
    BATCH_SIZE("batchSize", "batch size");

    private final String key;
    private final String words;

    HyperParameter(String key, String words) {
        this.key = key;
        this.words = words;
    }

    /** {@return the name used in text, JSON and CSV, for example {@code learningRate}} */
    public String key() {
        return key;
    }

    /** {@return the name in a sentence, for example {@code learning rate}} */
    public String words() {
        return words;
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
