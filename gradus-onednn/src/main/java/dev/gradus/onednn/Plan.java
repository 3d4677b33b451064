package dev.gradus.onednn;

import dev.gradus.onednn.binding.Execution;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/**
 * A network prepared for a number of rows, forward only or forward and backward. Running it
 * allocates nothing.
 */
final class Plan {
    private final Execution execution;
    private final int forwardCalls;
    private final MemorySegment inputs;
    private final MemorySegment outputs;
    private final MemorySegment outputGradients;
    private final DropoutMask[] masks;
    private final RunningStatistics[] statistics;

    /**
     * @param forwardCalls how many of the calls are the forward pass
     * @param outputGradients where the gradient of the outputs is put, empty for a plan without
     *     backward pass
     */
    Plan(
            Execution execution,
            int forwardCalls,
            MemorySegment inputs,
            MemorySegment outputs,
            MemorySegment outputGradients,
            List<DropoutMask> masks,
            List<RunningStatistics> statistics) {
        this.execution = execution;
        this.forwardCalls = forwardCalls;
        this.inputs = inputs;
        this.outputs = outputs;
        this.outputGradients = outputGradients;
        this.masks = masks.toArray(DropoutMask[]::new);
        this.statistics = statistics.toArray(RunningStatistics[]::new);
    }

    /**
     * Draws the masks of dropout layers for a step and the examples of a batch from {@code first}
     * on.
     */
    void drawMasks(long step, long first) {
        for (DropoutMask mask : masks) {
            mask.write(step, first);
        }
    }

    /** Computes outputs from inputs that begin at this place of an array. */
    void forward(float[] from, int offset) {
        int count = (int) (inputs.byteSize() / Float.BYTES);
        MemorySegment.copy(from, offset, inputs, ValueLayout.JAVA_FLOAT, 0, count);
        execution.run(0, forwardCalls);
    }

    /** Copies the outputs to this place of an array. */
    void outputs(float[] to, int offset) {
        int count = (int) (outputs.byteSize() / Float.BYTES);
        MemorySegment.copy(outputs, ValueLayout.JAVA_FLOAT, 0, to, offset, count);
    }

    /** Computes the gradients of all parameters from that of the outputs. */
    void backward(float[] outputGradient) {
        int count = (int) (outputGradients.byteSize() / Float.BYTES);
        MemorySegment.copy(outputGradient, 0, outputGradients, ValueLayout.JAVA_FLOAT, 0, count);
        execution.run(forwardCalls, execution.size());
    }

    /** Moves running statistics towards those of the batch. */
    void updateStatistics() {
        for (RunningStatistics each : statistics) {
            each.update();
        }
    }
}
