package dev.gradus.cli.syntax;

import dev.gradus.text.Suggestions;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;

/** The values of an enum as people write them: {@code ROLL_BACK} is {@code rollBack}. */
final class Words {
    private static final Pattern NEXT = Pattern.compile("_(.)");

    private Words() {}

    static String of(Enum<?> value) {
        return NEXT.matcher(value.name().toLowerCase(Locale.ROOT))
                .replaceAll(word -> word.group(1).toUpperCase(Locale.ROOT));
    }

    /**
     * Reads a word, in upper or lower case.
     *
     * @param kind what the word stands for, such as {@code spacing}
     * @throws IllegalArgumentException if there is no such value; the message suggests one
     */
    static <E extends Enum<E>> E read(String kind, String word, Class<E> type) {
        return Arrays.stream(type.getEnumConstants())
                .filter(value -> of(value).equalsIgnoreCase(word))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                Suggestions.unknown(
                                        kind,
                                        word,
                                        Arrays.stream(type.getEnumConstants())
                                                .map(Words::of)
                                                .toList())));
    }
}
