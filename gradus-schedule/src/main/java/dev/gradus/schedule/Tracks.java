package dev.gradus.schedule;

import static dev.gradus.schedule.Decimal.brief;

import dev.gradus.number.Elementary;
import java.util.function.DoubleUnaryOperator;

/** The tracks that need no table. */
final class Tracks {
    private Tracks() {}

    record Constant(double value, double length) implements Track {
        @Override
        public double at(double time) {
            return value;
        }

        @Override
        public Explanation explain(double time) {
            return new Explanation("hold " + brief(value), value);
        }
    }

    record Line(Ramp ramp, double length, double lead, double divisor) implements Track {
        Line(Ramp ramp, double length) {
            this(ramp, length, ramp.landing().lead(), ramp.landing().divisor(length));
        }

        @Override
        public double at(double time) {
            if (time >= length || divisor <= 0) {
                return ramp.to();
            }
            // Between its last update and its end a ramp may be ahead of itself, but never past.
            double progress = Math.min(1, (time + lead) / divisor);
            return ramp.shape().between(ramp.from(), ramp.to(), progress);
        }

        @Override
        public Explanation explain(double time) {
            var way = "ramp from " + brief(ramp.from()) + " to " + brief(ramp.to());
            var place =
                    time >= length
                            ? ", ended after " + brief(length) + " steps, "
                            : ", step " + brief(time) + " of " + brief(length) + ", ";
            return new Explanation(way + place + ramp.shape(), at(time));
        }

        @Override
        public void phases(double start, double until, Phases to) {
            var way = "ramp from " + brief(ramp.from()) + " to " + brief(ramp.to());
            to.add(
                    new Phase(
                            start,
                            length,
                            way + " in " + brief(length) + " steps, " + ramp.shape()));
        }
    }

    record Decay(Exponential law, double per, double logarithm) implements Track {
        Decay(Exponential law, double per) {
            this(law, per, StrictMath.log(law.factor()));
        }

        @Override
        public double at(double time) {
            return law.initial() * Elementary.power(law.factor(), logarithm, time / per);
        }

        @Override
        public double length() {
            return Double.POSITIVE_INFINITY;
        }

        @Override
        public Explanation explain(double time) {
            var sentence =
                    brief(law.initial())
                            + " times "
                            + brief(law.factor())
                            + " to the power "
                            + brief(time / per);
            return new Explanation("exponential: " + sentence, at(time));
        }
    }

    record Fall(Inverse law, double per) implements Track {
        @Override
        public double at(double time) {
            double base = 1 + law.rate() * (time / per);
            return law.power() == 1
                    ? law.initial() / base
                    : law.initial() / Elementary.power(base, law.power());
        }

        @Override
        public double length() {
            return Double.POSITIVE_INFINITY;
        }

        @Override
        public Explanation explain(double time) {
            var base = "(1 + " + brief(law.rate()) + "·" + brief(time / per) + ")";
            return new Explanation(
                    "inverse: " + brief(law.initial()) + " / " + base + "^" + brief(law.power()),
                    at(time));
        }
    }

