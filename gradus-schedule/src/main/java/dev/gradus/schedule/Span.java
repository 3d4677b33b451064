package dev.gradus.schedule;

import dev.gradus.number.NumberText;
import dev.gradus.schedule.argument.Nesting;
import dev.gradus.schedule.argument.Require;
import java.util.List;

/**
 * A length with its unit. It stays as written until a schedule is bound to a {@link Horizon}, which
 * turns it into a number of steps. Epochs, samples and percent are rounded to whole steps, so that
 * phases start on an update, except with {@link #exact}; steps are not rounded. A span may come to
 * 0 steps; a phase of that length vanishes.
 */
public sealed interface Span {

    /**
     * Returns this length in steps of the run.
     *
     * @param horizon the run
     * @return steps, 0 or more; the whole run for {@link #rest()}
     * @throws IllegalArgumentException if the horizon lacks what the unit needs
     */
    double in(Horizon horizon);

    /** {@return this length without rounding; a phase may then start between two updates} */
    default Span exact() {
        return new Exact(this);
    }

    /**
     * {@return the sum of both lengths}
     *
     * @param other anything but {@link #rest()}
     */
    default Span plus(Span other) {
        return new Sum(this, other);
    }

    /**
     * {@return this length minus another; 0 if the other is longer}
     *
     * @param other anything but {@link #rest()}
     */
    default Span minus(Span other) {
        return new Difference(this, other);
    }

    /**
     * {@return a number of updates} A fraction puts the boundary between two updates, as PyTorch's
     * 1cycle does for some lengths.
     *
     * @param count updates, 0 or more
     */
    static Span steps(double count) {
        return new Steps(count);
    }

    /**
     * {@return a number of updates; Kotlin takes no whole number for one with decimals}
     *
     * @param count updates, 0 or more
     */
    static Span steps(int count) {
        return steps((double) count);
    }

    /**
     * {@return a number of passes over the data, rounded to whole steps}
     *
     * @param count epochs, 0 or more; may be a fraction
     */
    static Span epochs(double count) {
        return new Epochs(count);
    }

    /**
     * {@return a number of passes over the data; Kotlin takes no whole number for one with
     * decimals}
     *
     * @param count epochs, 0 or more
     */
    static Span epochs(int count) {
        return epochs((double) count);
    }

    /**
     * {@return a number of training examples, rounded to whole steps}
     *
     * @param count examples, 0 or more
     */
    static Span samples(double count) {
        return new Samples(count);
    }

    /**
     * {@return a number of training examples, rounded to whole steps; Kotlin takes no whole number
     * for one with decimals}
     *
     * @param count examples, 0 or more
     */
    static Span samples(int count) {
        return samples((double) count);
    }

    /**
     * {@return a share of the whole run, rounded to whole steps}
     *
     * @param share percent of the run, 0 or more, so 30 and not 0.3
     */
    static Span percent(double share) {
        return new Percent(share);
    }

    /**
     * {@return a share of the whole run, rounded to whole steps; Kotlin takes no whole number for
     * one with decimals}
     *
     * @param share percent of the run, 0 or more, so 30 and not 0.3
     */
    static Span percent(int share) {
        return percent((double) share);
    }

    /** {@return the part of the run that the other phases of the sequence leave} */
    static Span rest() {
        return new Rest();
    }

    /**
     * A number of updates.
     *
     * @param count updates, 0 or more
     */
    record Steps(double count) implements Span {
        /** Checks the count. */
        public Steps {
            Require.notNegative(count, "steps", "count");
        }

        @Override
        public double in(Horizon horizon) {
            return count;
        }

        @Override
        public String toString() {
            return "steps(" + NumberText.exact(count) + ")";
        }
    }

    /**
     * A number of passes over the data.
     *
     * @param count epochs, 0 or more
     */
    record Epochs(double count) implements Span {
        /** Checks the count. */
        public Epochs {
            Require.notNegative(count, "epochs", "count");
        }

        @Override
        public double in(Horizon horizon) {
            return rounded(count * known(horizon.stepsPerEpoch(), this, "steps per epoch"), this);
        }

        @Override
        public String toString() {
            return "epochs(" + NumberText.exact(count) + ")";
        }
    }

    /**
     * A number of training examples.
     *
     * @param count examples, 0 or more
     */
    record Samples(double count) implements Span {
        /** Checks the count. */
        public Samples {
            Require.notNegative(count, "samples", "count");
        }

