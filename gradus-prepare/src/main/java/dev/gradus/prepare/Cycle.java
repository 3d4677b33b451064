package dev.gradus.prepare;

import java.time.LocalDateTime;

/** A periodic part of a moment, as the two inputs sin 2πx and cos 2πx. */
public enum Cycle {
    /** x is the day of the year, counted from 0, over the length of the year. */
    DAY_OF_YEAR,
    /** x is the day of the week, Monday 0, over 7. */
    DAY_OF_WEEK,
    /** x is the time of day over 24 hours. */
    TIME_OF_DAY;

    /** Returns the share of the period that has passed, in [0, 1). */
    double phase(LocalDateTime moment) {
        return switch (this) {
            case DAY_OF_YEAR -> (moment.getDayOfYear() - 1.0) / moment.toLocalDate().lengthOfYear();
            case DAY_OF_WEEK -> (moment.getDayOfWeek().getValue() - 1) / 7.0;
            case TIME_OF_DAY -> moment.toLocalTime().toNanoOfDay() / 86_400e9;
        };
    }

    /** Returns the word in a preparation's text. */
    String word() {
        return switch (this) {
            case DAY_OF_YEAR -> "dayOfYear";
            case DAY_OF_WEEK -> "dayOfWeek";
            case TIME_OF_DAY -> "timeOfDay";
        };
    }
}
