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
}