        @Override
        public double in(Horizon horizon) {
            return rounded(count / known(horizon.batchSize(), this, "batch size"), this);
        }

        @Override
        public String toString() {
            return "samples(" + NumberText.exact(count) + ")";
        }
    }

    /**
     * A share of the whole run.
     *
     * @param share percent, 0 or more
     */
    record Percent(double share) implements Span {
        /** Checks the share. */
        public Percent {
            Require.notNegative(share, "percent", "share");
        }

        @Override
        public double in(Horizon horizon) {
            return rounded(share * horizon.steps() / 100, this);
        }

        @Override
        public String toString() {
            return "percent(" + NumberText.exact(share) + ")";
        }
    }

    /**
     * A length that is not rounded to whole steps.
     *
     * @param span epochs, samples or percent
     */
    record Exact(Span span) implements Span {
        /** Refuses spans that are never rounded. */
        public Exact {
            if (!(span instanceof Epochs || span instanceof Samples || span instanceof Percent)) {
                throw new IllegalArgumentException(
                        "exact() is for epochs, samples and percent, which are rounded without it; got "
                                + span);
            }
        }

        @Override
        public double in(Horizon horizon) {
            return switch (span) {
                case Epochs epochs ->
                        epochs.count * known(horizon.stepsPerEpoch(), this, "steps per epoch");
                case Samples samples ->
                        samples.count / known(horizon.batchSize(), this, "batch size");
                case Percent percent -> percent.share * horizon.steps() / 100;
                case Steps _, Rest _, Sum _, Difference _, Exact _ -> span.in(horizon);
            };
        }

        @Override
        public String toString() {
            return span + ".exact()";
        }
    }

    /** The part of the run that the other phases leave. */
    record Rest() implements Span {
        @Override
        public double in(Horizon horizon) {
            return horizon.steps();
        }

        @Override
        public String toString() {
            return "rest()";
        }
    }

    /**
     * The sum of two lengths.
     *
     * @param left anything but the rest
     * @param right anything but the rest
     */
    record Sum(Span left, Span right) implements Span {
        /** Refuses the rest. */
        public Sum {
            refuseRest(left, right);
            requireShallow("plus", left, right);
        }

        @Override
        public double in(Horizon horizon) {
            return left.in(horizon) + right.in(horizon);
        }

        @Override
        public String toString() {
            return left + ".plus(" + right + ")";
        }
    }

    /**
     * One length minus another, at least 0.
     *
     * @param left anything but the rest
     * @param right anything but the rest
     */
    record Difference(Span left, Span right) implements Span {
        /** Refuses the rest. */
        public Difference {
            refuseRest(left, right);
            requireShallow("minus", left, right);
        }

        @Override
        public double in(Horizon horizon) {
            return Math.max(0, left.in(horizon) - right.in(horizon));
        }

        @Override
        public String toString() {
            return left + ".minus(" + right + ")";
        }
    }

    private static void requireShallow(String owner, Span left, Span right) {
        Nesting.require(
                owner,
                1,
                List.of(left, right),
                span ->
                        switch (span) {
                            case Sum(Span first, Span second) -> List.of(first, second);
                            case Difference(Span first, Span second) -> List.of(first, second);
                            case Steps _, Epochs _, Samples _, Percent _, Exact _, Rest _ ->
                                    List.of();
                        },
                "add up the numbers instead");
    }

    private static void refuseRest(Span left, Span right) {
        if (left instanceof Rest || right instanceof Rest) {
            throw new IllegalArgumentException(
                    "rest() is what other phases leave, so nothing can be added to it or subtracted from it; write percent(100) for the whole run");
        }
    }

    /** Whole steps; beyond 2^53 every double is whole, and a long would soon overflow. */
    private static double rounded(double steps, Span span) {
        if (steps == Double.POSITIVE_INFINITY) {
            throw new IllegalArgumentException(
                    span + " is more steps than a number can hold; write a shorter one");
        }
        return steps < Horizon.MOST_STEPS ? Math.round(steps) : steps;
    }

    private static long known(long number, Span span, String what) {
        if (number == 0) {
            throw new IllegalArgumentException(
                    span
                            + " cannot be measured: the run's "
                            + what
                            + " is not known; give it, or write the length in steps");
        }
        return number;
    }
}
