package dev.gradus.prepare;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;

/** How a column becomes inputs of a network, fitted to the training rows. */
public sealed interface Encoding {
    /**
     * How many standard deviations from the mean a value is far: at most one in 16 of the training
     * values is that far from it.
     */
    int FAR = 4;

    /**
     * How many standard deviations from the mean a single value is hardly right: at most one in 400
     * of the training values can be that far from it, and in practice none is. Even of an
     * exponential distribution, whose tail is long, it is one in a billion.
     */
    int ASTRAY = 20;

    /**
     * {@return the names of the inputs, in order, for a column of this name}
     *
     * @param column the column
     */
    List<String> inputs(String column);

    /** {@return how many inputs the column becomes} */
    default int width() {
        return inputs("").size();
    }

    /**
     * A number x as (transform(x) − mean) / deviation.
     *
     * @param median replaces a missing value
     * @param transform applied first
     * @param mean of the transformed training values
     * @param deviation of the transformed training values, above 0
     * @param missing whether an input says that the value was missing
     * @param marker a word that means a missing value in this column; empty for none
     * @param mark the decimal mark of the training table's numbers
     */
    record Numeric(
            double median,
            NumberTransform transform,
            double mean,
            double deviation,
            Missing missing,
            String marker,
            DecimalMark mark)
            implements Encoding {
        /**
         * Checks the numbers.
         *
         * @throws IllegalArgumentException if one is not finite, or the deviation is not above 0
         */
        public Numeric {
            if (!Double.isFinite(median)
                    || !Double.isFinite(mean)
                    || !(deviation > 0)
                    || Double.isInfinite(deviation)) {
                throw new IllegalArgumentException(
                        "a number has a finite median and mean and a deviation above 0, got %s, %s and %s"
                                .formatted(median, mean, deviation));
            }
        }

        /** Returns the input that a number becomes. */
        double standardized(double number) {
            return (transform.apply(number) - mean) / deviation;
        }

        /**
         * Returns whether a number is so far from those of training that another unit is likelier
         * than chance: by more than 4 deviations, or beyond the outermost ranks by more than all of
         * them span.
         */
        boolean isFar(double number) {
            return transform instanceof NumberTransform.Ranks ranks
                    ? ranks.isFar(number)
                    : Math.abs(standardized(number)) > FAR;
        }

        /**
         * Returns whether numbers are a hundredth of what training had, as where shares stand for
         * percentages: a hundred times as large they would be like those of training, in place and
         * in spread, whose mean is more than a deviation from 0. Told of untransformed numbers
         * only.
         *
         * @param mean theirs
         * @param span the largest number minus the smallest; for twenty or more numbers of the same
         *     unit, it is usually between one and twelve standard deviations
         */
        boolean isHundredth(double mean, double span) {
            return transform instanceof NumberTransform.Plain
                    && Math.abs(this.mean) > deviation
                    && Math.abs(100 * mean - this.mean) < deviation
                    && 100 * span > deviation
                    && 100 * span < 12 * deviation;
        }

        @Override
        public List<String> inputs(String column) {
            return marked(List.of(column), missing, column);
        }
    }

    /** A number as it is, which is never missing. */
    record AsItIs() implements Encoding {
        @Override
        public List<String> inputs(String column) {
            return List.of(column);
        }
    }

    /**
     * One of several values: an input for each, 1 where it is this value, else 0. A value that is
     * not in the list has the input for other values, or 0 in all inputs where there is none.
     *
     * @param values those with an input of their own
     * @param rare whether values that were rare in training share one further input
     * @param missing whether an input says that the value was missing
     */
    record Category(List<String> values, Rare rare, Missing missing) implements Encoding {
        /** Copies the list. */
        public Category {
            values = List.copyOf(values);
        }

        @Override
        public List<String> inputs(String column) {
            var names = new ArrayList<String>();
            values.forEach(value -> names.add(column + "=" + value));
            if (rare == Rare.TOGETHER) {
                names.add(column + " other");
            }
            return marked(names, missing, column);
        }
    }

