package dev.gradus.onednn.plan;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/**
 * A network prepared for a number of rows, forward only or forward and backward. Running it
 * allocates nothing.
 */
public final class ExecutionPlan {
    private final CallSequence forward;
    private final CallSequence backward;
    private final MemorySegment inputs;
    private final MemorySegment outputs;
    private final MemorySegment outputGradients;
    private final DropoutMask[] masks;
    private final RunningStatistics[] statistics;
    private final HostedLayer[] hosted;

    /**
     * Assembles a plan.
     *
     * @param outputGradients where the gradient of the outputs is put, empty for a plan without
     *     backward pass
     */
    public ExecutionPlan(
            CallSequence forward,
            CallSequence backward,
            MemorySegment inputs,
            MemorySegment outputs,
            MemorySegment outputGradients,
            List<DropoutMask> masks,
            List<RunningStatistics> statistics,
            List<HostedLayer> hosted) {
        this.forward = forward;
        this.backward = backward;
        this.inputs = inputs;
        this.outputs = outputs;
        this.outputGradients = outputGradients;
        this.masks = masks.toArray(DropoutMask[]::new);
        this.statistics = statistics.toArray(RunningStatistics[]::new);
        this.hosted = hosted.toArray(HostedLayer[]::new);
    }

    /**
     * Sets the next examples: those of a batch from {@code first} on, in a step of training. The
     * masks of dropout layers are drawn for them.
     */
    public void begin(long step, int first) {
        for (DropoutMask mask : masks) {
            mask.write(step, first);
        }
        for (HostedLayer each : hosted) {
            each.begin(step, first);
        }
    }

    /** Computes outputs from inputs that start at this index of an array. */
    public void forward(float[] from, int offset, NonFiniteWatch watch) {
        int count = (int) (inputs.byteSize() / Float.BYTES);
        MemorySegment.copy(from, offset, inputs, ValueLayout.JAVA_FLOAT, 0, count);
        forward.run(watch);
    }

    /** Copies the outputs to this index of an array. */
    public void outputs(float[] to, int offset) {
        int count = (int) (outputs.byteSize() / Float.BYTES);
        MemorySegment.copy(outputs, ValueLayout.JAVA_FLOAT, 0, to, offset, count);
    }

    /**
     * Computes the gradients of all parameters from that of the outputs, which starts at this index
     * of an array.
     */
    public void backward(float[] outputGradient, int offset, NonFiniteWatch watch) {
        int count = (int) (outputGradients.byteSize() / Float.BYTES);
        MemorySegment.copy(
                outputGradient, offset, outputGradients, ValueLayout.JAVA_FLOAT, 0, count);
        backward.run(watch);
    }

    /** Updates the running statistics with those of the batch. */
    public void updateStatistics() {
        for (RunningStatistics each : statistics) {
            each.update();
        }
        for (HostedLayer each : hosted) {
            each.updateStatistics();
        }
    }
}
