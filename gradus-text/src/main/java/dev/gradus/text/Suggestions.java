package dev.gradus.text;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that was probably meant, and writes the sentence that suggests it. */
public final class Suggestions {
    private static final int SHORT_LIST = 12;

    private Suggestions() {}

    /**
     * Returns the known name nearest to what was written, ignoring case: by the fewest
     * single-character edits and swaps of neighbours, at most a third of the length. A name that
     * starts with what was written counts as near.
     *
     * @param written the unknown name
     * @param known the names that exist
     * @return the nearest, or empty when none is near
     */
    public static Optional<String> nearest(String written, Collection<String> known) {
        String wanted = written.toLowerCase(Locale.ROOT);
        return known.stream()
                .filter(name -> isNear(wanted, name.toLowerCase(Locale.ROOT)))
                .min(
                        Comparator.<String>comparingInt(
                                        name -> distance(wanted, name.toLowerCase(Locale.ROOT)))
                                .thenComparing(Comparator.naturalOrder()));
    }

    /**
     * {@return the sentence for a name that does not exist: {@code unknown layer 'dens'; did you
     * mean 'dense'?}, or the list of names when none is near and the list is short}
     *
     * @param kind what is named, such as {@code layer}
     * @param written the unknown name
     * @param known the names that exist
     */
    public static String unknown(String kind, String written, Collection<String> known) {
        boolean isShort = !known.isEmpty() && known.size() <= SHORT_LIST;
        return unknown(kind, written, known, isShort ? "; " + listed(known) : "");
    }

    /**
     * {@return the sentence for a name that does not exist, with the list of names when none is
     * near, however long it is}
     *
     * @param kind what is named, such as {@code layer}
     * @param written the unknown name
     * @param known the names that exist
     */
    public static String unknownOf(String kind, String written, Collection<String> known) {
        return unknown(kind, written, known, "; " + listed(known));
    }

    private static String listed(Collection<String> known) {
        return "it can be " + String.join(", ", known);
    }

    private static String unknown(
            String kind, String written, Collection<String> known, String otherwise) {
        return "unknown %s '%s'%s"
                .formatted(
                        kind,
                        written,
                        nearest(written, known)
                                .map(near -> "; did you mean '" + near + "'?")
                                .orElse(otherwise));
    }

    /**
     * {@return the value that is written as a name}
     *
     * @param kind what is named, such as {@code layer}
     * @param written the name
     * @param values all values, whose texts are their names
     * @param <T> their type
     * @throws IllegalArgumentException if none is written so; the message suggests one
     */
    public static <T> T named(String kind, String written, T[] values) {
        return Arrays.stream(values)
                .filter(value -> value.toString().equals(written))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                unknown(
                                        kind,
                                        written,
                                        Arrays.stream(values).map(Object::toString).toList())));
    }

    private static boolean isNear(String wanted, String name) {
        boolean begins = wanted.length() >= 3 && name.startsWith(wanted);
        return begins
                || distance(wanted, name)
                        <= Math.max(1, Math.max(wanted.length(), name.length()) / 3);
    }

    /**
     * Optimal string alignment: insertions, deletions, replacements and swaps of neighbours cost 1
     * each.
     */
    static int distance(String a, String b) {
        int[] beforeLast = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, Math.min(last[j], row[j - 1]) + 1);
                if (i > 1
                        && j > 1
                        && a.charAt(i - 1) == b.charAt(j - 2)
                        && a.charAt(i - 2) == b.charAt(j - 1)) {
                    row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
                }
            }
            beforeLast = last;
            last = row;
        }
        return last[b.length()];
    }
}
