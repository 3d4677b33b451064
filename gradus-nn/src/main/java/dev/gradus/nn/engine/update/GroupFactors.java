package dev.gradus.nn.engine.update;

import dev.gradus.nn.optimizer.ParameterGroup;
import dev.gradus.nn.parameter.Parameter;
import java.util.ArrayList;
import java.util.List;

/**
 * The factors of a parameter's group.
 *
 * @param learningRate multiplies the learning rate
 * @param weightDecay multiplies the weight decay, 0 for none
 */
record GroupFactors(double learningRate, double weightDecay) {
    /** Returns the factors of each parameter. */
    static List<GroupFactors> of(List<Parameter> parameters, List<ParameterGroup> groups) {
        requireTaken(parameters, groups);
        var factors = new ArrayList<GroupFactors>();
        for (Parameter parameter : parameters) {
            factors.add(
                    groups.stream()
                            .filter(group -> group.takes(parameter.name()))
                            .findFirst()
                            .map(group ->
                                    new GroupFactors(group.learningRate(), group.weightDecay()))
                            .orElse(new GroupFactors(1, parameter.role().decays() ? 1 : 0)));
        }
        return List.copyOf(factors);
    }

    private static void requireTaken(List<Parameter> parameters, List<ParameterGroup> groups) {
        for (ParameterGroup group : groups) {
            if (parameters.stream().noneMatch(parameter -> group.takes(parameter.name()))) {
                throw new IllegalArgumentException(
                        "parameter group '%s' matches no parameter; there are %s"
                                .formatted(
                                        group.pattern(),
                                        parameters.stream().map(Parameter::name).toList()));
            }
        }
    }
}
