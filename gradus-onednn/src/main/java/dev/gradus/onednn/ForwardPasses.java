package dev.gradus.onednn;

import dev.gradus.nn.engine.NonFiniteValues;
import dev.gradus.nn.tensor.Batch;
import dev.gradus.onednn.binding.Propagation;
import dev.gradus.onednn.plan.ExecutionPlan;
import dev.gradus.onednn.plan.NonFiniteWatch;

/**
 * Passes batches forward for inference, slice by slice, each through the plan for its size, and
 * watches for values that are not finite.
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
     * Computes the outputs of a batch.
     *
     * @param outputs takes them, row after row
     * @return whether they are reliable; if not, only some slices may have been computed
     */
    boolean pass(Batch batch, float[] outputs) {
        int size = compiled.evaluatedSlice();
        for (int first = 0; first < batch.size(); first += size) {
            int rows = Math.min(size, batch.size() - first);
            if (!evaluate(batch, first, rows, outputs, first * outputSize)) {
                return false;
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
        for (int attempt = 0; attempt < NonFiniteWatch.ATTEMPTS; attempt++) {
            plan.begin(0, first);
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
