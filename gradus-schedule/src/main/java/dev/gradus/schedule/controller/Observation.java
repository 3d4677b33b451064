package dev.gradus.schedule.controller;

/** What a controller observes. */
public sealed interface Observation {
    /**
     * A measured value.
     *
     * @param value a loss or a metric; NaN counts as bad
     * @param rate the rate that would be in force without this controller, to which a bound on the
     *     rate refers
     */
    record Measured(double value, double rate) implements Observation {
        /**
         * Checks the numbers.
         *
         * @throws IllegalArgumentException if one is out of range; the message names it
         */
        public Measured {
            if (!(rate >= 0) || rate == Double.POSITIVE_INFINITY) {
                throw new IllegalArgumentException(
                        "a rate must be a number from 0 up, got " + rate);
            }
        }
    }

    /**
     * A person sets the rate, which is held until another request.
     *
     * @param rate finite, from 0 up
     */
    record Set(double rate) implements Observation {
        /**
         * Checks the numbers.
         *
         * @throws IllegalArgumentException if one is out of range; the message names it
         */
        public Set {
            if (!(rate >= 0) || rate == Double.POSITIVE_INFINITY) {
                throw new IllegalArgumentException(
                        "a rate can be set to a number from 0 up, got " + rate);
            }
        }
    }

    /**
     * A person scales the current rate.
     *
     * @param factor finite, positive
     */
    record Scale(double factor) implements Observation {
        /**
         * Checks the numbers.
         *
         * @throws IllegalArgumentException if one is out of range; the message names it
         */
        public Scale {
            if (!(factor > 0) || factor == Double.POSITIVE_INFINITY) {
                throw new IllegalArgumentException(
                        "a rate can be scaled by a positive number, got " + factor);
            }
        }
    }

    /** A person returns the rate to the schedule. */
    record Release() implements Observation {}

    /**
     * {@return a measured value; see {@link Measured}}
     *
     * @param value what was measured
     * @param rate the learning rate in force before controllers
     */
    static Observation measured(double value, double rate) {
        return new Measured(value, rate);
    }
}
