package dev.gradus.schedule.shape;

import dev.gradus.number.Elementary;
import dev.gradus.number.NumberText;
import dev.gradus.schedule.argument.Nesting;
import dev.gradus.schedule.argument.Require;
import java.util.List;

/**
 * How a {@link dev.gradus.schedule.Ramp} moves from its first value to its last: a map from
 * progress in [0, 1] to the share of the change. {@link Shapes} makes them, and they compose:
 * {@code power(2).reversed()}, {@code COSINE.of(power(0.5))}.
 */
public sealed interface RampShape {
    /**
     * Returns the share of the change.
     *
     * @param progress in [0, 1]
     * @return usually in [0, 1]
     * @throws IllegalArgumentException if the shape {@linkplain #goesByFactors goes by factors}
     */
    double at(double progress);

    /**
     * {@return the value between two others}
     *
     * @param from the value at progress 0
     * @param to the value at progress 1
     * @param progress in [0, 1]
     */
    default double between(double from, double to, double progress) {
        return from + (to - from) * at(progress);
    }

    /**
     * Returns whether the shape changes by equal factors, as {@link Shapes#GEOMETRIC} does. Such a
     * shape has no share of the change, so it can be neither reversed nor the inner part of
     * another, and the values of its ramp need the same sign.
     *
     * @return whether it does
     */
    default boolean goesByFactors() {
        return false;
    }

    /**
     * {@return the shape reversed in both directions: 1 − s(1−u)} It is fast where this one is
     * slow.
     */
    default RampShape reversed() {
        return new Reversed(this);
    }

    /**
     * {@return this shape after another: s(inner(u))}
     *
     * @param inner applied first
     */
    default RampShape of(RampShape inner) {
        return new Of(this, inner);
    }

    /** u. */
    record Linear() implements RampShape {
        @Override
        public double at(double progress) {
            return progress;
        }

        @Override
        public String toString() {
            return "LINEAR";
        }
    }

    /** (1 − cos πu)/2. */
    record Cosine() implements RampShape {
        @Override
        public double at(double progress) {
            return (1 - Elementary.cos(Math.PI * progress)) / 2;
        }

        @Override
        public String toString() {
            return "COSINE";
        }
    }

    /** 2 − 2·½^u. */
    record Halving() implements RampShape {
        @Override
        public double at(double progress) {
            return 2 - 2 * Elementary.power(0.5, progress);
        }

        @Override
        public String toString() {
            return "HALVING";
        }
    }

    /** from·(to/from)^u. */
    record Geometric() implements RampShape {
        @Override
        public double at(double progress) {
            throw noShare();
        }

        @Override
        public double between(double from, double to, double progress) {
            return from * Elementary.power(to / from, progress);
        }

        @Override
        public boolean goesByFactors() {
            return true;
        }

        @Override
        public String toString() {
            return "GEOMETRIC";
        }
    }

    /**
     * u^exponent.
     *
     * @param exponent greater than 0
     */
    record Power(double exponent) implements RampShape {
        /** Checks the exponent. */
        public Power {
            Require.positive(exponent, "power", "exponent");
        }

        @Override
        public double at(double progress) {
            return Elementary.power(progress, exponent);
        }

        @Override
        public String toString() {
            return "power(" + NumberText.exact(exponent) + ")";
        }
    }

    /**
     * (1 + tanh(lower·(1−u) + upper·u))/2.
     *
     * @param lower the start of the piece
     * @param upper its end
     */
    record Tanh(double lower, double upper) implements RampShape {
        /** Checks that both are finite. */
        public Tanh {
            Require.finite(lower, "tanh", "lower");
            Require.finite(upper, "tanh", "upper");
        }

        @Override
        public double at(double progress) {
            return (1 + StrictMath.tanh(lower * (1 - progress) + upper * progress)) / 2;
        }

        @Override
        public String toString() {
            return "tanh(" + NumberText.exact(lower) + ", " + NumberText.exact(upper) + ")";
        }
    }

    /**
     * 1 − s(1−u).
     *
     * @param shape s
     */
    record Reversed(RampShape shape) implements RampShape {
        /** Checks that the shape is a share of the change. */
        public Reversed {
            requireShare(shape);
            requireShallow("reversed", shape);
        }

        @Override
        public double at(double progress) {
            return 1 - shape.at(1 - progress);
        }

        @Override
        public String toString() {
            return shape + ".reversed()";
        }
    }

    /**
     * outer(inner(u)).
     *
     * @param outer applied last
     * @param inner applied first
     */
    record Of(RampShape outer, RampShape inner) implements RampShape {
        /** Checks that the inner shape is a share of the change. */
        public Of {
            requireShare(inner);
            requireShallow("of", outer, inner);
        }

        @Override
        public double at(double progress) {
            return outer.at(inner.at(progress));
        }

        @Override
        public double between(double from, double to, double progress) {
            return outer.between(from, to, inner.at(progress));
        }

        @Override
        public boolean goesByFactors() {
            return outer.goesByFactors();
        }

        @Override
        public String toString() {
            return outer + ".of(" + inner + ")";
        }
    }

    private static void requireShallow(String owner, RampShape... inner) {
        Nesting.require(
                owner,
                1,
                List.of(inner),
                shape ->
                        switch (shape) {
                            case Reversed(RampShape reversed) -> List.of(reversed);
                            case Of(RampShape last, RampShape first) -> List.of(last, first);
                            case Linear _, Cosine _, Halving _, Geometric _, Power _, Tanh _ ->
                                    List.of();
                        },
                "use a simpler shape");
    }

    private static void requireShare(RampShape shape) {
        if (shape.goesByFactors()) {
            throw noShare();
        }
    }

    private static IllegalArgumentException noShare() {
        return new IllegalArgumentException(
                "GEOMETRIC changes by equal factors and cannot be part of another shape; use it as the outermost shape of a ramp");
    }
}
