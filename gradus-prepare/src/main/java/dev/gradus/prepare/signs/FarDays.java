package dev.gradus.prepare.signs;

import dev.gradus.number.NumberText;
import dev.gradus.number.Text;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Tells whether the days of a column are far from those that a network learned from. */
public final class FarDays {
    /** How many deviations are far, as for {@code Encoding.Numeric}. */
    private static final double FAR = 4;

    private static final int SECONDS_OF_DAY = 86_400;

    private long count;
    private double sum;

    /**
     * Counts one more day.
     *
     * @param year its year, and the part of it that has passed
     */
    public void add(double year) {
        count++;
        sum += year;
    }

    /**
     * {@return what to check where the mean of the days is far from that of training, a sentence}
     *
     * @param column the name of the column
     * @param mean of the training rows' years
     * @param deviation of the training rows' years, above 0
     */
    public Optional<String> remark(String column, double mean, double deviation) {
        double here = sum / count; // NaN if there are none
        if (!(Math.abs(here - mean) > FAR * deviation)) {
            return Optional.empty();
        }
        LocalDateTime now = moment(here);
        LocalDateTime then = moment(mean);
        boolean isSameDay = now.toLocalDate().equals(then.toLocalDate());
        var mine = isSameDay ? now : now.toLocalDate();
        var theirs = isSameDay ? then : then.toLocalDate();
        return Optional.of(
                count == 1
                        ? Text.of(
                                "column '%s': %s is far from the days of training, whose mean was %s; check that it is right, since the network learned nothing about such days",
                                column, mine, theirs)
                        : Text.of(
                                "column '%s': the mean of %s is %s, far from the days of training, whose mean was %s; check that they are right, since the network learned nothing about such days",
                                column, NumberText.counted(count, "row"), mine, theirs));
    }

    private static LocalDateTime moment(double year) {
        int whole = (int) Math.floor(year);
        LocalDate first = LocalDate.of(whole, 1, 1);
        double days = (year - whole) * first.lengthOfYear();
        return first.atStartOfDay()
                .plusSeconds(Math.round(days * SECONDS_OF_DAY))
                .truncatedTo(ChronoUnit.SECONDS);
    }
}
