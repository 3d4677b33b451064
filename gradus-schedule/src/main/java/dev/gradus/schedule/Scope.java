package dev.gradus.schedule;

/**
 * What a span is measured against while a schedule is bound.
 *
 * @param horizon the run
 * @param rest the steps that {@link Span#rest()} stands for here
 */
record Scope(Horizon horizon, double rest) {
    double steps(Span span) {
        return span instanceof Span.Rest ? rest : span.in(horizon);
    }

    Scope withRest(double rest) {
        return new Scope(horizon, Math.max(0, rest));
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
