package dev.gradus.onednn;

import dev.gradus.nn.engine.NonFiniteValues;
import dev.gradus.nn.engine.loss.LossHead;
import dev.gradus.nn.tensor.Batch;
import dev.gradus.onednn.binding.Propagation;
import dev.gradus.onednn.memory.BlockUpdates;
import dev.gradus.onednn.plan.ExecutionPlan;
import dev.gradus.onednn.plan.NonFiniteWatch;

/**
 * Passes batches forward and back, slice by slice, each through the plan for its size, adds up the
 * gradients of the slices, and watches for values that are not finite.
 */
final class GradientPasses {
    private final Compiled compiled;
    private final BlockUpdates updates;
    private final LossHead head;
    private final NonFiniteWatch watch;
    private final int inputSize;
    private final int outputSize;
    private final float[] outputs;
    private final float[] outputGradients;

    /** The last slice's contribution to the loss. */
    private double sliceLoss;

    /** The sum of the losses of the slices so far. */
    private double loss;

    GradientPasses(Compiled compiled, BlockUpdates updates, LossHead head) {
        this.compiled = compiled;
        this.updates = updates;
        this.head = head;
        watch = compiled.watch();
        inputSize = compiled.network().input().size();
        outputSize = compiled.network().output().size();
        outputs = new float[Math.multiplyExact(compiled.sliceSize(), outputSize)];
        outputGradients = new float[outputs.length];
    }

    /** Returns the loss of the last batch. */
    double loss() {
        return loss;
    }

    /**
     * Passes a batch forward and back; returns whether loss and gradient are reliable.
     *
     * @param weight what the losses of its examples are divided by
     */
    boolean pass(Batch batch, long step, double weight) {
        loss = 0;
        int size = compiled.sliceSize();
        for (int first = 0; first < batch.size(); first += size) {
            int rows = Math.min(size, batch.size() - first);
            ExecutionPlan plan = compiled.plans().of(Propagation.TRAINING, rows);
            boolean sound = passSlice(plan, batch, step, first, rows, weight);
            if (!sound) {
                sound = passSlice(plan, batch, step, first, rows, weight);
            }
            if (!sound) {
                return false;
            }
            plan.updateStatistics();
            loss += sliceLoss;
            accumulate(first, first + rows == batch.size());
        }
        return true;
    }

    /** Passes a slice; returns whether its loss and gradient are reliable. */
    private boolean passSlice(
            ExecutionPlan plan, Batch batch, long step, int first, int rows, double weight) {
        plan.begin(step, first);
        watch.begin();
        plan.forward(batch.inputs(), first * inputSize, rows, watch);
        plan.outputs(outputs, 0, rows);
        if (NonFiniteValues.hasAny(outputs, 0, rows * outputSize)) {
            return false;
        }
        sliceLoss = head.apply(batch, first, rows, weight, outputs, outputGradients);
        plan.backward(outputGradients, 0, rows, watch);
        return !watch.isAlarmed(batch.inputs(), first * inputSize, rows * inputSize);
    }

    /**
     * Computes gradients from those of the outputs, after a forward pass; returns whether they are
     * reliable.
     */
    boolean backward(Batch batch, long step, float[] outputGradient) {
        boolean sound =
                batch.size() <= compiled.sliceSize()
                        ? backwardAlone(batch, outputGradient)
                        : backwardInSlices(batch, step, outputGradient);
        return sound || backwardInSlices(batch, step, outputGradient);
    }

    private boolean backwardAlone(Batch batch, float[] outputGradient) {
        watch.begin();
        ExecutionPlan plan = compiled.plans().of(Propagation.TRAINING, batch.size());
        plan.backward(outputGradient, 0, batch.size(), watch);
        return !watch.isAlarmed(batch.inputs(), 0, batch.size() * inputSize);
    }

    /**
     * The values between layers are left of the last slice only; those of the others are computed
     * again.
     */
    private boolean backwardInSlices(Batch batch, long step, float[] outputGradient) {
        compiled.parameters().restoreStatistics();
        int size = compiled.sliceSize();
        for (int first = 0; first < batch.size(); first += size) {
            int rows = Math.min(size, batch.size() - first);
            ExecutionPlan plan = compiled.plans().of(Propagation.TRAINING, rows);
            plan.begin(step, first);
            watch.begin();
            plan.forward(batch.inputs(), first * inputSize, rows, watch);
            plan.backward(outputGradient, first * outputSize, rows, watch);
            if (watch.isAlarmed(batch.inputs(), first * inputSize, rows * inputSize)) {
                return false;
            }
            plan.updateStatistics();
            accumulate(first, first + rows == batch.size());
        }
        return true;
    }

    /** Adds up the gradients of the slices, if there are several. */
    private void accumulate(int first, boolean last) {
        if (first == 0) {
            if (!last) {
                updates.keepGradient();
            }
        } else if (last) {
            updates.completeGradient();
        } else {
            updates.addGradient();
        }
    }
}
