package dev.gradus.onednn;

import dev.gradus.nn.engine.NonFiniteValues;
import dev.gradus.nn.engine.loss.LossHead;
import dev.gradus.nn.tensor.Batch;
import dev.gradus.onednn.memory.BlockUpdates;
import dev.gradus.onednn.plan.NonFiniteWatch;

/**
 * Passes batches forward and back, slice by slice, each through the plan for its size, adds up the
 * gradients of the slices, and watches for values that are not finite.
 */
final class GradientPasses {
    private final Compiled compiled;
    private final BlockUpdates updates;
    private final LossHead head;
    private final WholeSlice whole;
    private final SliceInLanes inLanes;
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
        whole = new WholeSlice(compiled);
        inLanes = new SliceInLanes(compiled, compiled.team());
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
        updates.gradientIsInLanes(false);
        for (int first = 0; first < batch.size(); first += size) {
            int rows = Math.min(size, batch.size() - first);
            if (!passSlice(batch, step, first, rows, weight)) {
                return false;
            }
            loss += sliceLoss;
            finishSlice(first, rows, batch.size());
        }
        return true;
    }

    /** Passes a slice; returns whether its loss and gradient are reliable. */
    private boolean passSlice(Batch batch, long step, int first, int rows, double weight) {
        for (int attempt = 0; attempt < NonFiniteWatch.ATTEMPTS; attempt++) {
            SlicePass slice = slice(rows);
            slice.forward(batch, step, first, rows, outputs, 0);
            if (!NonFiniteValues.hasAny(outputs, 0, rows * outputSize)) {
                sliceLoss = head.apply(batch, first, rows, weight, outputs, outputGradients);
                slice.backward(outputGradients, 0);
                if (!slice.isAlarmed()) {
                    return true;
                }
            }
        }
        return false;
    }

    private SlicePass slice(int rows) {
        return inLanes.takes(rows) ? inLanes : whole;
    }

    private void finishSlice(int first, int rows, int all) {
        SlicePass slice = slice(rows);
        slice.updateStatistics();
        updates.gradientIsInLanes(slice.isInLanes());
        accumulate(first, first + rows == all);
    }

    /**
     * Computes the outputs of a batch as in training, and updates the running statistics.
     *
     * @param outputs takes them, row after row
     * @return whether they are reliable; if not, only some slices may have been computed
     */
    boolean forward(Batch batch, long step, float[] outputs) {
        int size = compiled.sliceSize();
        for (int first = 0; first < batch.size(); first += size) {
            int rows = Math.min(size, batch.size() - first);
            if (!forwardSlice(batch, step, first, rows, outputs)) {
                return false;
            }
            slice(rows).updateStatistics();
        }
        return true;
    }

    private boolean forwardSlice(Batch batch, long step, int first, int rows, float[] outputs) {
        int place = first * outputSize;
        for (int attempt = 0; attempt < NonFiniteWatch.ATTEMPTS; attempt++) {
            SlicePass slice = slice(rows);
            slice.forward(batch, step, first, rows, outputs, place);
            if (!NonFiniteValues.hasAny(outputs, place, place + rows * outputSize)
                    && !slice.isAlarmed()) {
                return true;
            }
        }
        return false;
    }

    /**
     * Computes gradients from those of the outputs, after a forward pass; returns whether they are
     * reliable.
     */
    boolean backward(Batch batch, long step, float[] outputGradient) {
        updates.gradientIsInLanes(false);
        boolean sound =
                batch.size() <= compiled.sliceSize()
                        ? backwardAlone(batch, outputGradient)
                        : backwardInSlices(batch, step, outputGradient);
        return sound || backwardInSlices(batch, step, outputGradient);
    }

    private boolean backwardAlone(Batch batch, float[] outputGradient) {
        SlicePass slice = slice(batch.size());
        slice.watch();
        slice.backward(outputGradient, 0);
        updates.gradientIsInLanes(slice.isInLanes());
        return !slice.isAlarmed();
    }

    /**
     * The values between layers are left of the last slice only; those of the others are computed
     * again.
     */
    private boolean backwardInSlices(Batch batch, long step, float[] outputGradient) {
        compiled.parameters().restoreStatistics();
        updates.gradientIsInLanes(false);
        int size = compiled.sliceSize();
        for (int first = 0; first < batch.size(); first += size) {
            int rows = Math.min(size, batch.size() - first);
            SlicePass slice = slice(rows);
            slice.forward(batch, step, first, rows, outputs, 0);
            slice.backward(outputGradient, first * outputSize);
            if (slice.isAlarmed()) {
                return false;
            }
            finishSlice(first, rows, batch.size());
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
