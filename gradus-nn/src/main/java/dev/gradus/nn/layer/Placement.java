package dev.gradus.nn.layer;

import dev.gradus.nn.parameter.Parameter;
import dev.gradus.nn.parameter.Statistic;
import dev.gradus.nn.tensor.Shape;
import java.util.List;

/**
 * A layer's output, parameters and statistics at its place in a network.
 *
 * @param output the shape of one example on the way out
 * @param parameters what training changes, in a fixed order: weight, bias, or scale, shift
 * @param statistics what training measures, in a fixed order: mean, variance
 */
public record Placement(Shape output, List<Parameter> parameters, List<Statistic> statistics) {
    /** Copies the lists. */
    public Placement {
        parameters = List.copyOf(parameters);
        statistics = List.copyOf(statistics);
    }

    /**
     * {@return a layer without parameters}
     *
     * @param output the shape of the output of one example
     */
    public static Placement of(Shape output) {
        return new Placement(output, List.of(), List.of());
    }

    /**
     * {@return a layer without statistics}
     *
     * @param output the shape of the output of one example
     * @param parameters the parameters, in the order in which kernels see them
     */
    public static Placement of(Shape output, List<Parameter> parameters) {
        return new Placement(output, parameters, List.of());
    }
}