    record Own(String name, DoubleUnaryOperator function, double per) implements Track {
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
            return new Explanation(name + " at t = " + brief(time / per), at(time));
        }
    }

    record Product(Track schedule, Track factor, double length) implements Track {
        @Override
        public double at(double time) {
            return schedule.at(time) * factor.at(time);
        }

        @Override
        public Explanation explain(double time) {
            return new Explanation(
                    "product of", at(time), schedule.explain(time), factor.explain(time));
        }

        @Override
        public void phases(double start, double until, Phases to) {
            schedule.phases(start, until, to);
        }

        @Override
        public void breaks(double start, double until, Breaks to) {
            schedule.breaks(start, until, to);
            factor.breaks(start, until, to);
        }

        @Override
        public boolean beginsAgain(double after, double until) {
            return schedule.beginsAgain(after, until) || factor.beginsAgain(after, until);
        }
    }

    record Sum(Track schedule, Track addend, double length) implements Track {
        @Override
        public double at(double time) {
            return schedule.at(time) + addend.at(time);
        }

        @Override
        public Explanation explain(double time) {
            return new Explanation(
                    "sum of", at(time), schedule.explain(time), addend.explain(time));
        }

        @Override
        public void phases(double start, double until, Phases to) {
            schedule.phases(start, until, to);
        }

        @Override
        public void breaks(double start, double until, Breaks to) {
            schedule.breaks(start, until, to);
            addend.breaks(start, until, to);
        }

        @Override
        public boolean beginsAgain(double after, double until) {
            return schedule.beginsAgain(after, until) || addend.beginsAgain(after, until);
        }
    }

    record Bounded(Track schedule, double lowest, double highest) implements Track {
        @Override
        public double at(double time) {
            return Math.min(highest, Math.max(lowest, schedule.at(time)));
        }

        @Override
        public double length() {
            return schedule.length();
        }

        @Override
        public Explanation explain(double time) {
            double free = schedule.at(time);
            var bound =
                    lowest == Double.NEGATIVE_INFINITY
                            ? "at most " + brief(highest)
                            : "at least " + brief(lowest);
            return new Explanation(
                    bound + (free == at(time) ? ", not needed" : ""),
                    at(time),
                    schedule.explain(time));
        }

        @Override
        public void phases(double start, double until, Phases to) {
            schedule.phases(start, until, to);
        }

        @Override
        public void breaks(double start, double until, Breaks to) {
            schedule.breaks(start, until, to);
        }

        @Override
        public boolean beginsAgain(double after, double until) {
            return schedule.beginsAgain(after, until);
        }
    }

    record Rounded(Track schedule, double multiple) implements Track {
        @Override
        public double at(double time) {
            return Math.rint(schedule.at(time) / multiple) * multiple;
        }

        @Override
        public double length() {
            return schedule.length();
        }

        @Override
        public Explanation explain(double time) {
            return new Explanation(
                    "rounded to a multiple of " + brief(multiple),
                    at(time),
                    schedule.explain(time));
        }

        @Override
        public void phases(double start, double until, Phases to) {
            schedule.phases(start, until, to);
        }

        @Override
        public void breaks(double start, double until, Breaks to) {
            schedule.breaks(start, until, to);
        }

        @Override
        public boolean beginsAgain(double after, double until) {
            return schedule.beginsAgain(after, until);
        }
    }

    record Cut(Track schedule, double length, double last) implements Track {
        Cut(Track schedule, double length) {
            this(schedule, length, schedule.at(Math.max(0, Math.ceil(length) - 1)));
        }

        @Override
        public double at(double time) {
            return time < length ? schedule.at(time) : last;
        }

        @Override
        public Explanation explain(double time) {
            return time < length
                    ? schedule.explain(time)
                    : new Explanation("held since the end after " + brief(length) + " steps", last);
        }

        @Override
        public void phases(double start, double until, Phases to) {
            schedule.phases(start, Math.min(until, start + length), to);
        }

        @Override
        public void breaks(double start, double until, Breaks to) {
            schedule.breaks(start, Math.min(until, start + length), to);
            to.add(start + length);
        }

        @Override
        public boolean beginsAgain(double after, double until) {
            return after < length
                    && schedule.beginsAgain(after, Math.min(until, Math.nextDown(length)));
        }
    }

    record Shifted(Track schedule, double skipped) implements Track {
        @Override
        public double at(double time) {
            return schedule.at(time + skipped);
        }

        @Override
        public double length() {
            return Math.max(0, schedule.length() - skipped);
        }

        @Override
        public Explanation explain(double time) {
            return new Explanation(
                    "skipping " + brief(skipped) + " steps",
                    at(time),
                    schedule.explain(time + skipped));
        }

        @Override
        public void breaks(double start, double until, Breaks to) {
            to.add(start);
            schedule.breaks(start - skipped, until, to);
        }

        @Override
        public boolean beginsAgain(double after, double until) {
            return schedule.beginsAgain(after + skipped, until + skipped);
        }
    }

    record Delayed(Track schedule, double by) implements Track {
        @Override
        public double at(double time) {
            return schedule.at(Math.max(0, time - by));
        }

        @Override
        public double length() {
            return schedule.length() + by;
        }

        @Override
        public Explanation explain(double time) {
            var place =
                    time < by
                            ? "waiting for " + brief(by) + " steps"
                            : "from step " + brief(by) + " on";
            return new Explanation(place, at(time), schedule.explain(Math.max(0, time - by)));
        }

        @Override
        public void phases(double start, double until, Phases to) {
            to.add(new Phase(start, by, "hold " + brief(schedule.at(0))));
            if (start + by < until) {
                schedule.phases(start + by, until, to);
            }
        }

        @Override
        public void breaks(double start, double until, Breaks to) {
            to.add(start);
            schedule.breaks(start + by, until, to);
        }

        @Override
        public boolean beginsAgain(double after, double until) {
            return until > by && schedule.beginsAgain(Math.max(0, after - by), until - by);
        }
    }

    record Stairs(Track schedule, double period) implements Track {
        @Override
        public double at(double time) {
            return schedule.at(onStair(time));
        }

        private double onStair(double time) {
            return Math.floor(time / period) * period;
        }

        @Override
        public double length() {
            return schedule.length();
        }

        @Override
        public Explanation explain(double time) {
            var stair =
                    "stair "
                            + brief(Math.floor(time / period))
                            + " of "
                            + brief(period)
                            + " steps each";
            return new Explanation(stair, at(time), schedule.explain(onStair(time)));
        }

        @Override
        public void phases(double start, double until, Phases to) {
            schedule.phases(start, until, to);
        }

        @Override
        public void breaks(double start, double until, Breaks to) {
            var turns = to.within(to.first() - start - period, until - start);
            schedule.breaks(0, until - start, turns);
            to.add(start + length());
            for (double turn : turns.sorted()) {
                to.add(start + onStair(turn));
                to.add(start + onStair(turn) + period);
            }
        }

        @Override
        public boolean beginsAgain(double after, double until) {
            return schedule.beginsAgain(onStair(after), onStair(until));
        }
    }

    record Refusing(Track schedule, double length) implements Track {
        @Override
        public double at(double time) {
            if (time >= length) {
                throw new IllegalArgumentException(
                        "step "
                                + brief(time)
                                + " is past the end of the schedule, which has "
                                + brief(length)
                                + " steps");
            }
            return schedule.at(time);
        }

        @Override
        public Explanation explain(double time) {
            return schedule.explain(time);
        }

        @Override
        public void phases(double start, double until, Phases to) {
            schedule.phases(start, until, to);
        }

        @Override
        public void breaks(double start, double until, Breaks to) {
            schedule.breaks(start, until, to);
        }

        @Override
        public boolean beginsAgain(double after, double until) {
            return schedule.beginsAgain(after, until);
        }
    }

    record Titled(Named named, Track definition) implements Track {
        @Override
        public double at(double time) {
            return definition.at(time);
        }

        @Override
        public double length() {
            return definition.length();
        }

        @Override
        public Explanation explain(double time) {
            return new Explanation(named.text(), at(time), definition.explain(time));
        }

        @Override
        public void phases(double start, double until, Phases to) {
            definition.phases(start, until, to);
        }

        @Override
        public void breaks(double start, double until, Breaks to) {
            definition.breaks(start, until, to);
        }

        @Override
        public boolean beginsAgain(double after, double until) {
            return definition.beginsAgain(after, until);
        }
    }
}
