package dev.gradus.schedule.peer;

import static dev.gradus.schedule.named.Schedules.exponential;
import static dev.gradus.schedule.named.Schedules.hold;
import static dev.gradus.schedule.named.Schedules.law;
import static dev.gradus.schedule.named.Schedules.ramp;

import dev.gradus.schedule.Schedule;
import dev.gradus.schedule.Span;
import dev.gradus.schedule.Then;
import dev.gradus.schedule.shape.RampShape;
import dev.gradus.schedule.shape.Shapes;
import dev.gradus.text.Formula;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleFunction;

/** Curves that several systems have in common. */
final class SharedCurves {
    private SharedCurves() {}

    /** From one value to another, which is then held. */
    static Schedule way(double from, double to, Span length, RampShape shape) {
        return ramp(from, to, length, shape).then(hold(to));
    }

    /** A cosine that goes down and up again forever. */
    static Schedule wave(double high, double low, Span half) {
        return ramp(high, low, half, Shapes.COSINE)
                .then(ramp(low, high, half, Shapes.COSINE))
                .repeat();
    }

    /** A warm-up from a value, then another schedule; none when the length is 0. */
    static Schedule warmUp(double from, double to, Span length, Schedule then) {
        return ramp(from, to, length).then(then);
    }

    /** One value after another; {@code changes} maps the start of each to its value. */
    static Schedule piecewise(double first, Map<Double, Double> changes, PeerCall reading) {
        return piecewise(first, changes, reading::span);
    }

    /** One value after another, of lengths in another unit. */
    static Schedule piecewise(
            double first, Map<Double, Double> changes, DoubleFunction<Span> length) {
        double value = first;
        double since = 0;
        List<Schedule> pieces = new ArrayList<>();
        for (Map.Entry<Double, Double> change : new TreeMap<>(changes).entrySet()) {
            if (change.getKey() > since) {
                pieces.add(hold(value, length.apply(change.getKey() - since)));
                since = change.getKey();
            }
            value = change.getValue();
        }
        pieces.add(hold(value));
        return Then.all(pieces);
    }

    /**
     * Schedules one after the other, each at its own 0; there is one boundary fewer than there are
     * schedules.
     */
    static Schedule joined(
            List<Schedule> schedules, List<Double> boundaries, PeerCall reading, String argument) {
        if (boundaries.size() != schedules.size() - 1) {
            throw reading.arguments()
                    .fault(
                            argument,
                            "must have one boundary fewer than there are schedules, got "
                                    + boundaries.size()
                                    + " for "
                                    + schedules.size()
                                    + " schedules");
        }
        List<Schedule> pieces = new ArrayList<>();
        double since = 0;
        for (int i = 0; i < boundaries.size(); i++) {
            double boundary = boundaries.get(i);
            if (boundary < since) {
                throw reading.arguments()
                        .fault(argument, "must not go back, got " + boundary + " after " + since);
            }
            pieces.add(schedules.get(i).take(reading.span(boundary - since)));
            since = boundary;
        }
        pieces.add(schedules.getLast());
        return Then.all(pieces);
    }

    /** A polynomial decay whose length doubles, triples … each time it is over. */
    static Schedule cyclingPolynomial(
            double from, double to, double power, double steps, PeerCall reading) {
        String span = "(" + steps + " * max(1, ceil(t / " + steps + ")))";
        Formula formula =
                Formula.of(
                        "(%s - %s) * (1 - t / %s) ** %s + %s".formatted(from, to, span, power, to));
        return law(formula.text(), formula).per(reading.one());
    }

    /**
     * Smith's cyclical rate, arXiv 1506.01186: {@code triangular}, {@code triangular2} or {@code
     * exp_range}.
     */
    static Schedule cyclic(
            double base,
            double peak,
            double up,
            double down,
            String mode,
            double gamma,
            PeerCall r) {
        Schedule rise = ramp(0, peak - base, r.span(up)).then(ramp(peak - base, 0, r.span(down)));
        return switch (mode) {
            case "triangular2" -> rise.repeat().gain(0.5).plus(base);
            case "exp_range" -> rise.repeat().times(exponential(1, gamma, r.one())).plus(base);
            default -> ramp(base, peak, r.span(up)).then(ramp(peak, base, r.span(down))).repeat();
        };
    }
}
