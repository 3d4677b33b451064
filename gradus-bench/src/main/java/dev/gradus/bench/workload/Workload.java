package dev.gradus.bench.workload;

import dev.gradus.nn.Flops;
import dev.gradus.nn.Network;

/**
 * A network and how many examples a step of it takes; its loss is softmax cross-entropy.
 *
 * @param name as it is shown and asked for
 * @param network what is trained
 * @param batch examples in a step, at least 1
 * @param size what can be expected of it
 */
public record Workload(String name, Network network, int batch, Size size) {
    /** What the time of a step is made of. */
    public enum Size {
        /** One example: every weight is read for a single product, and written by the update. */
        SINGLE,
        /** Almost nothing to compute: calls and bookkeeping. */
        TINY,
        /** Products too small to reach a large one's rate. */
        SMALL,
        /** Products that can come near a large one's rate. */
        LARGE
    }

    /** Returns how many classes there are. */
    public int classes() {
        return network.output().size();
    }

    /** Returns how many floating-point operations a step has; see {@link Flops}. */
    public double operations() {
        return Flops.step(network, batch);
    }
}
