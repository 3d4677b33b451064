package dev.gradus.nn.engine.update;

import dev.gradus.nn.optimizer.OwnOptimizer;
import dev.gradus.nn.parameter.Initializer;
import dev.gradus.nn.parameter.Parameter;
import java.util.HashSet;
import java.util.List;

/** An optimizer of the user's own. */
final class OwnRule implements UpdateRule {
    private static final String SLOT = "[A-Za-z][A-Za-z0-9_-]*";

    private static final int PROBES = 3;

    private final OwnOptimizer.Formula formula;

    OwnRule(OwnOptimizer optimizer) {
        requireNames(optimizer);
        requireZerosStay(optimizer);
        formula = optimizer.formula();
    }

    private static void requireNames(OwnOptimizer optimizer) {
        List<String> slots = optimizer.slots();
        for (String slot : slots) {
            if (!slot.matches(SLOT)) {
                throw new IllegalArgumentException(
                        "the name of a slot of the own optimizer %s is a letter, then letters, digits, '_' or '-', got \"%s\""
                                .formatted(optimizer, slot));
            }
        }
        if (new HashSet<>(slots).size() < slots.size()) {
            throw new IllegalArgumentException(
                    "the own optimizer %s needs a name of its own for each slot, got %s"
                            .formatted(optimizer, slots));
        }
    }

    /** Backends pad with zeros between values, and kernels rely on them. */
    private static void requireZerosStay(OwnOptimizer optimizer) {
        var parameter =
                new Parameter(
                        "dense1.weight",
                        Parameter.Role.WEIGHT,
                        List.of(1),
                        Initializer.zeros(),
                        1,
                        1);
        Terms terms = Terms.of(List.of(parameter), List.of())[0];
        terms.fill(0.1, 0.01, optimizer.weightDecay().kind(), 1);
        var probe = optimizer.formula();
        float[] weights = new float[1];
        float[][] slots = new float[optimizer.slots().size()][1];
        for (int update = 0; update < PROBES; update++) {
            probe.begin(update, optimizer.momentum().orElse(0));
            probe.apply(terms, 0, 1, weights, new float[1], slots);
        }
        if (weights[0] != 0) {
            throw new IllegalArgumentException(
                    "the own optimizer %s moves a weight of 0 whose gradient is 0 to %s; it must stay 0, because backends pad with zeros between values"
                            .formatted(optimizer, weights[0]));
        }
    }

    @Override
    public void begin(long update, double momentum) {
        formula.begin(update, momentum);
    }

    @Override
    public void apply(
            Terms terms, int from, int to, float[] weights, float[] gradient, float[][] slots) {
        formula.apply(terms, from, to, weights, gradient, slots);
    }
}
