package dev.gradus.schedule.named;

import dev.gradus.schedule.Exponential;
import dev.gradus.schedule.Hold;
import dev.gradus.schedule.Inverse;
import dev.gradus.schedule.Knots;
import dev.gradus.schedule.Law;
import dev.gradus.schedule.Ramp;
import dev.gradus.schedule.Span;
import dev.gradus.schedule.shape.RampShape;
import dev.gradus.text.Formula;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;

/** Factory methods for all schedules. Import them statically. */
public final class Schedules {
    private Schedules() {}

    /**
     * {@return one value for the rest of the run} See {@link Hold}.
     *
     * @param value the value
     */
    public static Hold hold(double value) {
        return new Hold(value);
    }

    /**
     * {@return one value for a while} See {@link Hold}.
     *
     * @param value the value
     * @param length how long the way takes
     */
    public static Hold hold(double value, Span length) {
        return new Hold(value, length);
    }

    /**
     * {@return a straight line from one value to another} See {@link Ramp}.
     *
     * @param from the first value
     * @param to the value at the end
     * @param length how long the way takes
     */
    public static Ramp ramp(double from, double to, Span length) {
        return new Ramp(from, to, length);
    }

    /**
     * {@return a ramp with a shape from one value to another} See {@link Ramp}.
     *
     * @param from the first value
     * @param to the value at the end
     * @param length how long the way takes
     * @param shape the shape of the curve between two values
     */
    public static Ramp ramp(double from, double to, Span length, RampShape shape) {
        return new Ramp(from, to, length).shape(shape);
    }

    /**
     * Decay by a factor a step. See {@link Exponential}.
     *
     * @param initial the first value
     * @param factor what each change multiplies the value by
     * @return the schedule
     */
    public static Exponential exponential(double initial, double factor) {
        return new Exponential(initial, factor);
    }

    /**
     * Decay by a factor per span. See {@link Exponential}.
     *
     * @param initial the first value
     * @param factor what each change multiplies the value by
     * @param per the span that counts as 1
     * @return the schedule
     */
    public static Exponential exponential(double initial, double factor, Span per) {
        return new Exponential(initial, factor, per);
    }

    /**
     * Decay by 1/(1 + rate·t), and with {@code .power(p)} by a power of that. See {@link Inverse}.
     *
     * @param initial the first value
     * @param rate how fast the value falls, per step
     * @return the schedule
     */
    public static Inverse inverse(double initial, double rate) {
        return new Inverse(initial, rate);
    }

    /**
     * {@return a formula in t, for example {@code law("0.1 * 0.95^t")}; with {@code
     * .per(epochs(1))} t is in epochs} See {@link Law}.
     *
     * @param formula a formula in t
     * @throws IllegalArgumentException if the formula cannot be read; the message points at the
     *     place
     */
    public static Law law(String formula) {
        return new Law(formula, Formula.of(formula));
    }

    /**
     * {@return a function of your own, of the step or of another unit of time} See {@link Law}.
     *
     * @param name how the function is called in text
     * @param function the value at a time
     */
    public static Law law(String name, DoubleUnaryOperator function) {
        return new Law(name, function);
    }

    /**
     * {@return a timeline for one to three hyper-parameters, continued by {@code .to(…)}} See
     * {@link Knots}.
     *
     * @param start the first value of each hyper-parameter
     */
    public static Knots knots(double... start) {
        return new Knots(DoubleStream.of(start).boxed().toList());
    }

    /**
     * {@return one value for the whole run} See {@link Constant}.
     *
     * @param value the value
     */
    public static Constant constant(double value) {
        return new Constant(value);
    }

    /**
     * {@return a straight line over the rest of the run} See {@link Linear}.
     *
     * @param from the first value
     * @param to the value at the end
     */
    public static Linear linear(double from, double to) {
        return new Linear(from, to);
    }

    /**
     * {@return a straight line} See {@link Linear}.
     *
     * @param from the first value
     * @param to the value at the end
     * @param length how long the way takes
     */
    public static Linear linear(double from, double to, Span length) {
        return new Linear(from, to, length);
    }

    /**
     * Polynomial decay over the rest of the run. See {@link Polynomial}.
     *
     * @param from the first value
     * @param to the value at the end
     * @param power the exponent
     * @return the schedule
     */
    public static Polynomial polynomial(double from, double to, double power) {
        return new Polynomial(from, to, power);
    }

    /**
     * Polynomial decay. See {@link Polynomial}.
     *
     * @param from the first value
     * @param to the value at the end
     * @param power the exponent
     * @param length how long the way takes
     * @return the schedule
     */
    public static Polynomial polynomial(double from, double to, double power, Span length) {
        return new Polynomial(from, to, power, length);
    }

