package dev.gradus.onednn;

import dev.gradus.nn.Flops;
import dev.gradus.nn.Network;
import dev.gradus.nn.layer.Node;
import dev.gradus.nn.parameter.Parameter;
import dev.gradus.onednn.binding.Propagation;
import java.util.List;

/** How much work a network takes, and how many threads are worth using for it. */
final class WorkAmount {
    /**
     * The number of multiplications and additions in a forward pass below which a second thread
     * costs more than it saves: a barrier takes some microseconds, a call has two, and a core does
     * about 50 operations per nanosecond.
     */
    private static final double WORTH_A_THREAD = 2e6;

    /**
     * The same while training, when other threads read the next batches and compile: whatever takes
     * a core from one thread keeps the others waiting. With two threads on two cores of a Zen 4,
     * updates of 20-128-64 with 32 examples (7e5 operations) took 2.0 times as long as with one,
     * those of 784-128 with 32 (6.5e6) 1.2 times and with 64 (1.3e7) 0.92 times.
     */
    private static final double WORTH_A_TRAINING_THREAD = 1e7;

    /**
     * The number of multiplications and additions in a forward pass below which bfloat16 costs more
     * than it saves: a conversion takes about a microsecond, and a layer has four. On a Zen 4 a
     * step of 16-64-10 took 1.1 times as long as in float32 (1.1e5 operations), one of 32-64-10
     * 1.04 times (1.8e5), and one of 64-128-10 0.88 times (6.2e5).
     */
    private static final double WORTH_ROUNDING = 3e5;

    private WorkAmount() {}

    /** Returns whether bfloat16 is faster than float32. */
    static boolean isWorthRounding(Network network, int rows) {
        return operations(network.nodes()) * rows >= WORTH_ROUNDING;
    }

    /**
     * Returns how many of the allowed threads to use.
     *
     * @param rows how many examples pass through the network at once
     */
    static int threads(Propagation purpose, Network network, int rows, int allowed) {
        double worth = purpose == Propagation.TRAINING ? WORTH_A_TRAINING_THREAD : WORTH_A_THREAD;
        return operations(network.nodes()) * rows < worth ? 1 : allowed;
    }

    /**
     * Returns the approximate number of multiplications and additions in the forward pass of an
     * example.
     */
    static double operations(List<Node> nodes) {
        double sum = 0;
        for (Node node : nodes) {
            sum += operations(node);
        }
        return sum;
    }

    private static double operations(Node node) {
        double multiplications = Flops.multiplications(node);
        if (multiplications == 0) {
            return node.output().size();
        }
        boolean hasBias =
                node.parameters().stream().anyMatch(each -> each.role() == Parameter.Role.BIAS);
        return 2 * (multiplications + (hasBias ? node.output().size() : 0));
    }
}
