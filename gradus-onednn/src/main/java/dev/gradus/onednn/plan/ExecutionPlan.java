package dev.gradus.onednn.plan;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * A network prepared for a number of rows, forward only or forward and backward. Running it
 * allocates nothing.
 */
public final class ExecutionPlan {
    private final int rows;
    private final CallSequence forward;
    private final CallSequence backward;
    private final InputCopy inputs;
    private final MemorySegment outputs;
    private final MemorySegment outputGradients;
    private final JavaParts javaParts;
    private final float[] noGradient;

    /**
     * Assembles a plan.
     *
     * @param rows how many rows all its kernels take
     * @param inputs puts the inputs where kernels read them
     * @param outputs where the outputs are put
     * @param outputGradients where the gradient of the outputs is put, empty for a plan without
     *     backward pass
     * @param javaParts what Java does besides
     */
    public ExecutionPlan(
            int rows,
            CallSequence forward,
            CallSequence backward,
            InputCopy inputs,
            MemorySegment outputs,
            MemorySegment outputGradients,
            JavaParts javaParts) {
        this.rows = rows;
        this.forward = forward;
        this.backward = backward;
        this.inputs = inputs;
        this.outputs = outputs;
        this.outputGradients = outputGradients;
        this.javaParts = javaParts;
        noGradient = new float[width(outputGradients)];
    }

    /**
     * Sets the next examples: those of a batch from {@code first} on, in a step of training. The
     * masks of dropout layers are drawn for them.
     */
    public void begin(long step, int first) {
        javaParts.begin(step, first);
    }

    /**
     * Computes outputs from inputs that start at this index of an array.
     *
     * @param given how many rows there are, at most those of the plan
     */
    public void forward(float[] from, int offset, int given, NonFiniteWatch watch) {
        inputs.run(from, offset, given);
        forward.run(watch);
    }

    /** Copies the outputs of this many rows to this index of an array. */
    public void outputs(float[] to, int offset, int given) {
        MemorySegment.copy(outputs, ValueLayout.JAVA_FLOAT, 0, to, offset, given * width(outputs));
    }

    private int width(MemorySegment values) {
        return (int) (values.byteSize() / Float.BYTES / rows);
    }

    /**
     * Computes the gradients of all parameters from that of the outputs, which starts at this index
     * of an array; a missing row's is zero.
     */
    public void backward(float[] outputGradient, int offset, int given, NonFiniteWatch watch) {
        int width = width(outputGradients);
        MemorySegment.copy(
                outputGradient, offset, outputGradients, ValueLayout.JAVA_FLOAT, 0, given * width);
        for (int row = given; row < rows; row++) {
            long place = (long) row * width * Float.BYTES;
            MemorySegment.copy(
                    noGradient, 0, outputGradients, ValueLayout.JAVA_FLOAT, place, width);
        }
        backward.run(watch);
    }

    /** Updates the running statistics with those of the batch. */
    public void updateStatistics() {
        javaParts.updateStatistics();
    }
}
