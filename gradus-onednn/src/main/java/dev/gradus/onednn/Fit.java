package dev.gradus.onednn;

import dev.gradus.nn.Batch;
import dev.gradus.nn.Network;

/** Says what does not fit a network, before anything is computed. */
final class Fit {
    private Fit() {}

    static void check(Network network, Batch batch) {
        if (batch.size() < 1) {
            throw new IllegalArgumentException("a batch has at least 1 example, got 0");
        }
        if (batch.inputSize() != network.input().size()) {
            throw new IllegalArgumentException(
                    "the network takes %d values an example (shape %s), got a batch with %d; check the data's width"
                            .formatted(network.input().size(), network.input(), batch.inputSize()));
        }
        if (batch.target().outputs() != network.output().size()) {
            throw new IllegalArgumentException(
                    "the network gives %d values an example (shape %s), got a batch with the target %s; give the last layer %d outputs"
                            .formatted(
                                    network.output().size(),
                                    network.output(),
                                    batch.target(),
                                    batch.target().outputs()));
        }
    }

    static void checkRoom(String what, int count, float[] values) {
        if (values.length < count) {
            throw new IllegalArgumentException(
                    "%s takes %d values, got an array of %d".formatted(what, count, values.length));
        }
    }
}
