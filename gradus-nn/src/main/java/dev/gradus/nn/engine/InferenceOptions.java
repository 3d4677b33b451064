package dev.gradus.nn.engine;

import dev.gradus.nn.tensor.Precision;

/**
 * Everything besides the network that a compilation for inference depends on.
 *
 * @param sliceSize how many examples pass through the network at once, at least 1; a larger batch
 *     is cut into slices, so memory does not grow with the batch
 * @param batchSize how many examples the first batches have, at least 1: kernels and the order of
 *     the weights in memory are chosen for them
 * @param precision in what numbers to compute
 * @param threads how many threads to use, at least 1
 */
public record InferenceOptions(int sliceSize, int batchSize, Precision precision, int threads) {
    /**
     * Checks the settings.
     *
     * @throws IllegalArgumentException if one is out of range; the message names it
     */
    public InferenceOptions {
        if (sliceSize < 1) {
            throw new IllegalArgumentException(
                    "a slice holds at least 1 example, got " + sliceSize);
        }
        if (batchSize < 1) {
            throw new IllegalArgumentException(
                    "a batch holds at least 1 example, got " + batchSize);
        }
        if (threads < 1) {
            throw new IllegalArgumentException(
                    "a program runs on at least 1 thread, got " + threads);
        }
    }

    /**
     * {@return float32 options on one thread, for batches of one slice}
     *
     * @param sliceSize examples that pass through the network at once, at least 1
     */
    public static InferenceOptions of(int sliceSize) {
        return new InferenceOptions(sliceSize, sliceSize, Precision.F32, 1);
    }

    /**
     * {@return these options for first batches of this many examples}
     *
     * @param batchSize examples, at least 1
     */
    public InferenceOptions batchSize(int batchSize) {
        return new InferenceOptions(sliceSize, batchSize, precision, threads);
    }

    /**
     * {@return these options with this precision}
     *
     * @param precision the numbers to compute in
     */
    public InferenceOptions precision(Precision precision) {
        return new InferenceOptions(sliceSize, batchSize, precision, threads);
    }

    /**
     * {@return these options with this many threads}
     *
     * @param threads at least 1
     */
    public InferenceOptions threads(int threads) {
        return new InferenceOptions(sliceSize, batchSize, precision, threads);
    }

    /** {@return how many examples of the first batches pass through the network at once} */
    public int firstSlice() {
        return Math.min(batchSize, sliceSize);
    }
}
