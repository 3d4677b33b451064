package dev.gradus.recipe;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A learning rate with {@code auto} in place of a number that is not known yet, as in {@code
 * cosine(auto)}: a search finds it, or a sweep tries several.
 *
 * @param text the rate as a user writes it; {@code auto} alone stands for the peak of a 1cycle
 */
public record OpenRate(String text) {
    /** The word in place of the number. */
    public static final String AUTO = "auto";

    private static final Pattern WORD = Pattern.compile("\\bauto\\b");

    /** {@return whether a number is missing} */
    public boolean isOpen() {
        return WORD.matcher(text).find();
    }

    /**
     * {@return the text with a number in place of the word}
     *
     * @param number the number, as text
     */
    public String filled(String number) {
        return text.strip().equals(AUTO)
                ? "oneCycle(" + number + ")"
                : WORD.matcher(text).replaceAll(Matcher.quoteReplacement(number));
    }
}