    /**
     * {@return a drop by a factor once per period} See {@link StepDecay}.
     *
     * @param initial the first value
     * @param factor what each change multiplies the value by
     * @param period the time between drops
     */
    public static StepDecay stepDecay(double initial, double factor, Span period) {
        return new StepDecay(initial, factor, period);
    }

    /**
     * {@return a drop by a factor at each milestone} See {@link MultiStep}.
     *
     * @param initial the first value
     * @param factor what each change multiplies the value by
     * @param milestones when the value drops, in rising order
     */
    public static MultiStep multiStep(double initial, double factor, Span... milestones) {
        return new MultiStep(initial, factor, List.of(milestones));
    }

    /**
     * {@return a new value from each of several points on, written {@code at(epochs(30), 0.01)}}
     * See {@link Piecewise}.
     *
     * @param initial the first value
     * @param changes the later values and when they begin, in rising order
     */
    public static Piecewise piecewise(double initial, Change... changes) {
        return new Piecewise(initial, List.of(changes));
    }

    /**
     * Time-based decay, Keras' old {@code decay}. See {@link TimeBased}.
     *
     * @param initial the first value
     * @param decay how fast the value falls
     * @return the schedule
     */
    public static TimeBased timeBased(double initial, double decay) {
        return new TimeBased(initial, decay);
    }

    /**
     * Power scheduling, 1/(1 + t/s)^c. See {@link PowerDecay}.
     *
     * @param initial the first value
     * @param span the time s after which the value has fallen to 2⁻ᶜ of the first
     * @return the schedule
     */
    public static PowerDecay powerDecay(double initial, Span span) {
        return new PowerDecay(initial, span);
    }

    /**
     * Cosine annealing to 0 over the rest of the run. See {@link Cosine}.
     *
     * @param from the first value
     * @return the schedule
     */
    public static Cosine cosine(double from) {
        return new Cosine(from);
    }

    /**
     * Cosine annealing over the rest of the run. See {@link Cosine}.
     *
     * @param from the first value
     * @param to the value at the end
     * @return the schedule
     */
    public static Cosine cosine(double from, double to) {
        return new Cosine(from, to, Span.rest());
    }

    /**
     * Cosine annealing. See {@link Cosine}.
     *
     * @param from the first value
     * @param to the value at the end
     * @param length how long the way takes
     * @return the schedule
     */
    public static Cosine cosine(double from, double to, Span length) {
        return new Cosine(from, to, length);
    }

    /**
     * Cosine annealing with warm restarts. See {@link CosineRestarts}.
     *
     * @param high the value at the start of a cycle
     * @param first the length of the first cycle
     * @return the schedule
     */
    public static CosineRestarts cosineRestarts(double high, Span first) {
        return new CosineRestarts(high, first);
    }

    /**
     * Cyclical learning rate with opposite momentum: triangular, triangular2 or exp_range. See
     * {@link Cyclic}.
     *
     * @param low the lowest value
     * @param high the value at the start of a cycle
     * @param up the length of the way up
     * @return the schedule
     */
    public static Cyclic cyclic(double low, double high, Span up) {
        return new Cyclic(low, high, up);
    }

    /**
     * {@return the 1cycle policy with opposite momentum} See {@link OneCycle}.
     *
     * @param peak the highest value
     */
    public static OneCycle oneCycle(double peak) {
        return new OneCycle(peak);
    }

    /**
     * {@return one value for most of the run, then a cosine down to the end} See {@link
     * FlatThenCosine}.
     *
     * @param value the value
     */
    public static FlatThenCosine flatThenCosine(double value) {
        return new FlatThenCosine(value);
    }

    /**
     * Warm-up, stable, decay. See {@link WarmupStableDecay}.
     *
     * @param peak the highest value
     * @param warmup the length of the way up
     * @param decay how fast the value falls
     * @return the schedule
     */
    public static WarmupStableDecay warmupStableDecay(double peak, Span warmup, Span decay) {
        return new WarmupStableDecay(peak, warmup, decay);
    }

    /**
     * {@return a warm-up, then decay by the square root of time} See {@link InverseSquareRoot}.
     *
     * @param peak the highest value
     * @param warmup the length of the way up
     */
    public static InverseSquareRoot inverseSquareRoot(double peak, Span warmup) {
        return new InverseSquareRoot(peak, warmup);
    }

    /**
     * {@return the Transformer's schedule} See {@link Noam}.
     *
     * @param dimension the width of the model, d in the paper
     * @param warmup the length of the way up
     */
    public static Noam noam(long dimension, long warmup) {
        return new Noam(dimension, warmup);
    }

    /**
     * {@return a value that {@link #piecewise} changes to, and when}
     *
     * @param when when the value begins
     * @param value the value
     */
    public static Change at(Span when, double value) {
        return new Change(when, value);
    }
}
