package dev.gradus.prepare.signs;

import dev.gradus.number.NumberText;
import dev.gradus.number.Text;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.LongFunction;

/** The days of a column that may be far from those that a network learned from. */
public final class FarDays {
    private static final int SECONDS_OF_DAY = 86_400;

    private long count;
    private double sum;
    private long astray;
    private double firstAstray;
    private long firstLine;

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
     * Counts a day, which was added, as one that is far from those of training by itself.
     *
     * @param year its year, and the part of it that has passed
     * @param line the line of its row
     */
    public void addAstray(double year, long line) {
        if (astray == 0) {
            firstAstray = year;
            firstLine = line;
        }
        astray++;
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
        Words words =
                count == 1
                        ? new Words("", " is", "it is")
                        : new Words(
                                "the mean of " + NumberText.counted(count, "row") + " is ",
                                ",",
                                "they are");
        return remark(column, words, mean(), trained);
    }

    /**
     * {@return what to check about days that are far from those of training, though the mean is
     * not, a sentence; empty if there are none}
     *
     * @param column the name of the column
     * @param trained the mean of the training rows' years
     * @param place says where a line is, for people
     */
    public Optional<String> remarkOnAstray(
            String column, double trained, LongFunction<String> place) {
        if (astray == 0) {
            return Optional.empty();
        }
        String where = " (" + place.apply(firstLine) + ")";
        Words words =
                astray == 1
                        ? new Words("", where + " is", "it is")
                        : new Words(
                                Text.of("%,d of %,d days, such as ", astray, count),
                                where + ", are",
                                "they are");
        return Optional.of(remark(column, words, firstAstray, trained));
    }

    /** What stands before and after the day, and how the sentence asks whether it is right. */
    private record Words(String before, String after, String areRight) {}

    private static String remark(String column, Words words, double year, double trained) {
        LocalDateTime now = moment(year);
        LocalDateTime then = moment(trained);
        boolean isSameDay = now.toLocalDate().equals(then.toLocalDate());
        return "column '%s': %s%s%s far from the days of training, whose mean was %s; check that %s right, since the network learned nothing about such days"
                .formatted(
                        column,
                        words.before(),
                        isSameDay ? now : now.toLocalDate(),
                        words.after(),
                        isSameDay ? then : then.toLocalDate(),
                        words.areRight());
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
