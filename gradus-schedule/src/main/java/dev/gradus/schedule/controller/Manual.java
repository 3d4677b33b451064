package dev.gradus.schedule.controller;

import java.util.Map;

/** Requests of a person: set the rate, scale it, return it to the schedule. */
public record Manual() implements Controller {
    /**
     * What was requested.
     *
     * @param factor of the schedule, or of the held rate
     * @param held the rate that is set, NaN if the schedule determines it
     */
    public record State(double factor, double held) implements Controller.State {
        /** Nothing was requested: the schedule determines the rate. */
        public static final State FREE = new State(1, Double.NaN);

        /**
         * {@return the state in which a person holds this rate, whatever was requested before}
         *
         * @param rate the rate that a person holds, at least 0
         */
        public static State held(double rate) {
            return new State(1, rate);
        }

        /**
         * {@return this state, scaled}
         *
         * @param by a positive factor
         */
        public State scaled(double by) {
            return new State(factor * by, held);
        }

        @Override
        public Map<String, Object> tree() {
            return new Tree().put("factor", factor).put("held", held).map();
        }
    }

    @Override
    public State start() {
        return State.FREE;
    }

    @Override
    public State restore(Map<String, ?> map) {
        Tree.Reader tree = new Tree.Reader(map, "manual");
        return new State(tree.number("factor"), tree.number("held"));
    }

    /** Set replaces earlier requests, scale multiplies them, release forgets them. */
    @Override
    public State next(Controller.State state, Observation observation) {
        State now = Check.own(State.class, state, "manual");
        return switch (observation) {
            case Observation.Set(double rate) -> State.held(rate);
            case Observation.Scale(double factor) -> now.scaled(factor);
            case Observation.Release _ -> State.FREE;
            case Observation.Measured _ -> now;
        };
    }

    /** The held rate times the factor if a rate is set, otherwise {@code rate} times the factor. */
    @Override
    public double apply(Controller.State state, double rate) {
        State now = Check.own(State.class, state, "manual");
        return (Double.isNaN(now.held) ? rate : now.held) * now.factor;
    }

    @Override
    public Watched watched() {
        return Watched.REQUESTS;
    }

    /** The text form. */
    @Override
    public String toString() {
        return "manual()";
    }
}
