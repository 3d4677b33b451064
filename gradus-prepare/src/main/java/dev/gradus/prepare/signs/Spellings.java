package dev.gradus.prepare.signs;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Looks for values that differ only in case or blanks, such as {@code Male} and {@code male}, or in
 * what cannot be seen, such as a letter with its accent as one character or as two, among the first
 * {@value #MOST} different ones.
 */
public final class Spellings {
    private static final int MOST = 1 << 12;

    private final Map<String, String> first = new HashMap<>();
    private List<String> alike = List.of();

    /**
     * Looks at one more value that was not there before.
     *
     * @param value the value
     */
    public void add(String value) {
        if (!alike.isEmpty() || first.size() == MOST) {
            return;
        }
        String other = first.putIfAbsent(folded(value), value);
        if (other != null && !other.equals(value)) {
            alike = List.of(other, value);
        }
    }

    private static String folded(String value) {
        var folded = new StringBuilder(value.length());
        Normalizer.normalize(value, Normalizer.Form.NFC)
                .codePoints()
                .filter(Spellings::isSeen)
                .forEach(folded::appendCodePoint);
        return folded.toString().toLowerCase(Locale.ROOT);
    }

    private static boolean isSeen(int c) {
        return !Character.isWhitespace(c)
                && !Character.isSpaceChar(c)
                && Character.getType(c) != Character.FORMAT;
    }

    /** {@return the first two values that look alike; empty for none} */
    public List<String> alike() {
        return alike;
    }
}
