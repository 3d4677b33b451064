package dev.gradus.nn.engine;

import dev.gradus.nn.Network;
import dev.gradus.nn.tensor.Batch;
import dev.gradus.number.NumberText;
import dev.gradus.number.Text;

/** Refuses what does not fit a program, before anything is computed. Shared by all backends. */
public final class BatchFit {
    private BatchFit() {}

    /**
     * Checks a batch against the network.
     *
     * @param network the network that will compute
     * @param inputSize how many values an example has; an argument, since counting them in every
     *     step would cost time
     * @param batch the batch
     * @throws IllegalArgumentException if the batch is empty or its examples have another size
     */
    public static void check(Network network, int inputSize, Batch batch) {
        if (batch.size() < 1) {
            throw new IllegalArgumentException("a batch has at least 1 example, got 0");
        }
        if (batch.inputSize() != inputSize) {
            throw new IllegalArgumentException(
                    Text.of(
                            "the network takes %s an example (shape %s), got a batch with %d; check the data's width",
                            NumberText.counted(inputSize, "value"),
                            network.input(),
                            batch.inputSize()));
        }
    }

    /**
     * Checks that an array has room.
     *
     * @param what what it will hold
     * @param count how many values that are
     * @param values the array
     * @throws IllegalArgumentException if the array is shorter
     */
    public static void checkRoom(String what, int count, float[] values) {
        if (values.length < count) {
            throw new IllegalArgumentException(
                    Text.of(
                            "%s takes %s, got an array of %d",
                            what, NumberText.counted(count, "value"), values.length));
        }
    }
}
