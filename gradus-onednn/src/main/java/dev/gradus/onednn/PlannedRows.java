package dev.gradus.onednn;

import dev.gradus.nn.Network;
import dev.gradus.nn.layer.BatchNorm;
import dev.gradus.nn.layer.Node;
import dev.gradus.nn.layer.OwnLayer;
import dev.gradus.onednn.binding.Propagation;
import java.util.function.Predicate;

/**
 * For how many rows kernels are prepared when a slice has some number of rows. Preparing them takes
 * as long as tens of steps, so sizes share a plan: that of the next larger size of {@value
 * #IN_TRAINING} to a doubling, such as 64, 80, 96, 112, 128; twice as many in inference, where an
 * answer is waited for. The rows that are missing repeat the last example; their outputs are
 * ignored and their gradient is zero.
 *
 * <p>The answer depends on nothing but the size and what the program was compiled for, so a batch
 * has the same bits whichever sizes came before.
 */
final class PlannedRows {
    private static final int IN_TRAINING = 4;
    private static final int IN_INFERENCE = 8;

    private final int sizes;
    private final int usual;
    private final int largest;
    private final boolean mixing;

    /**
     * @param purpose training or inference
     * @param usual the size that the program was compiled for, which is met exactly
     * @param largest the largest number of rows of a slice, also met exactly
     * @param mixing whether a layer computes in training with several examples together, so that a
     *     repeated one would change the others
     */
    PlannedRows(Propagation purpose, int usual, int largest, boolean mixing) {
        sizes = purpose == Propagation.TRAINING ? IN_TRAINING : IN_INFERENCE;
        this.usual = usual;
        this.largest = largest;
        this.mixing = mixing;
    }

    /** Returns whether some layer lets examples of a batch depend on one another. */
    static boolean isMixing(Network network, Propagation purpose, Predicate<Node> frozen) {
        return network.nodes().stream()
                .anyMatch(node ->
                        node.operation() instanceof OwnLayer
                                || (node.operation() instanceof BatchNorm
                                        && purpose == Propagation.TRAINING
                                        && !frozen.test(node)));
    }

    /** Returns the size of the plan for this many rows. */
    int of(int rows) {
        if (mixing || rows == usual) {
            return rows;
        }
        int step = Math.max(1, Integer.highestOneBit(rows - 1) / sizes);
        int rounded = Math.min(Math.ceilDiv(rows, step) * step, largest);
        return rows < usual && usual <= rounded ? usual : rounded;
    }
}
