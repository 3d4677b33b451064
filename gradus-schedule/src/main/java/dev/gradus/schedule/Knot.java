package dev.gradus.schedule;

import java.util.List;

/**
 * A point on a timeline: where several hyper-parameters arrive after a while.
 *
 * @param length from the knot before to this one
 * @param shape the way from the knot before
 * @param values one for each hyper-parameter
 */
public record Knot(Span length, Shape shape, List<Double> values) {
    /** Keeps its own copy of the values. */
    public Knot {
        values = List.copyOf(values);
    }
}
