package dev.gradus.onednn;

import dev.gradus.nn.Network;
import dev.gradus.nn.engine.random.Initialization;
import dev.gradus.nn.engine.thread.Division;
import dev.gradus.nn.engine.thread.Team;
import dev.gradus.nn.parameter.Parameter;
import dev.gradus.nn.parameter.Statistic;
import dev.gradus.onednn.memory.ParameterStore;
import dev.gradus.onednn.memory.TensorCopy;
import java.util.Arrays;
import java.util.List;

/** The values that training starts from. */
final class InitialState {
    private static final int PARTS = 16;

    private InitialState() {}

    /** Writes initial parameters and statistics. */
    static void write(Compiled compiled, long seed) {
        Network network = compiled.network();
        ParameterStore store = compiled.parameters();
        List<Parameter> parameters = network.parameters();
        for (int p = 0; p < parameters.size(); p++) {
            Parameter parameter = parameters.get(p);
            TensorCopy.write(initial(parameter, p, seed, compiled.team()), store.value(parameter));
        }
        for (Statistic statistic : network.statistics()) {
            float[] values = new float[statistic.size()];
            Arrays.fill(values, statistic.initial());
            TensorCopy.write(values, store.statistic(statistic));
        }
    }

    private static float[] initial(Parameter parameter, int number, long seed, Team team) {
        int size = parameter.size();
        float[] values = new float[size];
        if (!Initialization.isDivisible(parameter)) {
            Initialization.fill(parameter, number, seed, values, 0, size);
            return values;
        }
        team.run(
                PARTS,
                part ->
                        Initialization.fill(
                                parameter,
                                number,
                                seed,
                                values,
                                Division.begin(size, part, PARTS),
                                Division.begin(size, part + 1, PARTS)));
        return values;
    }
}
