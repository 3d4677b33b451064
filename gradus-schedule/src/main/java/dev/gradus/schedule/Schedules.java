package dev.gradus.schedule;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;

/** Every schedule there is, made by name. Import these methods statically. */
public final class Schedules {
    private Schedules() {}

    /** One value for the rest of the run. See {@link Hold}. */
    public static Hold hold(double value) {
        return new Hold(value);
    }

    /** One value for a while. See {@link Hold}. */
    public static Hold hold(double value, Span length) {
        return new Hold(value, length);
    }

    /** A straight line from one value to another. See {@link Ramp}. */
    public static Ramp ramp(double from, double to, Span length) {
        return new Ramp(from, to, length);
    }

    /** A shaped way from one value to another. See {@link Ramp}. */
    public static Ramp ramp(double from, double to, Span length, Shape shape) {
        return new Ramp(from, to, length).shape(shape);
    }

    /** Decay by a factor a step. See {@link Exponential}. */
    public static Exponential exponential(double initial, double factor) {
        return new Exponential(initial, factor);
    }

    /** Decay by a factor per span. See {@link Exponential}. */
    public static Exponential exponential(double initial, double factor, Span per) {
        return new Exponential(initial, factor, per);
    }

    /**
     * Decay by 1/(1 + rate·t), and with {@code .power(p)} by a power of that. See {@link Inverse}.
     */
    public static Inverse inverse(double initial, double rate) {
        return new Inverse(initial, rate);
    }

    /** A function of your own, of the step or of another unit of time. See {@link Law}. */
    public static Law law(String name, DoubleUnaryOperator function) {
        return new Law(name, function);
    }

    /**
     * A timeline for one to three hyper-parameters, continued by {@code .to(…)}. See {@link Knots}.
     */
    public static Knots knots(double... start) {
        return new Knots(DoubleStream.of(start).boxed().toList(), List.of());
    }
}
