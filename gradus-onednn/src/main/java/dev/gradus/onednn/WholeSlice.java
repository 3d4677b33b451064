package dev.gradus.onednn;

import dev.gradus.nn.tensor.Batch;
import dev.gradus.onednn.binding.Propagation;
import dev.gradus.onednn.plan.ExecutionPlan;
import dev.gradus.onednn.plan.NonFiniteWatch;
import org.jspecify.annotations.Nullable;

/** Passes a slice through the network layer by layer, each computed by all threads together. */
final class WholeSlice implements SlicePass {
    private final ExecutionPlans plans;
    private final NonFiniteWatch watch;
    private final int inputSize;
    private @Nullable ExecutionPlan plan;
    private @Nullable Batch batch;
    private int first;
    private int rows;

    WholeSlice(Compiled compiled) {
        plans = compiled.plans();
        watch = compiled.watch();
        inputSize = compiled.network().input().size();
    }

    @Override
    public void forward(Batch batch, long step, int first, int rows, float[] outputs, int place) {
        this.batch = batch;
        this.first = first;
        this.rows = rows;
        ExecutionPlan prepared = plans.of(Propagation.TRAINING, rows);
        plan = prepared;
        prepared.begin(step, first);
        watch.begin();
        prepared.forward(batch.inputs(), first * inputSize, rows, watch);
        prepared.outputs(outputs, place, rows);
    }

    @Override
    public void watch() {
        watch.begin();
    }

    @Override
    public void backward(float[] outputGradients, int place) {
        passed().backward(outputGradients, place, rows, watch);
    }

    @Override
    public boolean isAlarmed() {
        return batch != null
                && watch.isAlarmed(batch.inputs(), first * inputSize, rows * inputSize);
    }

    @Override
    public void updateStatistics() {
        passed().updateStatistics();
    }

    @Override
    public boolean isInLanes() {
        return false;
    }

    private ExecutionPlan passed() {
        if (plan == null) {
            throw new IllegalStateException("no rows went forward");
        }
        return plan;
    }
}
