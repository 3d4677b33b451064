package dev.gradus.nn.engine;

import dev.gradus.nn.Network;
import dev.gradus.nn.optimizer.Optimizer;
import dev.gradus.nn.parameter.Parameter;
import dev.gradus.nn.parameter.Statistic;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A named part of a program's state.
 *
 * @param name {@code dense1.weight}, {@code dense1.weight/momentum}, {@code batchNorm1.mean}
 * @param kind what it is
 * @param owner the number of its parameter or statistic, in the network's order
 * @param slot which of the optimizer's slots or numbers it is, else 0
 * @param size how many values
 */
public record StateEntry(String name, Kind kind, int owner, int slot, int size) {
    /** What a part of a program's state is. */
    public enum Kind {
        /** A weight or bias. */
        PARAMETER,
        /** What an optimizer remembers of a parameter. */
        SLOT,
        /**
         * What an optimizer remembers of all parameters together: a number of double precision, in
         * {@link NumberParts}. Its owner is 0.
         */
        NUMBER,
        /** What a layer measured, as a running mean. */
        STATISTIC
    }

    /** {@return how many bytes its values take} */
    public long bytes() {
        return (long) Float.BYTES * size;
    }

    /** {@return whether outputs depend on it, so that it belongs to the model} */
    public boolean isOfModel() {
        return kind == Kind.PARAMETER || kind == Kind.STATISTIC;
    }

    /** {@return whether it is the average of a parameter, see {@link ProgramOptions#average}} */
    public boolean isAverage() {
        return kind == Kind.SLOT && name.endsWith("/" + ProgramOptions.AVERAGE);
    }

    /**
     * {@return the part of a state with this kind and name}
     *
     * @param state a program's
     * @param kind what it is
     * @param name its name
     * @throws IllegalArgumentException if the state has none
     */
    public static StateEntry find(List<StateEntry> state, Kind kind, String name) {
        return state.stream()
                .filter(entry -> entry.kind == kind && entry.name.equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "the state has no %s named '%s'"
                                        .formatted(kind.name().toLowerCase(Locale.ROOT), name)));
    }

    /**
     * {@return every part of the state of this network under this optimizer: parameters, then
     * slots, then numbers, then statistics}
     *
     * @param network the network
     * @param optimizer determines the slots
     */
    public static List<StateEntry> all(Network network, Optimizer optimizer) {
        var entries = new ArrayList<>(parameters(network));
        List<Parameter> parameters = network.parameters();
        List<String> slots = optimizer.slots();
        for (int s = 0; s < slots.size(); s++) {
            for (int p = 0; p < parameters.size(); p++) {
                var parameter = parameters.get(p);
                String name = parameter.name() + "/" + slots.get(s);
                entries.add(new StateEntry(name, Kind.SLOT, p, s, parameter.size()));
            }
        }
        List<String> numbers = optimizer.numbers();
        for (int n = 0; n < numbers.size(); n++) {
            String name = "optimizer/" + numbers.get(n);
            entries.add(new StateEntry(name, Kind.NUMBER, 0, n, NumberParts.COUNT));
        }
        entries.addAll(statistics(network));
        return List.copyOf(entries);
    }

    /**
     * {@return every part of the state of a program for training: parameters, then slots, then
     * numbers, then the slot of an average, then statistics}
     *
     * @param network the network
     * @param options determine the slots
     */
    public static List<StateEntry> all(Network network, ProgramOptions options) {
        List<StateEntry> all = all(network, options.optimizer());
        if (options.average().isEmpty()) {
            return all;
        }
        int slot = options.optimizer().slots().size();
        int statistics = all.size() - network.statistics().size();
        var entries = new ArrayList<>(all.subList(0, statistics));
        for (StateEntry of : parameters(network)) {
            String name = of.name() + "/" + ProgramOptions.AVERAGE;
            entries.add(new StateEntry(name, Kind.SLOT, of.owner(), slot, of.size()));
        }
        entries.addAll(all.subList(statistics, all.size()));
        return List.copyOf(entries);
    }

    /**
     * {@return what outputs depend on: parameters, then statistics}
     *
     * @param network the network
     */
    public static List<StateEntry> ofModel(Network network) {
        return Stream.concat(parameters(network).stream(), statistics(network).stream()).toList();
    }

    private static List<StateEntry> parameters(Network network) {
        var entries = new ArrayList<StateEntry>();
        for (Parameter parameter : network.parameters()) {
            int number = entries.size();
            entries.add(
                    new StateEntry(parameter.name(), Kind.PARAMETER, number, 0, parameter.size()));
        }
        return entries;
    }

    private static List<StateEntry> statistics(Network network) {
        var entries = new ArrayList<StateEntry>();
        for (Statistic statistic : network.statistics()) {
            int number = entries.size();
            entries.add(
                    new StateEntry(statistic.name(), Kind.STATISTIC, number, 0, statistic.size()));
        }
        return entries;
    }
}
