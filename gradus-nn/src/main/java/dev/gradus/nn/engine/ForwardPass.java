package dev.gradus.nn.engine;

import dev.gradus.nn.tensor.Batch;
import dev.gradus.number.NumberText;
import dev.gradus.number.Text;
import org.jspecify.annotations.Nullable;

/**
 * The forward pass of training that a program's {@link Program#backward} may continue from. Shared
 * by all backends.
 */
public final class ForwardPass {
    private final int outputSize;
    private float[] outputs = new float[0];
    private @Nullable Batch batch;
    private int size;
    private long step;

    /**
     * Begins without a pass.
     *
     * @param outputSize how many outputs an example has
     */
    public ForwardPass(int outputSize) {
        this.outputSize = outputSize;
    }

    /**
     * Takes note of a pass and returns room for its outputs.
     *
     * @param batch the examples
     * @param step the number of the update, which decides what dropout draws
     * @return room for the outputs of all rows
     */
    public float[] begin(Batch batch, long step) {
        this.batch = batch;
        this.size = batch.size();
        this.step = step;
        int count = Math.multiplyExact(size, outputSize);
        if (outputs.length < count) {
            outputs = new float[count];
        }
        return outputs;
    }

    /** Forgets the pass, since its values have been overwritten. */
    public void forget() {
        batch = null;
    }

    /**
     * Returns the forward pass and forgets it, so that it is used once.
     *
     * @param outputGradient what was given for its outputs
     * @return its batch
     * @throws IllegalStateException if there is none, or its batch has changed its size since
     * @throws IllegalArgumentException if the gradient is shorter than its outputs
     */
    public Batch take(float[] outputGradient) {
        Batch taken = batch;
        if (taken == null) {
            throw new IllegalStateException(
                    "backward needs a forward pass of training; call forward(batch, step) right before it");
        }
        if (taken.size() != size) {
            throw new IllegalStateException(
                    Text.of(
                            "the batch had %s in forward and has %d in backward; refill it only after backward",
                            NumberText.counted(size, "example"), taken.size()));
        }
        BatchFit.checkRoom("the outputs' gradient", size * outputSize, outputGradient);
        batch = null;
        return taken;
    }

    /** {@return the step of the pass} */
    public long step() {
        return step;
    }

    /** {@return how many bytes the outputs take} */
    public long bytes() {
        return (long) outputs.length * Float.BYTES;
    }
}
