package dev.gradus.recipe;

import dev.gradus.text.Suggestions;
import java.util.List;

/** With which values the head of a network begins that starts from a model. */
public enum HeadStart {
    /** Those of the model, although its outputs may have other names there. */
    MODEL("model"),
    /** Initial values. */
    NEW("new");

    private final String word;

    HeadStart(String word) {
        this.word = word;
    }

    /**
     * Reads the text form.
     *
     * @throws IllegalArgumentException if it is another word
     */
    static HeadStart parse(String text) {
        for (HeadStart each : values()) {
            if (each.word.equals(text)) {
                return each;
            }
        }
        throw new IllegalArgumentException(
                Suggestions.unknown("head", text, List.of(MODEL.word, NEW.word)));
    }

    /** {@return the text form} */
    @Override
    public String toString() {
        return word;
    }
}
