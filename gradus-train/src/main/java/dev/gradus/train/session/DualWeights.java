package dev.gradus.train.session;

import dev.gradus.nn.engine.NumberParts;
import dev.gradus.nn.engine.Program;
import dev.gradus.nn.engine.StateEntry;
import dev.gradus.nn.optimizer.RateFree.DAdaptSgd;

/**
 * The weights of {@link DAdaptSgd}, which every update computes anew: start − sum / norm, with the
 * sum of gradients so far. Weights set from outside last only if the start moves with them.
 */
final class DualWeights {
    private static final int SUM = 0;
    private static final int START = 1;
    private static final int NORM = 2;

    private final Program program;
    private final double norm;

    private DualWeights(Program program) {
        this.program = program;
        float[] parts = new float[NumberParts.COUNT];
        program.read(entry(StateEntry.Kind.NUMBER, 0, NORM), parts);
        norm = NumberParts.joined(parts);
    }

    static DualWeights of(Program program) {
        return new DualWeights(program);
    }

    private StateEntry entry(StateEntry.Kind kind, int owner, int slot) {
        return program.state().stream()
                .filter(each -> each.kind() == kind && each.owner() == owner && each.slot() == slot)
                .findFirst()
                .orElseThrow();
    }

    /** Moves every start so that the weights are what they are; nothing before the first update. */
    void move() {
        if (norm == 0) {
            return;
        }
        for (int owner = 0; owner < program.network().parameters().size(); owner++) {
            StateEntry start = entry(StateEntry.Kind.SLOT, owner, START);
            float[] weights = new float[start.size()];
            float[] sums = new float[start.size()];
            program.read(entry(StateEntry.Kind.PARAMETER, owner, 0), weights);
            program.read(entry(StateEntry.Kind.SLOT, owner, SUM), sums);
            for (int i = 0; i < weights.length; i++) {
                weights[i] = (float) (weights[i] + sums[i] / norm);
            }
            program.write(start, weights);
        }
    }
}
