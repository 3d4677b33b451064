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
        return pass(purpose, batch, step, 0, batch.size(), outputs);
    }

    /**
     * Computes the outputs of some rows of a batch.
     *
     * @param from the first row
     * @param end the row after the last
     */
    boolean pass(Propagation purpose, Batch batch, long step, int from, int end, float[] outputs) {
        int size =
                purpose == Propagation.TRAINING ? compiled.sliceSize() : compiled.evaluatedSlice();
        for (int first = from; first < end; first += size) {
            int rows = Math.min(size, end - first);
            ExecutionPlan plan = plans.of(purpose, rows);
            boolean sound = passSlice(plan, batch, step, first, rows, outputs);
            if (!sound) {
                sound = passSlice(plan, batch, step, first, rows, outputs);
            }
            if (!sound) {
                return false;
            }
            if (purpose == Propagation.TRAINING) {
                plan.updateStatistics();
            }
        }
        return true;
    }

    /** Passes a slice; returns whether its outputs are reliable. */
    private boolean passSlice(
            ExecutionPlan plan, Batch batch, long step, int first, int rows, float[] outputs) {
        int from = first * outputSize;
        plan.begin(step, first);
        watch.begin();
        plan.forward(batch.inputs(), first * inputSize, rows, watch);
        plan.outputs(outputs, from, rows);
        return !NonFiniteValues.hasAny(outputs, from, from + rows * outputSize)
                && !watch.isAlarmed(batch.inputs(), first * inputSize, rows * inputSize);
    }
}
