package dev.gradus.prepare.signs;

import dev.gradus.number.NumberText;
import dev.gradus.number.Text;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;

/** The days of a column that may be far from those that a network learned from. */
public final class FarDays {
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

    /** {@return the mean of the years; NaN if there are none} */
    public double mean() {
        return sum / count;
    }

    /**
     * {@return what to check where that mean is far from that of training, a sentence}
     *
     * @param column the name of the column
     * @param trained the mean of the training rows' years
     */
    public String remark(String column, double trained) {
        LocalDateTime now = moment(mean());
        LocalDateTime then = moment(trained);
        boolean isSameDay = now.toLocalDate().equals(then.toLocalDate());
        var mine = isSameDay ? now : now.toLocalDate();
        var theirs = isSameDay ? then : then.toLocalDate();
        return count == 1
                ? Text.of(
                        "column '%s': %s is far from the days of training, whose mean was %s; check that it is right, since the network learned nothing about such days",
                        column, mine, theirs)
                : Text.of(
                        "column '%s': the mean of %s is %s, far from the days of training, whose mean was %s; check that they are right, since the network learned nothing about such days",
                        column, NumberText.counted(count, "row"), mine, theirs);
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
