package dev.gradus.nn.layer;

import dev.gradus.nn.parameter.Parameter;
import dev.gradus.nn.parameter.Statistic;
import dev.gradus.nn.tensor.Shape;
import java.util.List;

/**
 * What a layer is in its place.
 *
 * @param output the shape of one example on the way out
 * @param parameters what training changes, in a fixed order: weight, bias, or scale, shift
 * @param statistics what training measures, in a fixed order: mean, variance
 */
public record Placement(Shape output, List<Parameter> parameters, List<Statistic> statistics) {
    public Placement {
        parameters = List.copyOf(parameters);
        statistics = List.copyOf(statistics);
    }

    /** {@return a layer without parameters} */
    public static Placement of(Shape output) {
        return new Placement(output, List.of(), List.of());
    }

    /** {@return a layer that measures nothing} */
    public static Placement of(Shape output, List<Parameter> parameters) {
        return new Placement(output, parameters, List.of());
    }
}
