package dev.gradus.nn.tensor;

import dev.gradus.number.Text;

/**
 * Room for the examples of one step, filled again and again: rows of inputs, and a label or a row
 * of values for each.
 *
 * <p>The arrays are handed out themselves, to be filled and read without copies; rows from {@link
 * #size()} on are undefined.
 */
public final class Batch {
    private static final float[] NONE = {};

    private final int inputSize;
    private final Target target;
    private final int[] labels;
    private final float[] values;
    private float[] inputs;
    private int size;

    /**
     * Makes room for {@code capacity} examples.
     *
     * @param capacity how many examples fit, at least 1
     * @param inputSize how many input values each has
     * @param target what is known of each
     */
    public Batch(int capacity, int inputSize, Target target) {
        this.inputSize = inputSize;
        this.target = target;
        this.inputs = new float[Math.multiplyExact(capacity, inputSize)];
        this.labels = new int[target instanceof Target.Classes ? capacity : 0];
        this.values =
                new float
                        [target instanceof Target.Values(int width)
                                ? Math.multiplyExact(capacity, width)
                                : 0];
    }

    /**
     * {@return a batch without room of its own, to look at other arrays through}
     *
     * @param inputSize how many input values each example has
     * @param target what would be known of each
     */
    public static Batch view(int inputSize, Target target) {
        return new Batch(0, inputSize, target);
    }

    /**
     * Shows the examples at the beginning of an array, without copying them.
     *
     * @param inputs the inputs, row after row
     * @param size how many examples there are
     */
    public void show(float[] inputs, int size) {
        this.inputs = inputs;
        size(size);
    }

    /** Forgets the array that was shown. */
    public void hide() {
        show(NONE, 0);
    }

    /** {@return how many examples fit} */
    public int capacity() {
        return inputs.length / inputSize;
    }

    /** {@return how many examples are there} */
    public int size() {
        return size;
    }

    /**
     * Sets how many examples it holds, from 0 to the capacity.
     *
     * @param size how many examples
     */
    public void size(int size) {
        if (size < 0 || size > capacity()) {
            throw new IllegalArgumentException(
                    Text.of("a batch for %d examples cannot hold %d", capacity(), size));
        }
        this.size = size;
    }

    /** {@return how many input values an example has} */
    public int inputSize() {
        return inputSize;
    }

    /** {@return what is known of each example} */
    public Target target() {
        return target;
    }

    /** {@return the inputs, row after row, to be filled or read} */
    public float[] inputs() {
        return inputs;
    }

    /** {@return the class of each example, empty unless the target is {@link Target.Classes}} */
    public int[] labels() {
        return labels;
    }

    /**
     * {@return the target values, row after row, empty unless the target is {@link Target.Values}}
     */
    public float[] values() {
        return values;
    }
}
