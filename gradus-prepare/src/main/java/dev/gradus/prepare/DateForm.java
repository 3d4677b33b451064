package dev.gradus.prepare;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a column writes its days. A time of day may follow a day after {@code T} or a blank, as in
 * {@code 2026-11-28T09:30}; an offset from UTC such as {@code +01:00} or {@code +01} may follow it,
 * and the time stays as written.
 */
public enum DateForm {
    /** {@code 2026-11-28}. */
    YEAR_MONTH_DAY('-', 0, 1, 2),
    /** {@code 2026/11/28}. */
    SLASHED_YEAR_MONTH_DAY('/', 0, 1, 2),
    /** {@code 28.11.2026}. */
    DAY_MONTH_YEAR('.', 2, 1, 0),
    /** {@code 11/28/2026}; preferred over day/month where both are possible. */
    SLASHED_MONTH_DAY_YEAR('/', 2, 0, 1),
    /** {@code 28/11/2026}. */
    SLASHED_DAY_MONTH_YEAR('/', 2, 1, 0);

    private static final Pattern OFFSET =
            Pattern.compile("(?:Z|([+-])([0-9]{2})(?::?([0-9]{2}))?)$");

    private static final int LONGEST = 40;

    private final char separator;
    private final int year;
    private final int month;
    private final int day;

    DateForm(char separator, int year, int month, int day) {
        this.separator = separator;
        this.year = year;
        this.month = month;
        this.day = day;
    }

    /** Returns 28 November 2026 in this form. */
    String example() {
        String[] parts = new String[3];
        parts[year] = "2026";
        parts[month] = "11";
        parts[day] = "28";
        return String.join(String.valueOf(separator), parts);
    }

    /**
     * Returns whether days that a survey found to be of this form may be of another one, too: those
     * of day/month are not of month/day, which it prefers.
     */
    boolean mayBe(DateForm other) {
        return this == other || (this == SLASHED_MONTH_DAY_YEAR && other == SLASHED_DAY_MONTH_YEAR);
    }

    /** Returns the form in which only day and month are the other way round. */
    private Optional<DateForm> swapped() {
        return switch (this) {
            case SLASHED_MONTH_DAY_YEAR -> Optional.of(SLASHED_DAY_MONTH_YEAR);
            case SLASHED_DAY_MONTH_YEAR -> Optional.of(SLASHED_MONTH_DAY_YEAR);
            case YEAR_MONTH_DAY, SLASHED_YEAR_MONTH_DAY, DAY_MONTH_YEAR -> Optional.empty();
        };
    }

    /** Returns whether a field is a day only if day and month are the other way round. */
    boolean readsSwapped(String field) {
        return read(field) == null
                && swapped().filter(form -> form.read(field) != null).isPresent();
    }

    /**
     * Returns the moment that a field names, at midnight unless it has a time; null if it is none.
     */
    @Nullable LocalDateTime read(String field) {
        if (field.length() > LONGEST || field.length() < 8) {
            return null;
        }
        int end = endOfDay(field);
        LocalDate date = date(field.substring(0, end));
        if (date == null || end == field.length()) {
            return date == null ? null : date.atStartOfDay();
        }
        try {
            String time = OFFSET.matcher(field.substring(end + 1).strip()).replaceFirst("");
            return date.atTime(LocalTime.parse(time));
        } catch (DateTimeException none) {
            return null;
        }
    }

    /**
     * Returns by how many seconds the time of a moment is ahead of UTC; empty if it does not say.
     */
    static OptionalInt offset(String moment) {
        int end = endOfDay(moment);
        Matcher offset = OFFSET.matcher(moment);
        if (end == moment.length() || !offset.find(end)) {
            return OptionalInt.empty();
        }
        if (offset.group(1) == null) {
            return OptionalInt.of(0);
        }
        int minutes = offset.group(3) == null ? 0 : Integer.parseInt(offset.group(3));
        int seconds = 60 * (60 * Integer.parseInt(offset.group(2)) + minutes);
        return OptionalInt.of(offset.group(1).equals("-") ? -seconds : seconds);
    }

    /** Returns whether a field that is a day has a time of day as well. */
    static boolean hasTime(String moment) {
        return endOfDay(moment) < moment.length();
    }

    /** Returns whether a field is a day in any form. */
    static boolean isDay(String field) {
        if (!hasTwoSeparators(field)) {
            return false;
        }
        for (DateForm form : values()) {
            if (form.read(field) != null) {
                return true;
            }
        }
        return false;
    }

    /**
     * Rules out most numbers quickly: in a day, the separator after the first digits comes twice.
     */
    private static boolean hasTwoSeparators(String field) {
        int digits = 0;
        while (digits < field.length()
                && field.charAt(digits) >= '0'
                && field.charAt(digits) <= '9') {
            digits++;
        }
        return digits > 0
                && digits < field.length()
                && field.indexOf(field.charAt(digits), digits + 1) > 0;
    }

    private static int endOfDay(String field) {
        for (int i = 0; i < field.length(); i++) {
            if (field.charAt(i) == 'T' || field.charAt(i) == ' ') {
                return i;
            }
        }
        return field.length();
    }

    private @Nullable LocalDate date(String text) {
        int[] parts = new int[3];
        int part = 0;
        int digits = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == separator && digits > 0 && part < 2) {
                part++;
                digits = 0;
            } else if (c >= '0' && c <= '9' && digits < 4) {
                parts[part] = parts[part] * 10 + (c - '0');
                digits++;
            } else {
                return null;
            }
        }
        if (part < 2 || digits == 0 || parts[year] < 1000) {
            return null;
        }
        try {
            return LocalDate.of(parts[year], parts[month], parts[day]);
        } catch (DateTimeException none) {
            return null;
        }
    }
}
