package dev.gradus.nn.plain.memory;

import dev.gradus.nn.Network;
import dev.gradus.nn.engine.StateEntry;
import dev.gradus.nn.engine.random.Initialization;
import dev.gradus.nn.parameter.Parameter;
import dev.gradus.nn.parameter.Statistic;
import java.util.Arrays;
import java.util.List;

/** All values that training changes, in the order of the network. */
public final class Store {
    private final List<Trained> parameters;
    private final List<String> statisticNames;
    private final List<float[]> statistics;
    private final List<float[]> aside;

    private Store(
            List<Trained> parameters,
            List<Statistic> known,
            List<float[]> statistics,
            List<float[]> aside) {
        this.parameters = parameters;
        this.statisticNames = known.stream().map(Statistic::name).toList();
        this.statistics = statistics;
        this.aside = aside;
    }

    /** Returns a store with initial values, gradients, and slots of an optimizer. */
    public static Store forTraining(
            Network network, int slots, long seed, ArrayMemory memory, Workers workers) {
        List<Trained> parameters =
                network.parameters().stream()
                        .map(parameter -> Trained.of(parameter, slots, memory))
                        .toList();
        for (int number = 0; number < parameters.size(); number++) {
            initialize(parameters.get(number), number, seed, workers);
        }
        List<Statistic> known = network.statistics();
        List<float[]> statistics = floats(known, memory);
        for (int i = 0; i < statistics.size(); i++) {
            Arrays.fill(statistics.get(i), known.get(i).initial());
        }
        return new Store(parameters, known, statistics, floats(known, memory));
    }

    /** Returns a store of values only, which must be written first. */
    public static Store forInference(Network network, ArrayMemory memory) {
        List<Trained> parameters =
                network.parameters().stream()
                        .map(parameter -> Trained.forInference(parameter, memory))
                        .toList();
        List<Statistic> known = network.statistics();
        return new Store(parameters, known, floats(known, memory), List.of());
    }

    private static List<float[]> floats(List<Statistic> statistics, ArrayMemory memory) {
        return statistics.stream().map(statistic -> memory.floats(statistic.size())).toList();
    }

    private static void initialize(Trained trained, int number, long seed, Workers workers) {
        Parameter parameter = trained.parameter;
        if (!Initialization.isDivisible(parameter)) {
            Initialization.fill(parameter, number, seed, trained.values, 0, parameter.size());
            return;
        }
        workers.run(
                parameter.size(),
                Initialization.OPERATIONS,
                (worker, from, to) ->
                        Initialization.fill(parameter, number, seed, trained.values, from, to));
    }

    public List<Trained> parameters() {
        return parameters;
    }

    public Trained of(Parameter parameter) {
        return parameters.stream()
                .filter(trained -> trained.parameter.equals(parameter))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "the network has no parameter '%s'".formatted(parameter.name())));
    }

    public float[] of(Statistic statistic) {
        return statistics.get(statisticNames.indexOf(statistic.name()));
    }

    public float[] of(StateEntry entry) {
        return switch (entry.kind()) {
            case PARAMETER -> parameters.get(entry.owner()).values;
            case SLOT -> parameters.get(entry.owner()).slots[entry.slot()];
            case STATISTIC -> statistics.get(entry.owner());
            case NUMBER ->
                    throw new IllegalArgumentException(
                            entry.name() + " belongs to the optimizer, not to a parameter");
        };
    }

    /** Puts the statistics aside, for {@link #restoreStatistics}. */
    public void keepStatistics() {
        copy(statistics, aside);
    }

    /** Restores the statistics to what they were when put aside. */
    public void restoreStatistics() {
        copy(aside, statistics);
    }

    private static void copy(List<float[]> from, List<float[]> to) {
        for (int i = 0; i < from.size(); i++) {
            System.arraycopy(from.get(i), 0, to.get(i), 0, from.get(i).length);
        }
    }

    public void clearGradients() {
        for (int i = 0; i < parameters.size(); i++) {
            Arrays.fill(parameters.get(i).gradient, 0);
        }
    }
}
