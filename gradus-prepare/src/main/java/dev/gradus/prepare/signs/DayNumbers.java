package dev.gradus.prepare.signs;

import java.util.Arrays;
import java.util.Collections;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whole numbers that mean days: 20261128, or 46354 as spreadsheets count them; or times, in seconds
 * or milliseconds since 1970: 1795824000, 1795824000000.
 */
public final class DayNumbers {
    private static final Set<String> NAMES =
            Set.of("date", "dates", "day", "datum", "tag", "fecha");

    private static final Set<String> NAMES_OF_TIMES =
            Set.of(
                    "time",
                    "times",
                    "timestamp",
                    "datetime",
                    "ts",
                    "epoch",
                    "created",
                    "updated",
                    "modified",
                    "zeit");

    /** 1 January 1954 to 13 January 2119, counted from 30 December 1899. */
    private static final double FIRST = 19_725;

    private static final double LAST = 80_000;

    /** From 1990 to 2059, in seconds since 1970. */
    private static final double FIRST_SECOND = 631_152_000;

    private static final double LAST_SECOND = 2_840_140_800.0;

    private DayNumbers() {}

    /**
     * {@return whether whole numbers of a column are likely to mean days or times}
     *
     * @param column the column's name
     * @param least its least number
     * @param greatest its greatest number
     */
    public static boolean areLikely(String column, double least, double greatest) {
        Set<String> words =
                Arrays.stream(column.split("(?<=[a-z])(?=[A-Z])|[^A-Za-z]+"))
                        .map(word -> word.toLowerCase(Locale.ROOT))
                        .collect(Collectors.toSet());
        boolean isOfDays = !Collections.disjoint(words, NAMES);
        boolean areDays = (least >= FIRST && greatest <= LAST) || (isDay(least) && isDay(greatest));
        boolean isOfTimes = isOfDays || !Collections.disjoint(words, NAMES_OF_TIMES);
        return (isOfDays && areDays)
                || (isOfTimes
                        && (areSeconds(least, greatest)
                                || areSeconds(least / 1000, greatest / 1000)));
    }

    private static boolean areSeconds(double least, double greatest) {
        return least >= FIRST_SECOND && greatest <= LAST_SECOND;
    }

    /** Returns whether the digits of a number are those of a day, year first. */
    private static boolean isDay(double number) {
        long digits = (long) number;
        long month = digits / 100 % 100;
        long day = digits % 100;
        return digits >= 1800_00_00L
                && digits <= 2200_00_00L
                && month >= 1
                && month <= 12
                && day >= 1
                && day <= 31;
    }
}
