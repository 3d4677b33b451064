package dev.gradus.schedule.track;

import dev.gradus.number.Elementary;
import dev.gradus.number.NumberText;
import dev.gradus.schedule.curve.Explanation;
import dev.gradus.schedule.curve.Phase;
import dev.gradus.schedule.shape.Landing;
import dev.gradus.schedule.shape.RampShape;
import java.util.function.DoubleUnaryOperator;

/** The primitive tracks, which contain no others. */
public final class Tracks {
    private Tracks() {}

    /**
     * {@return a length in words: {@code 1 step}, {@code 2.5 steps}}
     *
     * @param length a number of steps
     */
    public static String steps(double length) {
        return NumberText.counted(NumberText.brief(length, 6), "step");
    }

    /** One value. */
    public record Constant(double value, double length) implements Track {
        @Override
        public double at(double time) {
            return value;
        }

        @Override
        public Explanation explain(double time) {
            return new Explanation("hold " + NumberText.brief(value, 6), value);
        }
    }

    /** A ramp. */
    public record Line(
            double from, double to, RampShape shape, double length, double lead, double divisor)
            implements Track {
        public Line(double from, double to, RampShape shape, Landing landing, double length) {
            this(from, to, shape, length, landing.lead(), landing.divisor(length));
        }

        @Override
        public double at(double time) {
            if (time >= length || divisor <= 0) {
                return to;
            }
            // Between its last update and its end, a ramp's progress may be ahead, but never past
            // 1.
            return shape.between(from, to, Math.min(1, (time + lead) / divisor));
        }

        @Override
        public Explanation explain(double time) {
            var place =
                    time >= length
                            ? ", ended after " + steps(length) + ", "
                            : ", step "
                                    + NumberText.brief(time, 6)
                                    + " of "
                                    + NumberText.brief(length, 6)
                                    + ", ";
            return new Explanation(way() + place + shape, at(time));
        }

        @Override
        public void phases(double start, double until, Phases to) {
            to.add(new Phase(start, length, way() + " in " + steps(length) + ", " + shape));
        }

        private String way() {
            return "ramp from " + NumberText.brief(from, 6) + " to " + NumberText.brief(to, 6);
        }
    }

    /** Decay by equal factors. */
    public record Decay(double initial, double factor, double per, double logarithm)
            implements Track {
        public Decay(double initial, double factor, double per) {
            this(initial, factor, per, StrictMath.log(factor));
        }

        @Override
        public double at(double time) {
            return initial * Elementary.power(factor, logarithm, time / per);
        }

        @Override
        public double length() {
            return Double.POSITIVE_INFINITY;
        }

        @Override
        public Explanation explain(double time) {
            var sentence =
                    NumberText.brief(initial, 6)
                            + " times "
                            + NumberText.brief(factor, 6)
                            + " to the power "
                            + NumberText.brief(time / per, 6);
            return new Explanation("exponential: " + sentence, at(time));
        }
    }

    /** Decay by a power of time. */
    public record Fall(double initial, double rate, double power, double per) implements Track {
        @Override
        public double at(double time) {
            double base = 1 + rate * (time / per);
            return power == 1 ? initial / base : initial / Elementary.power(base, power);
        }

        @Override
        public double length() {
            return Double.POSITIVE_INFINITY;
        }

        @Override
        public Explanation explain(double time) {
            var base =
                    "(1 + "
                            + NumberText.brief(rate, 6)
                            + "·"
                            + NumberText.brief(time / per, 6)
                            + ")";
            return new Explanation(
                    "inverse: "
                            + NumberText.brief(initial, 6)
                            + " / "
                            + base
                            + "^"
                            + NumberText.brief(power, 6),
                    at(time));
        }
    }

    /** A function of the user's. */
    public record Own(String name, DoubleUnaryOperator function, double per) implements Track {
        @Override
        public double at(double time) {
            return function.applyAsDouble(time / per);
        }

        @Override
        public double length() {
            return Double.POSITIVE_INFINITY;
        }

        @Override
        public Explanation explain(double time) {
            return new Explanation(name + " at t = " + NumberText.brief(time / per, 6), at(time));
        }
    }
}
