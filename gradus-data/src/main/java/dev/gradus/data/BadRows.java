package dev.gradus.data;

import dev.gradus.number.NumberText;
import dev.gradus.prepare.table.OnBadRow;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Counts rows, or images, that cannot be used and remembers the first of them. */
public final class BadRows {
    private static final int LISTED = 10;

    private final OnBadRow policy;
    private final String advice;
    private final String counted;
    private final BiConsumer<String, String> taker;
    private final List<String> first = new ArrayList<>();
    private long count;

    /**
     * Counts bad rows, or refuses the first, depending on the policy.
     *
     * @param policy what to do about a bad row
     */
    public BadRows(OnBadRow policy) {
        this(policy, "correct the row, or skip such rows", "bad row", (_, _) -> {});
    }

    /**
     * Counts images that cannot be used, or refuses the first, depending on the policy.
     *
     * @param policy what to do about such an image
     * @return the counter
     */
    public static BadRows ofImages(OnBadRow policy) {
        return new BadRows(
                policy,
                "correct or remove the file, or skip such images",
                "unusable image",
                (_, _) -> {});
    }

    /** Passes on each fault, preceded by its place. */
    BadRows(Consumer<String> taker) {
        this(OnBadRow.SKIP, "", "bad row", (place, fault) -> taker.accept(place + ": " + fault));
    }

    private BadRows(
            OnBadRow policy, String advice, String counted, BiConsumer<String, String> taker) {
        this.policy = policy;
        this.advice = advice;
        this.counted = counted;
        this.taker = taker;
    }

    /** Hands each place and fault on. */
    static BadRows forwarding(BiConsumer<String, String> taker) {
        return new BadRows(OnBadRow.SKIP, "", "bad row", taker);
    }

    /**
     * Counts a bad row.
     *
     * @param place where it is: file and line
     * @param fault what was read and what was expected
     * @throws DataException unless bad rows are skipped
     */
    public void add(String place, String fault) {
        if (policy == OnBadRow.FAIL) {
            throw new DataException(
                    "%s: %s; %s (--on-bad-row skip)".formatted(place, fault, advice));
        }
        taker.accept(place, fault);
        count++;
        if (first.size() < LISTED) {
            first.add(place + ": " + fault);
        }
    }

    long count() {
        return count;
    }

    /** {@return notes on them, a sentence each} */
    public List<String> notes() {
        var notes = new ArrayList<String>();
        if (count > 0) {
            notes.add(NumberText.counted(count, counted) + " left out");
            notes.addAll(first);
        }
        return notes;
    }
}
