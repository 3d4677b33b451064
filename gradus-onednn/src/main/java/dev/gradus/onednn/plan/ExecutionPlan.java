package dev.gradus.onednn.plan;

import dev.gradus.nn.engine.thread.Team;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/**
 * A network prepared for a number of rows, forward only or forward and backward. Running it
 * allocates nothing.
 */
public final class ExecutionPlan {
    private final int rows;
    private final CallSequence forward;
    private final CallSequence backward;
    private final MemorySegment inputs;
    private final InputCopy inputCopy;
    private final MemorySegment outputs;
    private final MemorySegment outputGradients;
    private final DropoutMask[] masks;
    private final RunningStatistics[] statistics;
    private final HostedLayer[] hosted;
    private final float[] noGradient;

    /**
     * Assembles a plan.
     *
     * @param rows how many rows all its kernels take
     * @param outputGradients where the gradient of the outputs is put, empty for a plan without
     *     backward pass
     * @param team the program's threads
     */
    public ExecutionPlan(
            int rows,
            CallSequence forward,
            CallSequence backward,
            MemorySegment inputs,
            MemorySegment outputs,
            MemorySegment outputGradients,
            List<DropoutMask> masks,
            List<RunningStatistics> statistics,
            List<HostedLayer> hosted,
            Team team) {
        this.rows = rows;
        this.forward = forward;
        this.backward = backward;
        this.inputs = inputs;
        this.inputCopy = new InputCopy(inputs, team);
        this.outputs = outputs;
        this.outputGradients = outputGradients;
        this.masks = masks.toArray(DropoutMask[]::new);
        this.statistics = statistics.toArray(RunningStatistics[]::new);
        this.hosted = hosted.toArray(HostedLayer[]::new);
        noGradient = new float[width(outputGradients)];
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

    /**
     * Computes outputs from inputs that start at this index of an array.
     *
     * @param given how many rows there are, at most those of the plan; the last one is repeated in
     *     the place of missing ones, for it raises no flag that it does not raise itself
     */
    public void forward(float[] from, int offset, int given, NonFiniteWatch watch) {
        int width = width(inputs);
        inputCopy.run(from, offset, given * width);
        int last = offset + (given - 1) * width;
        for (int row = given; row < rows; row++) {
            long place = (long) row * width * Float.BYTES;
            MemorySegment.copy(from, last, inputs, ValueLayout.JAVA_FLOAT, place, width);
        }
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
        for (RunningStatistics each : statistics) {
            each.update();
        }
        for (HostedLayer each : hosted) {
            each.updateStatistics();
        }
    }
}
