package dev.gradus.prepare.signs;

import java.text.Normalizer;
import java.util.ArrayList;
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
    private static final int MOST_ALIKE = 5;

    private final Map<String, String> first = new HashMap<>();
    private final List<String> alike = new ArrayList<>();
    private String sight = "";

    /**
     * Looks at one more value that was not there before.
     *
     * @param value the value
     */
    public void add(String value) {
        if (alike.isEmpty()) {
            find(value);
        } else if (alike.size() < MOST_ALIKE && folded(value).equals(sight)) {
            alike.add(value);
        }
    }

    private void find(String value) {
        if (first.size() == MOST) {
            return;
        }
        String folded = folded(value);
        String other = first.putIfAbsent(folded, value);
        if (other != null && !other.equals(value)) {
            sight = folded;
            alike.add(other);
            alike.add(value);
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

    /** {@return the first values that look alike, at most five; empty for none} */
    public List<String> alike() {
        return List.copyOf(alike);
    }
}
