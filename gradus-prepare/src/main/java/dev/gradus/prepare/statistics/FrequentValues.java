package dev.gradus.prepare.statistics;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Counts values in bounded memory: exactly up to {@value #MOST} different ones, beyond that the
 * frequent ones approximately, wherever they stand. What counts least is then given up, and the
 * largest count among it taken from all others; a value's count is too small by at most {@link
 * #error}, which is at most the number of values seen divided by {@value #KEPT}.
 *
 * @see "Misra and Gries, Finding Repeated Elements, Science of Computer Programming 2 (1982)"
 */
public final class FrequentValues {
    /** How many different values are counted exactly. */
    public static final int MOST = 1 << 17;

    private static final int KEPT = 1 << 16;

    private final Map<String, Count> counts = new HashMap<>();
    private long error;

    /**
     * Counts one more value.
     *
     * @param value the value
     */
    public void add(String value) {
        Count count = counts.get(value);
        if (count != null) {
            count.times++;
            return;
        }
        if (counts.size() == MOST) {
            giveUpTheRarest();
        }
        counts.put(value, new Count());
    }

    private void giveUpTheRarest() {
        long[] ascending =
                counts.values().stream().mapToLong(count -> count.times).sorted().toArray();
        long given = ascending[MOST - KEPT];
        error += given;
        for (Iterator<Count> each = counts.values().iterator(); each.hasNext(); ) {
            Count count = each.next();
            count.times -= given;
            if (count.times <= 0) {
                each.remove();
            }
        }
    }

    /** {@return how many different values are counted} */
    public int distinct() {
        return counts.size();
    }

    /** {@return by how much a count may be too small; 0 as long as all are exact} */
    public long error() {
        return error;
    }

    /**
     * Hands out all values that are counted, in no particular order.
     *
     * @param reader takes each value and how often it was counted
     */
    public void forEach(BiConsumer<String, Long> reader) {
        counts.forEach((value, count) -> reader.accept(value, count.times));
    }

    /** A count that grows in place, without a new object each time. */
    private static final class Count {
        private long times = 1;
    }
}
