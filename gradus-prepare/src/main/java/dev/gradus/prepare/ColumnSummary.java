package dev.gradus.prepare;

import dev.gradus.prepare.statistics.Moments;
import java.util.List;
import java.util.Optional;

/**
 * What a survey found in one column.
 *
 * @param name the column's name
 * @param kind what it holds
 * @param rows how many rows the table has
 * @param missing how many of them have no value here
 * @param distinct how many different values there are, at most {@value #MOST_DISTINCT}, which means
 *     that many or more
 * @param wholes whether all values are whole numbers
 * @param least the smallest number or earliest day as text; empty for other kinds
 * @param greatest the greatest number or latest day as text; empty for other kinds
 * @param example the first value in the file; empty if there is none
 * @param marker a word that stands for a missing value among numbers; empty for none
 * @param marked how many rows have this word
 * @param words how many values are not numbers, the marker aside
 * @param form how days are written, if the column holds days
 * @param strayDays how many values are days in some form, if the column does not count as days
 *     because not all values are days in one form
 * @param values the two values of a column that has only two, in lower case and ascending; empty
 *     for other columns
 * @param numbers how its numbers are written
 * @param signs signs that its values may mean something other than what they are taken for
 */
public record ColumnSummary(
        String name,
        Kind kind,
        long rows,
        long missing,
        int distinct,
        boolean wholes,
        String least,
        String greatest,
        String example,
        String marker,
        long marked,
        long words,
        Optional<DateForm> form,
        long strayDays,
        List<String> values,
        NumberForm numbers,
        ColumnSigns signs) {
    /** The most different values that are counted. */
    public static final int MOST_DISTINCT = 1 << 16;

    /** Copies the list. */
    public ColumnSummary {
        values = List.copyOf(values);
    }

    /** {@return how many rows have a value} */
    public long present() {
        return rows - missing;
    }

    /** {@return what a column has whose training rows do not differ, in a few words} */
    String sameness() {
        if (!signs.unread().isEmpty()) {
            return "holds %s, which are not read".formatted(signs.unread());
        }
        if (present() == 0) {
            return "has no value";
        }
        boolean changes = distinct + Math.min(1, missing) > 1;
        return Reason.CONSTANT.sentence() + (changes ? " in the training rows" : "");
    }

    /**
     * {@return whether a field of this column has no value}
     *
     * @param field without blanks around it
     */
    public boolean isMissing(String field) {
        return Fields.isMissing(field) || field.equals(marker);
    }

    /** Returns whether its whole numbers are taken for codes. */
    boolean isOfCodes() {
        return kind == Kind.CATEGORY && wholes && !least.isEmpty();
    }

    /** Returns whether its numbers differ by so little that their mean loses it. */
    boolean isFlat() {
        double[] ends = {Fields.number(least), Fields.number(greatest)};
        return ends[0] < ends[1] && Moments.of(ends).deviation() == 0;
    }

    /** Returns whether a whole number of the column loses digits as a {@code double}. */
    boolean losesDigits() {
        return !signs.rounded().isEmpty();
    }

    /** Returns the same column as another kind; only among numbers a word marks missing values. */
    ColumnSummary as(Kind other) {
        return other == Kind.NUMBER || marker.isEmpty()
                ? as(other, missing, distinct, marker)
                : as(other, missing - marked, distinct + 1, "");
    }

    /** Returns the same column of numbers with another word for a missing value. */
    ColumnSummary markedBy(String word) {
        return as(kind, missing, distinct, word);
    }

    private ColumnSummary as(Kind other, long missing, int distinct, String marker) {
        return new ColumnSummary(
                name,
                other,
                rows,
                missing,
                distinct,
                wholes,
                least,
                greatest,
                example,
                marker,
                marker.isEmpty() ? 0 : marked,
                words,
                form,
                strayDays,
                values,
                numbers,
                signs);
    }
}
