package dev.gradus.schedule.curve;

/**
 * A schedule bound to a run: a pure function of the step. It may be evaluated in any order and any
 * number of times, gives the same bits on every machine, and allocates nothing.
 */
@FunctionalInterface
public interface Curve {
    /**
     * {@return the value in force for update {@code step}}
     *
     * @param step the update, counted from 0
     * @throws IllegalArgumentException if the step is negative, or past the end of a schedule that
     *     refuses that
     */
    double at(long step);
}
