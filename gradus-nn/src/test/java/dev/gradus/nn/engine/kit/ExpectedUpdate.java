package dev.gradus.nn.engine.kit;

import dev.gradus.nn.engine.NumberParts;
import dev.gradus.nn.engine.ProgramOptions;
import dev.gradus.nn.engine.StateEntry;
import dev.gradus.nn.engine.update.Updater;
import dev.gradus.nn.parameter.Parameter;
import java.util.List;
import java.util.Map;

/** An update of all parameters on arrays in logical order. */
final class ExpectedUpdate {
    private final List<Parameter> parameters;
    private final Updater updater;
    private final List<float[]> weights;
    private final List<float[]> gradients;
    private final List<float[][]> slots;
    private final long made;

    /**
     * @param state parameters and slots by name
     * @param gradients of each parameter, modified
     * @param made how many updates were made before
     */
    ExpectedUpdate(
            Experiment experiment, Map<String, float[]> state, List<float[]> gradients, long made) {
        ProgramOptions options = experiment.options();
        parameters = experiment.network().parameters();
        updater =
                Updater.of(
                        options.optimizer(), parameters, options.groups(), options.gradientLimit());
        weights = parameters.stream().map(each -> state.get(each.name()).clone()).toList();
        slots =
                parameters.stream()
                        .map(each ->
                                options.optimizer().slots().stream()
                                        .map(slot -> state.get(each.name() + "/" + slot).clone())
                                        .toArray(float[][]::new))
                        .toList();
        List<String> names = options.optimizer().numbers();
        for (int n = 0; n < names.size(); n++) {
            updater.numbers()[n] = NumberParts.joined(state.get("optimizer/" + names.get(n)));
        }
        this.gradients = gradients;
        this.made = made;
    }

    void make(double rate, double momentum, double decay, double gradientScale) {
        updater.begin(made, rate, momentum, decay, gradientScale);
        for (int pass = 0; pass < updater.passes(); pass++) {
            updater.beginPass(pass);
            for (int parameter = 0; parameter < parameters.size(); parameter++) {
                int size = parameters.get(parameter).size();
                for (int offset = 0; offset < size; offset += Updater.BLOCK) {
                    updater.apply(
                            pass,
                            parameter,
                            offset / Updater.BLOCK,
                            offset,
                            Math.min(Updater.BLOCK, size - offset),
                            weights.get(parameter),
                            gradients.get(parameter),
                            slots.get(parameter));
                }
            }
        }
    }

    /** Returns what a parameter or a slot should be now. */
    float[] values(StateEntry entry) {
        return switch (entry.kind()) {
            case PARAMETER -> weights.get(entry.owner());
            case SLOT -> slots.get(entry.owner())[entry.slot()];
            case NUMBER, STATISTIC ->
                    throw new IllegalArgumentException(entry + " is not compared here");
        };
    }
}
