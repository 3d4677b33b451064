package dev.gradus.sweep;

import dev.gradus.number.NumberText;
import dev.gradus.number.Text;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** The values of a setting in a sweep, as they could be typed after its option. */
public sealed interface AxisValues {
    /**
     * {@return the values of a grid}
     *
     * @throws IllegalArgumentException if they are a range without a count
     */
    List<String> listed();

    /**
     * {@return the value at a position in the range, for random points}
     *
     * @param share the position, in [0, 1)
     */
    String at(double share);

    /**
     * Values one by one.
     *
     * @param texts at least one
     */
    record Listed(List<String> texts) implements AxisValues {
        /** Keeps the order. */
        public Listed {
            texts = List.copyOf(texts);
            if (texts.isEmpty()) {
                throw new IllegalArgumentException("an axis takes at least one value");
            }
        }

        @Override
        public List<String> listed() {
            return texts;
        }

        @Override
        public String at(double share) {
            return texts.get((int) (share * texts.size()));
        }

        @Override
        public String toString() {
            return String.join(", ", texts);
        }
    }

    /** How the values of a range are spaced. */
    enum Scale {
        /** At equal distances. */
        LINEAR,
        /** At equal ratios. */
        LOG;

        double at(double share, double low, double high) {
            return switch (this) {
                case LINEAR -> low + share * (high - low);
                case LOG -> low * Math.pow(high / low, share);
            };
        }

        @Override
        public String toString() {
            return this == LINEAR ? "linear" : "log";
        }
    }

    /**
     * Numbers from low to high, both included, rounded to three significant digits, so that the
     * number on screen is the number that trained.
     *
     * @param scale how they are spaced
     * @param low finite; above 0 for {@link Scale#LOG}
     * @param high finite, above {@code low}
     * @param count how many a grid takes, from 2 to 100,000; empty for random points
     * @param whole whether they are whole numbers
     */
    record Range(Scale scale, double low, double high, OptionalInt count, boolean whole)
            implements AxisValues {
        private static final MathContext THREE_DIGITS = new MathContext(3);

        /** Checks the range. */
        public Range {
            if (!(low < high) || Double.isInfinite(low) || Double.isInfinite(high)) {
                throw new IllegalArgumentException(
                        "a range goes from a number to a larger one, got %s and %s"
                                .formatted(low, high));
            }
            if (scale == Scale.LOG && !(low > 0)) {
                throw new IllegalArgumentException(
                        "a log range must begin above 0, got %s; write linear(%s, %s)"
                                .formatted(low, low, high));
            }
            if (count.isPresent()
                    && (count.getAsInt() < 2 || count.getAsInt() > SweepPlan.MOST_TRIALS)) {
                throw new IllegalArgumentException(
                        Text.of(
                                "a range takes from 2 to %,d values, got %,d",
                                SweepPlan.MOST_TRIALS, count.getAsInt()));
            }
        }

        @Override
        public List<String> listed() {
            int values =
                    count.orElseThrow(() ->
                            new IllegalArgumentException(
                                    "a grid needs to know how many values to take of %s; write %s(%s, %s, 5), or draw points (--random N, --quasi-random N)"
                                            .formatted(this, scale, text(low), text(high))));
            List<String> listed =
                    IntStream.range(0, values)
                            .mapToObj(i -> text(scale.at((double) i / (values - 1), low, high)))
                            .distinct()
                            .toList();
            if (listed.size() < values) {
                throw new IllegalArgumentException(
                        Text.of(
                                "of the %,d values of %s only %,d differ as %s; ask for fewer, or write them out with commas between",
                                values,
                                this,
                                listed.size(),
                                whole ? "whole numbers" : "numbers of three digits"));
            }
            return listed;
        }

        @Override
        public String at(double share) {
            if (count.isEmpty()) {
                return text(scale.at(share, low, high));
            }
            int number = (int) (share * count.getAsInt());
            return text(scale.at((double) number / (count.getAsInt() - 1), low, high));
        }

        private String text(double value) {
            if (whole) {
                return String.valueOf(Math.round(value));
            }
            BigDecimal rounded = new BigDecimal(value).round(THREE_DIGITS).stripTrailingZeros();
            if (rounded.doubleValue() < low || rounded.doubleValue() > high) {
                return NumberText.plain(Math.clamp(value, low, high));
            }
            return rounded.signum() == 0 ? "0" : rounded.toString().replace("E", "e");
        }

        @Override
        public String toString() {
            String ends = scale + "(" + NumberText.plain(low) + ", " + NumberText.plain(high);
            return ends + (count.isPresent() ? ", " + count.getAsInt() : "") + ")";
        }
    }
}
