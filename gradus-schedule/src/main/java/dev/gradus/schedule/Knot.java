package dev.gradus.schedule;

import dev.gradus.schedule.shape.RampShape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A point on a timeline: where several hyper-parameters arrive after a while.
 *
 * @param length from the knot before to this one
 * @param shape the way from the knot before
 * @param values one for each hyper-parameter
 */
public record Knot(Span length, RampShape shape, List<Double> values) {
    /** Keeps its own copy of the values. */
    public Knot {
        values = List.copyOf(values);
    }

    /** Returns the components by name, in order. */
    Map<String, Object> toTree() {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("length", length);
        tree.put("shape", shape);
        tree.put("values", values);
        return tree;
    }
}
