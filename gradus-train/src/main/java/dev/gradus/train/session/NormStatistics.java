package dev.gradus.train.session;

import dev.gradus.data.Dataset;
import dev.gradus.nn.engine.Program;
import dev.gradus.nn.engine.StateEntry;
import dev.gradus.nn.layer.BatchNorm;
import dev.gradus.nn.layer.Node;
import dev.gradus.nn.tensor.Batch;
import dev.gradus.train.batch.Batches;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The statistics of batch normalizations, measured anew for the parameters that a program has: the
 * means, over all batches of one pass over the data, of the batches' means and unbiased variances,
 * as {@code torch.optim.swa_utils.update_bn} computes them. Frozen ones stay as they are.
 */
final class NormStatistics {
    private final Program program;
    private final List<Measured> measured = new ArrayList<>();

    /** A running statistic, and its values in the batches, added up. */
    private static final class Measured {
        private final StateEntry entry;
        private final double momentum;
        private final float[] values;
        private final double[] sums;

        Measured(StateEntry entry, double momentum) {
            this.entry = entry;
            this.momentum = momentum;
            values = new float[entry.size()];
            sums = new double[entry.size()];
        }
    }

    private NormStatistics(Program program) {
        this.program = program;
        for (Node node : program.network().nodes()) {
            if (node.operation() instanceof BatchNorm norm && !program.options().freezes(node)) {
                node.statistics()
                        .forEach(statistic -> measured.add(of(statistic.name(), norm.momentum())));
            }
        }
    }

    private Measured of(String name, double momentum) {
        var entry = StateEntry.find(program.state(), StateEntry.Kind.STATISTIC, name);
        return new Measured(entry, momentum);
    }

    /** {@return whether there are any to measure; without them, no pass over the data is made} */
    static boolean areIn(Program program) {
        return program.network().nodes().stream()
                .anyMatch(node ->
                        node.operation() instanceof BatchNorm && !program.options().freezes(node));
    }

    /**
     * Measures them, if there are any.
     *
     * @param program only its statistics change
     * @param data what to measure them on, in batches of the run's size; an incomplete last batch
     *     is left out
     */
    static void measure(Program program, Dataset data) {
        var statistics = new NormStatistics(program);
        if (!statistics.measured.isEmpty()) {
            statistics.measure(data);
        }
    }

    private void measure(Dataset data) {
        int rows = Math.min(program.options().firstSlice(), data.size());
        int count = data.size() / rows;
        try (Batches batches = Batches.of(data, rows, program.options().seed())) {
            for (int step = 0; step < count; step++) {
                measure(batches.at(step), step);
            }
        }
        for (Measured each : measured) {
            for (int i = 0; i < each.sums.length; i++) {
                each.values[i] = (float) (each.sums[i] / count);
            }
            program.write(each.entry, each.values);
        }
    }

    /** Running ← (1 − momentum) · running + momentum · batch: what is left of 0 is the batch's. */
    private void measure(Batch batch, long step) {
        for (Measured each : measured) {
            Arrays.fill(each.values, 0);
            program.write(each.entry, each.values);
        }
        program.forward(batch, step);
        for (Measured each : measured) {
            program.read(each.entry, each.values);
            for (int i = 0; i < each.sums.length; i++) {
                each.sums[i] += each.values[i] / each.momentum;
            }
        }
    }
}
