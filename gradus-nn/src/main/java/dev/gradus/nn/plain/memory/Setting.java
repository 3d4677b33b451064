package dev.gradus.nn.plain.memory;

import dev.gradus.nn.Network;
import dev.gradus.nn.layer.Node;
import dev.gradus.nn.plain.memory.Slice.Mode;
import dev.gradus.nn.tensor.Precision;
import java.util.function.Predicate;

/**
 * What the kernels of a program have in common.
 *
 * @param network whose nodes they compute
 * @param mode what the program is for; only for training do gradients have memory
 * @param precision the numbers in which they compute
 * @param seed what dropout depends on
 * @param frozen which layers keep their statistics in training
 * @param slice the examples they work on
 * @param workers the threads they share
 * @param store parameters and statistics
 * @param memory where their arrays come from
 */
public record Setting(
        Network network,
        Mode mode,
        Precision precision,
        long seed,
        Predicate<Node> frozen,
        Slice slice,
        Workers workers,
        Store store,
        ArrayMemory memory) {
    public boolean isForTraining() {
        return mode == Mode.TRAINING;
    }

    /** Returns whether the values between layers are rounded to bfloat16. */
    public boolean rounds() {
        return precision == Precision.BF16;
    }
}
