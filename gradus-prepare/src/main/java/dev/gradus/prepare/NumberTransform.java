package dev.gradus.prepare;

import dev.gradus.number.NumberText;
import dev.gradus.prepare.statistics.Moments;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** What is applied to a number before it is standardized. */
public sealed interface NumberTransform {
    /**
     * {@return the transformed number}
     *
     * @param value a finite number
     */
    double apply(double value);

    /** The number itself. */
    record Plain() implements NumberTransform {
        @Override
        public double apply(double value) {
            return value;
        }

        @Override
        public String toString() {
            return "plain";
        }
    }

    /**
     * sign(x) · ln(1 + |x| / scale), which brings far values on either side of 0 closer.
     *
     * @param scale finite and above 0
     */
    record Log(double scale) implements NumberTransform {
        /**
         * Checks the scale.
         *
         * @throws IllegalArgumentException if it is not finite and above 0
         */
        public Log {
            if (!(scale > 0) || Double.isInfinite(scale)) {
                throw new IllegalArgumentException("the scale of log is above 0, got " + scale);
            }
        }

        @Override
        public double apply(double value) {
            double size = StrictMath.log1p(Math.abs(value) / scale);
            return value < 0 ? -size : size;
        }

        @Override
        public String toString() {
            return "log(" + NumberText.exact(scale) + ")";
        }
    }

    /**
     * The place of a number among the quantiles of the training values, from 0 to 1: knots are
     * spaced evenly, linear in between, and constant beyond the outermost. Quantiles that are equal
     * make one knot, so that the place is the share of smaller values only where no value repeats;
     * where most values are 0, the others still spread over all of the range.
     *
     * @param knots at least 2, each greater than the one before
     */
    record Ranks(List<Double> knots) implements NumberTransform {
        private static final int MOST = 65;

        /**
         * Copies the list.
         *
         * @throws IllegalArgumentException if there are fewer than 2 knots, or they do not ascend
         */
        public Ranks {
            knots = List.copyOf(knots);
            for (int i = 1; i < knots.size(); i++) {
                if (!(knots.get(i) > knots.get(i - 1))) {
                    throw new IllegalArgumentException(
                            "the knots of ranks ascend, got %s before %s"
                                    .formatted(knots.get(i - 1), knots.get(i)));
                }
            }
            if (knots.size() < 2) {
                throw new IllegalArgumentException(
                        "ranks have at least 2 knots, got " + knots.size());
            }
        }

        static Ranks of(double[] sorted) {
            var knots = new ArrayList<Double>();
            for (int i = 0; i < MOST; i++) {
                double quantile =
                        sorted[(int) Math.round((double) i * (sorted.length - 1) / (MOST - 1))];
                if (knots.isEmpty() || quantile > knots.getLast()) {
                    knots.add(quantile);
                }
            }
            return new Ranks(knots);
        }

        @Override
        public double apply(double value) {
            if (value <= knots.getFirst()) {
                return 0;
            }
            if (value >= knots.getLast()) {
                return 1;
            }
            int above = above(value);
            double from = knots.get(above - 1);
            double share = share(from, value, knots.get(above));
            return (above - 1 + share) / (knots.size() - 1);
        }

        /** Returns whether a number is beyond the outermost knots by more than they are apart. */
        boolean isFar(double number) {
            double span = knots.getLast() - knots.getFirst();
            return number < knots.getFirst() - span || number > knots.getLast() + span;
        }

        /** Halves first, since the difference of two finite numbers may not be finite. */
        private static double share(double from, double value, double to) {
            double whole = to - from;
            return Double.isInfinite(whole)
                    ? (value / 2 - from / 2) / (to / 2 - from / 2)
                    : (value - from) / whole;
        }

        /** Returns the first knot that is not below a value between the outermost ones. */
        private int above(double value) {
            int low = 1;
            int high = knots.size() - 1;
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (knots.get(middle) < value) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low;
        }

        @Override
        public String toString() {
            return "ranks(" + knots.stream().map(NumberText::exact).toList() + ")";
        }
    }

    /**
     * {@return the transform that suits values: none, unless their skewness is beyond ±2 or one
     * lies more than 8 deviations from the mean; then the logarithm if that is enough, else ranks}
     *
     * @param sorted the training values in ascending order, not all equal
     */
    static NumberTransform fitting(double[] sorted) {
        if (!isUneven(Moments.of(sorted))) {
            return new Plain();
        }
        double[] sizes =
                Arrays.stream(sorted).map(Math::abs).filter(size -> size > 0).sorted().toArray();
        var log = new Log(sizes[sizes.length / 2]);
        return isUneven(Moments.of(applied(log::apply, sorted))) ? Ranks.of(sorted) : log;
    }

    private static boolean isUneven(Moments moments) {
        return Math.abs(moments.skewness()) > 2 || moments.reach() > 8;
    }

    private static double[] applied(DoubleUnaryOperator transform, double[] values) {
        return Arrays.stream(values).map(transform).toArray();
    }
}
