package dev.gradus.onednn;

import dev.gradus.nn.Batch;
import dev.gradus.nn.Network;

/** Says what does not fit a network, before anything is computed. */
final class Fit {
    private Fit() {}

    /**
     * Checks a batch against the network, whose {@code inputSize} is given: a step counts no
     * shapes.
     */
    static void check(Network network, int inputSize, Batch batch) {
        if (batch.size() < 1) {
            throw new IllegalArgumentException("a batch has at least 1 example, got 0");
        }
        if (batch.inputSize() != inputSize) {
            throw new IllegalArgumentException(
                    "the network takes %d values an example (shape %s), got a batch with %d; check the data's width"
                            .formatted(inputSize, network.input(), batch.inputSize()));
        }
    }

    static void checkRoom(String what, int count, float[] values) {
        if (values.length < count) {
            throw new IllegalArgumentException(
                    "%s takes %d values, got an array of %d".formatted(what, count, values.length));
        }
    }
}