    /**
     * One of many values as the number of a trained vector, for a network that looks it up with an
     * {@code embedding} layer: {@value #MISSING} where the value is missing, {@value #OTHER} where
     * it is not in the list, such as a value that was rare in training, and from {@value #FIRST} on
     * its place in the list.
     *
     * @param values those with a vector of their own
     */
    record Embedded(List<String> values) implements Encoding {
        /** The number of a missing value. */
        public static final int MISSING = 0;

        /** The number of every value that is not in the list. */
        public static final int OTHER = 1;

        /** The number of the first value of the list. */
        public static final int FIRST = 2;

        /** Copies the list. */
        public Embedded {
            values = List.copyOf(values);
        }

        /** {@return how many different numbers there are} */
        public int entries() {
            return FIRST + values.size();
        }

        @Override
        public List<String> inputs(String column) {
            return List.of(column);
        }
    }

    /** How rare values of a category are encoded. */
    enum Rare {
        /** They share an input, with values that were not in the training part. */
        TOGETHER,
        /** There were none. */
        NONE
    }

    /**
     * One of two values as 0 or 1; 0.5 where it is missing, or neither of the two.
     *
     * @param zero the value that becomes 0; case does not matter
     * @param one the value that becomes 1
     * @param missing whether an input says that the value was missing
     */
    record Flag(String zero, String one, Missing missing) implements Encoding {
        @Override
        public List<String> inputs(String column) {
            return marked(List.of(column + "=" + one), missing, column);
        }
    }

    /**
     * A moment as its year with a fraction, standardized, and its cycles. All are 0 where the value
     * is missing.
     *
     * @param form how days are written
     * @param mean of the training rows' years
     * @param deviation of the training rows' years, above 0
     * @param cycles those that differ within the training rows
     * @param missing whether an input says that the value was missing
     */
    record Moment(DateForm form, double mean, double deviation, List<Cycle> cycles, Missing missing)
            implements Encoding {
        /** Copies the list. */
        public Moment {
            cycles = List.copyOf(cycles);
        }

        /** Returns whether a year is far from those of training. */
        boolean isFar(double year) {
            return Math.abs(year - mean) > FAR * deviation;
        }

        /**
         * Returns whether a single year is so far from those of training that it is hardly right.
         */
        boolean isAstray(double year) {
            return Math.abs(year - mean) > ASTRAY * deviation;
        }

        @Override
        public List<String> inputs(String column) {
            var names = new ArrayList<String>(List.of(column + " year"));
            for (Cycle cycle : cycles) {
                names.add("%s %s sin".formatted(column, cycle.word()));
                names.add("%s %s cos".formatted(column, cycle.word()));
            }
            return marked(names, missing, column);
        }
    }

    /**
     * No input at all.
     *
     * @param reason why the column is left out
     */
    record LeftOut(Reason reason) implements Encoding {
        @Override
        public List<String> inputs(String column) {
            return List.of();
        }
    }

    /** Whether a column has a separate input that marks missing values. */
    enum Missing {
        /** The last input of the column is 1 where the value is missing, else 0. */
        MARKED,
        /** No value was missing in training; later ones are filled in without a mark. */
        UNMARKED;

        static Missing of(long missing) {
            return missing > 0 ? MARKED : UNMARKED;
        }

        int width() {
            return this == MARKED ? 1 : 0;
        }
    }

    /** A periodic part of a moment, as the two inputs sin 2πx and cos 2πx. */
    enum Cycle {
        /** x is the day of the year, counted from 0, over the length of the year. */
        DAY_OF_YEAR,
        /** x is the day of the week, Monday 0, over 7. */
        DAY_OF_WEEK,
        /** x is the time of day over 24 hours. */
        TIME_OF_DAY;

        /** Returns the share of the period that has passed, in [0, 1). */
        double phase(LocalDateTime moment) {
            return switch (this) {
                case DAY_OF_YEAR ->
                        (moment.getDayOfYear() - 1.0) / moment.toLocalDate().lengthOfYear();
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

    private static List<String> marked(List<String> names, Missing missing, String column) {
        if (missing == Missing.UNMARKED) {
            return names;
        }
        var all = new ArrayList<>(names);
        all.add(column + " missing");
        return all;
    }
}
