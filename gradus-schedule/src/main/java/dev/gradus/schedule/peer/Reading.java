package dev.gradus.schedule.peer;

import dev.gradus.schedule.Schedule;
import dev.gradus.schedule.Span;
import dev.gradus.text.Arguments;
import dev.gradus.text.Expression;
import dev.gradus.text.TextException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * One constructor while it is read: its arguments, its unit of time, the base rate it inherits, the
 * quirks met so far.
 */
final class Reading {
    private final PeerSystem system;
    private final Arguments arguments;
    private final Unit unit;
    private final OptionalDouble inherited;
    private final Set<Quirk> quirks;

    Reading(
            PeerSystem system,
            Arguments arguments,
            Unit unit,
            OptionalDouble inherited,
            Set<Quirk> quirks) {
        this.system = system;
        this.arguments = arguments;
        this.unit = unit;
        this.inherited = inherited;
        this.quirks = quirks;
    }

    Arguments arguments() {
        return arguments;
    }

    boolean has(String name) {
        return arguments.has(name);
    }

    double number(String name) {
        return arguments.number(name);
    }

    double number(String name, double otherwise) {
        return arguments.number(name, otherwise);
    }

    int count(String name, int otherwise) {
        long value = arguments.whole(name, otherwise);
        if (value < 0 || value > Integer.MAX_VALUE) {
            throw arguments.fault(name, "must be a count, got " + value);
        }
        return (int) value;
    }

    /** A length in calls of the original. */
    Span length(String name) {
        return span(duration(name));
    }

    /** A number of calls of the original. */
    double duration(String name) {
        return duration(name, arguments.number(name));
    }

    /** A number of calls of the original, or {@code otherwise}. */
    double duration(String name, double otherwise) {
        double value = arguments.number(name, otherwise);
        if (!(value >= 0) || value == Double.POSITIVE_INFINITY) {
            throw arguments.fault(name, "must be a number from 0 up, got " + value);
        }
        return value;
    }

    Span span(double calls) {
        return unit.span(Math.max(0, calls));
    }

    Span span(long calls) {
        return span((double) calls);
    }

    /** The length of one call. */
    Span one() {
        return unit.span(1);
    }

    boolean countsEpochs() {
        return unit == Unit.EPOCH || unit == Unit.FRACTION;
    }

    /** The optimizer's rate. */
    double baseRate() {
        for (String name : List.of("lr", "learning_rate")) {
            if (arguments.has(name)) {
                return arguments.number(name);
            }
        }
        return inherited.orElseThrow(() ->
                new TextException(
                        arguments.call().name() + " needs lr=…, the optimizer's base rate",
                        arguments.call().place()));
    }

    /** A constructor within this one, which inherits base rate and unit. */
    Part nested(Expression expression) {
        return system.read(expression, OptionalDouble.of(baseRate()), unit, quirks);
    }

    /** A constructor within this one that brings its own rates. */
    Schedule schedule(Expression expression) {
        return system.read(expression, inherited, unit, quirks).schedule();
    }

    void note(Quirk quirk) {
        quirks.add(quirk);
    }

    void noteIf(boolean applies, Quirk quirk) {
        if (applies) {
            quirks.add(quirk);
        }
    }

    static Set<Quirk> noQuirks() {
        return new LinkedHashSet<>();
    }
}
