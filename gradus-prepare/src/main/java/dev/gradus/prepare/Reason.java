package dev.gradus.prepare;

import java.util.Locale;

/** Why a column is not used. */
public enum Reason {
    /** It holds free text. */
    TEXT("free text"),
    /** It names or numbers the rows. */
    ID("names or numbers the rows"),
    /** It holds the same value in each training row, or none. */
    CONSTANT("never changes"),
    /**
     * Its numbers differ by so little of their size that it is lost when their mean is computed.
     */
    FLAT("changes by less than 1e-12 of its size"),
    /** The user left it out. */
    DROPPED("dropped on request"),
    /** It groups rows that stay together. */
    GROUP("says which rows stay together"),
    /** The model whose preparation is kept left it out. */
    AS_MODEL("not used by the model"),
    /** The model whose preparation is kept learned it, and something else is learned here. */
    LEARNED("learned by the model, so not one of its inputs"),
    /** The model whose preparation is kept does not know it. */
    UNKNOWN("not in the model");

    private final String sentence;

    Reason(String sentence) {
        this.sentence = sentence;
    }

    /** {@return the reason in a few words} */
    public String sentence() {
        return sentence;
    }

    /** Returns the word in a preparation's text. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
