package dev.gradus.schedule;

import dev.gradus.schedule.curve.Curve;
import dev.gradus.schedule.curve.Explanation;
import dev.gradus.schedule.curve.Phase;
import dev.gradus.schedule.shape.RampShape;
import dev.gradus.schedule.spelling.Spelled;
import dev.gradus.schedule.track.Phases;
import dev.gradus.schedule.track.Samples;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How a hyper-parameter changes during a run: a value, composed of a few primitives and
 * combinators, or a named schedule.
 *
 * <p>A schedule is bound to a run by {@link #over}. Value t is in force for update t, and t = 0 is
 * the first update. Phases are half-open, [start, end): the step on the boundary belongs to the new
 * phase, which starts at its own 0. A phase of length 0 vanishes. After its end a schedule holds
 * its last value.
 *
 * <p>A schedule has an end if its length is given. Without one it is <em>open</em>: {@code
 * hold(0.1)}, a law such as {@code exponential(0.1, 0.9)}, an endless {@code repeat()}, or anything
 * with a length of {@link Span#rest()}. In a sequence one phase may be open; it takes the part of
 * the run that the others leave.
 *
 * <p>{@code toString} gives the text form, which {@link
 * dev.gradus.schedule.text.ScheduleReader#parse} reads back and which is at the same time a Java
 * expression over the static methods of {@link dev.gradus.schedule.named.Schedules}, {@link Span}
 * and {@link dev.gradus.schedule.shape.Shapes}. {@link #toTree} gives the JSON form. A schedule
 * that was given as another system's constructor prints as that constructor.
 */
public sealed interface Schedule extends Spelled
        permits Hold,
                Ramp,
                Exponential,
                Inverse,
                Law,
                Knots,
                Then,
                Times,
                Plus,
                Modified,
                NamedSchedule {

    /**
     * Binds the schedule to a run. Everything that can fail fails here: with a {@link Law} in the
     * schedule, every update of a run of up to a million is evaluated; without one, the updates
     * where the curve changes direction and some in between.
     *
     * @param horizon the run
     * @return the curve of this run
     * @throws IllegalArgumentException if a span cannot be measured, the phases do not fit
     *     together, or the value of an update is infinite or not a number
     */
    default Curve over(Horizon horizon) {
        return Binder.curve(this, horizon);
    }

    /**
     * {@return the updates at which to sample the curve, in order: all of them in a short run; in a
     * long one, those around the steps where the curve changes direction and some spread evenly in
     * between}
     *
     * @param horizon the run
     */
    default long[] samples(Horizon horizon) {
        return Samples.of(Binder.bind(this, horizon), horizon.steps());
    }

    /**
     * {@return the schedules of other hyper-parameters that belong to this one, for example the
     * momentum that falls while a 1cycle learning rate rises} Empty for most schedules. Combinators
     * that change time apply to companions too; those that change values do not.
     */
    default Map<HyperParameter, Schedule> companions() {
        return Map.of();
    }

    /**
     * {@return this schedule as that of the learning rate, and its companions, by what they drive}
     */
    default Map<HyperParameter, Schedule> withCompanions() {
        var driven = new EnumMap<HyperParameter, Schedule>(HyperParameter.class);
        driven.putAll(companions());
        driven.put(HyperParameter.LEARNING_RATE, this);
        return Collections.unmodifiableMap(driven);
    }

    /** {@return the schedules that this one combines or changes; empty for most} */
    default List<Schedule> parts() {
        return List.of();
    }

    /** {@return the same schedule written with primitives and combinators only} */
    default Schedule expanded() {
        return this;
    }

    /**
     * Explains how the value at a step is computed.
     *
     * @param horizon the run
     * @param step the update, counted from 0
     * @return the steps of the calculation
     */
    default Explanation explain(Horizon horizon, long step) {
        return Binder.bind(this, horizon).explain((double) step);
    }

    /**
     * {@return the pieces of the timeline that begin within the run, in order, at most the first
     * {@link Phase#MOST}; one piece if there are no phases}
     *
     * @param horizon the run
     */
    default List<Phase> phases(Horizon horizon) {
        return Phases.of(Binder.bind(this, horizon), horizon.steps());
    }

    /**
     * Searches the whole run for likely mistakes: a peak between two updates, a first update at 0,
     * an end that is not reached, phases that vanish or do not fit, a jump of more than a
     * hundredfold, a companion that only a later phase has. A jump up where a cycle begins again is
     * intended.
     *
     * @param horizon the run
     * @return the warnings; empty if there are none
     */
    default List<Warning> check(Horizon horizon) {
        return Inspection.of(this, horizon);
    }

    /**
     * Continues with another schedule when this one has ended.
     *
     * @param next begins at its own 0
     * @return this schedule, then the next
     */
    default Schedule then(Schedule next) {
        return new Then(this, next);
    }

    /**
     * Multiplies by another schedule. The product is as long as the longer of the two; a constant
     * does not count.
     *
     * @param factor what to multiply by, on the same clock
     * @return the product
     */
    default Schedule times(Schedule factor) {
        return new Times(this, factor);
    }

    /**
     * Multiplies by a number.
     *
     * @param factor a finite number
     * @return the product
     */
    default Schedule times(double factor) {
        return new Times(this, new Hold(factor));
    }

    /**
     * Adds another schedule. The sum is as long as the longer of the two; a constant does not
     * count.
     *
     * @param addend what to add, on the same clock
     * @return the sum
     */
    default Schedule plus(Schedule addend) {
        return new Plus(this, addend);
    }

    /**
     * Adds a number.
     *
     * @param addend a finite number
     * @return the sum
     */
    default Schedule plus(double addend) {
        return new Plus(this, new Hold(addend));
    }

    /**
     * Keeps the value from falling below a bound.
     *
     * @param bound a finite number
     * @return the bounded schedule
     */
    default Schedule atLeast(double bound) {
        return new AtLeast(this, bound);
    }

    /**
     * Keeps the value from rising above a bound.
     *
     * @param bound a finite number
     * @return the bounded schedule
     */
    default Schedule atMost(double bound) {
        return new AtMost(this, bound);
    }

    /**
     * Rounds to the nearest multiple, half to even; for batch sizes.
     *
     * @param multiple greater than 0
     * @return the rounded schedule
     */
    default Schedule roundTo(double multiple) {
        return new RoundTo(this, multiple);
    }

    /**
     * Repeats this schedule forever.
     *
     * @return the repetition
     */
    default Repeat repeat() {
        return new Repeat(this, Repeat.FOREVER);
    }

    /**
     * Repeats this schedule a number of times. If its length is the rest of the run, the cycles
     * share it.
     *
     * @param count cycles, 0 or more
     * @return the repetition
     */
    default Repeat repeat(long count) {
        return new Repeat(this, count);
    }

    /**
     * Ends this schedule early and then holds the value of its last update.
     *
     * @param length the time from the start of this schedule; it has no effect unless it is shorter
     *     than the schedule
     * @return the shorter schedule
     */
    default Schedule take(Span length) {
        return new Take(this, length);
    }

    /**
     * Skips the beginning.
     *
     * @param skipped what to leave out
     * @return the schedule without its beginning
     */
    default Schedule shift(Span skipped) {
        return new Shift(this, skipped);
    }

    /**
     * Skips the first steps.
     *
     * @param steps how many
     * @return the schedule without its beginning
     */
    default Schedule shift(int steps) {
        return new Shift(this, Span.steps(steps));
    }

    /**
     * Holds the first value for a while before this schedule starts to change.
     *
     * @param by how long
     * @return the delayed schedule
     */
    default Schedule delay(Span by) {
        return new Delay(this, by);
    }

    /**
     * Lets the value change only once per period: a staircase.
     *
     * @param period the length of a stair; with 0 there is no staircase
     * @return the staircase
     */
    default Schedule every(Span period) {
        return new Every(this, period);
    }

    /**
     * Lets the value change only once every few steps: a staircase.
     *
     * @param steps the length of a stair
     * @return the staircase
     */
    default Schedule every(int steps) {
        return new Every(this, Span.steps(steps));
    }

    /**
     * Lets the value change only at the beginning of an epoch.
     *
     * @return the staircase
     */
    default Schedule perEpoch() {
        return every(Span.epochs(1));
    }

    /**
     * Chooses what happens past the end: the end of the schedule, or of the run if the schedule is
     * open.
     *
     * @param policy hold, refuse or start again
     * @return the schedule with this end
     */
    default Schedule atEnd(EndPolicy policy) {
        return new AtEnd(this, policy);
    }

    /**
     * Stops at a step and moves from its value to another: "begin the cool-down now".
     *
     * @param horizon the run
     * @param step where to stop
     * @param length of the cool-down
     * @param to the last value
     * @param shape the shape of the curve
     * @return this schedule up to the step, then the cool-down
     */
    default Schedule coolDown(Horizon horizon, long step, Span length, double to, RampShape shape) {
        double from = over(horizon).at(step);
        return take(Span.steps((double) step)).then(new Ramp(from, to, length).shape(shape));
    }

    /**
     * Puts a warm-up before this schedule, up to its first value.
     *
     * @param length of the warm-up
     * @return this schedule after a warm-up
     */
    default Warmup warmup(Span length) {
        return new Warmup(this, length);
    }

    /**
     * Makes another hyper-parameter follow this schedule linearly.
     *
     * @param low a value of this schedule
     * @param high another value of this schedule
     * @param atLow the follower's value where this schedule is low
     * @param atHigh the follower's value where this schedule is high
     * @return the schedule of the follower
     */
    default Mirror mirror(double low, double high, double atLow, double atHigh) {
        return new Mirror(this, low, high, atLow, atHigh);
    }
}
