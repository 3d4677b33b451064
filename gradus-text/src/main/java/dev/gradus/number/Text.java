package dev.gradus.number;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Text from a template, the same on every machine. {@link String#formatted} writes numbers as the
 * machine's locale does (Arabic digits, a decimal comma), which must not reach names of files,
 * hashes, or text that is read again.
 */
public final class Text {
    /** How much of what came a message quotes. */
    private static final int QUOTED = 60;

    private Text() {}

    /**
     * Fills in a template of {@link java.util.Formatter}.
     *
     * @param template the template, as of {@link String#format}
     * @param values what it names, in its order
     * @return the text, with the digits 0 to 9, a decimal point and commas between thousands
     */
    @SuppressWarnings("AnnotateFormatMethod") // its annotation would be a dependency of all modules
    public static String of(String template, @Nullable Object... values) {
        return String.format(Locale.ROOT, template, values);
    }

    /**
     * {@return the first of some words, and how many more there are, as in {@code a, b and 3 more}}
     *
     * @param words the words
     * @param most how many to name
     */
    public static String listed(List<String> words, int most) {
        int more = words.size() - most;
        return more > 0
                ? of("%s and %,d more", String.join(", ", words.subList(0, most)), more)
                : String.join(", ", words);
    }

    /**
     * {@return as much of a text as a message quotes; see {@link #shortened(String, int)}}
     *
     * @param text the text
     */
    public static String shortened(String text) {
        return shortened(text, QUOTED);
    }

    /**
     * {@return a text as it is, or where it is too long its beginning and {@code …}}
     *
     * @param text the text
     * @param most how many characters it may have, at least 2
     */
    public static String shortened(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        boolean isPair = Character.isHighSurrogate(text.charAt(most - 2)); // one sign, in two parts
        return text.substring(0, isPair ? most - 2 : most - 1) + "…";
    }
}
