package dev.gradus.onednn;

import dev.gradus.nn.engine.NonFiniteValues;
import dev.gradus.nn.tensor.Batch;
import dev.gradus.onednn.binding.Propagation;
import dev.gradus.onednn.plan.ExecutionPlan;
import dev.gradus.onednn.plan.NonFiniteWatch;

/**
 * Passes batches forward, slice by slice, each through the plan for its size, and watches for
 * values that are not finite.
 */
final class ForwardPasses {
    /** An alarm counts only if it comes twice, see {@link NonFiniteWatch#isAlarmed}. */
    private static final int ATTEMPTS = 2;

    private final Compiled compiled;
    private final ExecutionPlans plans;
    private final NonFiniteWatch watch;
    private final int inputSize;
    private final int outputSize;

    ForwardPasses(Compiled compiled) {
        this.compiled = compiled;
        plans = compiled.plans();
        watch = compiled.watch();
        inputSize = compiled.network().input().size();
        outputSize = compiled.network().output().size();
    }

    /**
     * Computes the outputs of a batch; in training, also updates the running statistics.
     *
     * @param outputs takes them, row after row
     * @return whether they are reliable; if not, only some slices may have been computed
     */
    boolean pass(Propagation purpose, Batch batch, long step, float[] outputs) {
        int size =
                purpose == Propagation.TRAINING ? compiled.sliceSize() : compiled.evaluatedSlice();
        for (int first = 0; first < batch.size(); first += size) {
            int rows = Math.min(size, batch.size() - first);
            ExecutionPlan plan = plans.of(purpose, rows);
            if (!passSlice(plan, batch, step, first, rows, outputs, first * outputSize)) {
                return false;
            }
            if (purpose == Propagation.TRAINING) {
                plan.updateStatistics();
            }
        }
        return true;
    }

    /**
     * Evaluates some rows of a batch, no more than a slice has.
     *
     * @param first the first row
     * @param place where its outputs go
     * @return whether they are reliable
     */
    boolean evaluate(Batch batch, int first, int rows, float[] outputs, int place) {
        ExecutionPlan plan = plans.of(Propagation.INFERENCE, rows);
        return passSlice(plan, batch, 0, first, rows, outputs, place);
    }

    /** Passes a slice; returns whether its outputs are reliable. */
    private boolean passSlice(
            ExecutionPlan plan,
            Batch batch,
            long step,
            int first,
            int rows,
            float[] outputs,
            int place) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            plan.begin(step, first);
            watch.begin();
            plan.forward(batch.inputs(), first * inputSize, rows, watch);
            plan.outputs(outputs, place, rows);
            if (!NonFiniteValues.hasAny(outputs, place, place + rows * outputSize)
                    && !watch.isAlarmed(batch.inputs(), first * inputSize, rows * inputSize)) {
                return true;
            }
        }
        return false;
    }
}
