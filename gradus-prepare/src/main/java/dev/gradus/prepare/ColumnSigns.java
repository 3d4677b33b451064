package dev.gradus.prepare;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Signs that values of a column may mean something other than what they are taken for.
 *
 * @param remarks what a user should check, a sentence each
 * @param spellings values that differ only in case or blanks, or in what cannot be seen; empty for
 *     none
 * @param missing words that count as missing values, and in how many rows each stands
 * @param rounded what becomes of the first whole number that loses digits as a {@code double}, a
 *     sentence without its end; empty if none does
 * @param unread what the column's values are if they have no form in a table, so that it counts as
 *     empty; empty for others
 * @param noDay the first value that is not a day in a form that the others before it have; empty
 *     for a column of days
 * @param isRising whether the column holds days or moments, each row's no earlier than that of the
 *     row before
 */
public record ColumnSigns(
        List<String> remarks,
        List<String> spellings,
        Map<String, Long> missing,
        String rounded,
        String unread,
        String noDay,
        boolean isRising) {
    /** Copies the values. */
    public ColumnSigns {
        remarks = List.copyOf(remarks);
        spellings = List.copyOf(spellings);
        missing = Collections.unmodifiableMap(new LinkedHashMap<>(missing));
    }
}
