package dev.gradus.nn.engine;

import dev.gradus.nn.Network;
import dev.gradus.nn.Optimizer;
import java.util.ArrayList;
import java.util.List;

/**
 * A named part of a program's state.
 *
 * @param name {@code dense1.weight}, {@code dense1.weight/momentum}, {@code batchNorm1.mean}
 * @param kind what it is
 * @param owner the number of its parameter or statistic, in the network's order
 * @param slot the number of the optimizer's slot, 0 unless it is one
 * @param size how many values
 */
public record StateEntry(String name, Kind kind, int owner, int slot, int size) {
    /** What a part of a program's state is. */
    public enum Kind {
        PARAMETER,
        SLOT,
        STATISTIC
    }

    /**
     * Returns every part of the state of this network under this optimizer: parameters, then slots,
     * then statistics.
     */
    public static List<StateEntry> all(Network network, Optimizer optimizer) {
        var entries = new ArrayList<StateEntry>();
        var parameters = network.parameters();
        for (int p = 0; p < parameters.size(); p++) {
            var parameter = parameters.get(p);
            entries.add(new StateEntry(parameter.name(), Kind.PARAMETER, p, 0, parameter.size()));
        }
        List<String> slots = optimizer.slots();
        for (int s = 0; s < slots.size(); s++) {
            for (int p = 0; p < parameters.size(); p++) {
                var parameter = parameters.get(p);
                String name = parameter.name() + "/" + slots.get(s);
                entries.add(new StateEntry(name, Kind.SLOT, p, s, parameter.size()));
            }
        }
        var statistics = network.statistics();
        for (int i = 0; i < statistics.size(); i++) {
            var statistic = statistics.get(i);
            entries.add(new StateEntry(statistic.name(), Kind.STATISTIC, i, 0, statistic.size()));
        }
        return List.copyOf(entries);
    }
}
