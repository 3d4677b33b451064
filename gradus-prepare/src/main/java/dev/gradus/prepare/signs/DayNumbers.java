package dev.gradus.prepare.signs;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/** Whole numbers that mean days: 20261128, or 46354 as spreadsheets count them. */
public final class DayNumbers {
    private static final Set<String> NAMES =
            Set.of("date", "dates", "day", "datum", "tag", "fecha");

    /** 1 January 1954 to 13 January 2119, counted from 30 December 1899. */
    private static final double FIRST = 19_725;

    private static final double LAST = 80_000;

    private DayNumbers() {}

    /**
     * {@return whether whole numbers of a column are likely to mean days}
     *
     * @param column the column's name
     * @param least its least number
     * @param greatest its greatest number
     */
    public static boolean areLikely(String column, double least, double greatest) {
        boolean isNamed =
                Arrays.stream(column.split("(?<=[a-z])(?=[A-Z])|[^A-Za-z]+"))
                        .map(word -> word.toLowerCase(Locale.ROOT))
                        .anyMatch(NAMES::contains);
        return isNamed
                && ((least >= FIRST && greatest <= LAST) || (isDay(least) && isDay(greatest)));
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
