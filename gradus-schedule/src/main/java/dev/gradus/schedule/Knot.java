package dev.gradus.schedule;

import dev.gradus.schedule.shape.RampShape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A point on a timeline: the values that several hyper-parameters reach.
 *
 * @param length the time since the previous knot
 * @param shape the shape of the curve from the previous knot
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
