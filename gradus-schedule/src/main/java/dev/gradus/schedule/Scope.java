package dev.gradus.schedule;

import java.util.function.Consumer;

/**
 * What a span is measured against while a schedule is bound.
 *
 * @param horizon the run
 * @param rest the steps that {@link Span#rest()} stands for here
 * @param warnings told of lengths that come out as 0
 */
record Scope(Horizon horizon, double rest, Consumer<Warning> warnings) {
    double steps(Span span) {
        if (span instanceof Span.Rest) {
            return rest;
        }
        double steps = span.in(horizon);
        if (steps == 0 && !(span instanceof Span.Steps || span instanceof Span.Difference)) {
            warnings.accept(new Warning.PhaseVanished(span, horizon.steps()));
        }
        return steps;
    }

    Scope withRest(double rest) {
        return new Scope(horizon, Math.max(0, rest), warnings);
    }

    /** Returns a span that time is divided by. */
    double unit(Span span, Schedule owner) {
        double steps = steps(span);
        if (steps <= 0) {
            throw new IllegalArgumentException(
                    owner
                            + ": "
                            + span
                            + " comes out as 0 steps in this run of "
                            + horizon.steps()
                            + "; write a longer unit");
        }
        return steps;
    }
}
