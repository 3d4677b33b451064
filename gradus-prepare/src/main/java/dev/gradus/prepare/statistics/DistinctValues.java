package dev.gradus.prepare.statistics;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Counts the different values of a column, up to a limit, and keeps the first of them. */
public final class DistinctValues {
    private static final int KEPT = 3;
    private static final int LONGEST = 80;

    private final int most;
    private final LongSet hashes = new LongSet();
    private final Set<String> first = new TreeSet<>();

    /**
     * Counts none.
     *
     * @param most how many are counted at most
     */
    public DistinctValues(int most) {
        this.most = most;
    }

    /** Adds a value; returns whether it was not there before. */
    public boolean add(String field) {
        int before = hashes.size();
        if (before < most) {
            hashes.add(hash(field));
        }
        if (first.size() < KEPT) {
            String start = field.length() > LONGEST ? field.substring(0, LONGEST) : field;
            first.add(start.toLowerCase(Locale.ROOT));
        }
        return hashes.size() > before;
    }

    /** Returns how many there are. */
    public int count() {
        return hashes.size();
    }

    /** Returns the values in small letters, ascending, if there are two; else none. */
    public List<String> pair() {
        return first.size() == 2 ? List.copyOf(first) : List.of();
    }

    /** Texts with equal 64-bit hashes count as one, which is rarer than a memory error. */
    private static long hash(String field) {
        int length = field.length();
        long hash = length;
        int at = 0;
        for (; at + 4 <= length; at += 4) {
            long four =
                    field.charAt(at)
                            | (long) field.charAt(at + 1) << 16
                            | (long) field.charAt(at + 2) << 32
                            | (long) field.charAt(at + 3) << 48;
            hash = stirred(hash, four);
        }
        for (; at < length; at++) {
            hash = stirred(hash, field.charAt(at));
        }
        return Sample.mixed(hash);
    }

    private static long stirred(long hash, long characters) {
        long product = (hash ^ characters) * 0x9E3779B97F4A7C15L;
        return product ^ (product >>> 32);
    }
}
