package dev.gradus.onednn.plan;

import dev.gradus.nn.Network;
import dev.gradus.nn.engine.NonFiniteValues;
import dev.gradus.nn.layer.Activation;
import dev.gradus.nn.layer.Activation.LeakyRelu;
import dev.gradus.nn.layer.ArrayLayer;
import dev.gradus.nn.layer.BatchNorm;
import dev.gradus.nn.layer.Conv1d;
import dev.gradus.nn.layer.Conv2d;
import dev.gradus.nn.layer.Dense;
import dev.gradus.nn.layer.Dropout;
import dev.gradus.nn.layer.Flatten;
import dev.gradus.nn.layer.GlobalAveragePool;
import dev.gradus.nn.layer.Join;
import dev.gradus.nn.layer.LayerNorm;
import dev.gradus.nn.layer.Node;
import dev.gradus.nn.layer.Operation;
import dev.gradus.nn.layer.Pool;
import dev.gradus.nn.layer.Sum;
import dev.gradus.onednn.binding.DataType;
import dev.gradus.onednn.binding.ProcessorFlags;
import dev.gradus.onednn.binding.Scope;
import java.util.List;
import java.util.Optional;

/** Detects whether a NaN or an overflow arose in a computation whose kernels may have lost it. */
public final class NonFiniteWatch {
    /** An alarm counts only if it comes twice, see {@link #isAlarmed}. */
    public static final int ATTEMPTS = 2;

    /**
     * Products in bfloat16 raise no flags. Of two factors below this none is too large; larger
     * inputs may overflow, and lose it in relu or maximum pooling, so plain Java computes them.
     */
    static final float LARGEST_BFLOAT16_INPUT = 0x1p63f;

    private final Network network;
    private final DataType type;
    private final Optional<ProcessorFlags> flags;
    private final boolean looksAtInputs;
    private final float limit;

    private final Runnable noting = this::note;

    /** Whether Java code between kernels computed a value that is not finite. */
    private boolean metByJava;

    /**
     * Starts with the flags of all threads cleared.
     *
     * @param type the type that products are computed in
     */
    public NonFiniteWatch(Scope scope, int threads, Network network, DataType type) {
        this.network = network;
        this.type = type;
        flags = ProcessorFlags.of(scope, threads);
        flags.ifPresent(ProcessorFlags::take);
        boolean hasSilentProducts = type == DataType.BF16;
        looksAtInputs = hasSilentProducts || flags.isEmpty() || losesInfinity(network.nodes());
        limit = hasSilentProducts ? LARGEST_BFLOAT16_INPUT : Float.POSITIVE_INFINITY;
    }

    /** Returns one for a thread that computes the same network beside others. */
    public NonFiniteWatch forOneThread(Scope scope) {
        return new NonFiniteWatch(scope, 1, network, type);
    }

    /**
     * Returns whether a kernel loses -Infinity without raising a flag: a maximum pool's result is
     * at least the smallest finite number, and leakyRelu(0) is computed as relu.
     */
    private static boolean losesInfinity(List<Node> nodes) {
        return nodes.stream().anyMatch(node -> losesInfinity(node.operation()));
    }

    private static boolean losesInfinity(Operation operation) {
        return switch (operation) {
            case Pool pool -> pool.kind() == Pool.Kind.MAX;
            case LeakyRelu(double slope) -> slope == 0;
            case Dense _,
                    Conv1d _,
                    Conv2d _,
                    GlobalAveragePool _,
                    Flatten _,
                    Dropout _,
                    BatchNorm _,
                    LayerNorm _,
                    Activation _,
                    ArrayLayer _,
                    Sum _,
                    Join _ ->
                    false;
        };
    }

    /** Watches from here on. */
    public void begin() {
        metByJava = false;
        if (flags.isPresent()) {
            flags.get().begin();
        }
    }

    /** Returns what each thread does that ends a region in which it computed with kernels. */
    Runnable noting() {
        return noting;
    }

    private void note() {
        if (flags.isPresent()) {
            flags.get().noteHere();
        }
    }

    /**
     * Pauses until {@link #resume}, while a layer is computed in Java: the flags it sets concern
     * its own intermediate values, which no kernel loses.
     */
    void pause() {
        note();
    }

    /**
     * Watches again.
     *
     * @param isFinite whether all values that Java computed for the following kernels are finite
     */
    void resume(boolean isFinite) {
        metByJava |= !isFinite;
        if (flags.isPresent()) {
            flags.get().forgetHere();
        }
    }

    /**
     * Returns whether the results computed from some inputs since the start are unreliable. Java
     * may have set a flag earlier in an OpenMP thread, so an alarm counts only if it comes twice.
     */
    public boolean isAlarmed(float[] inputs, int from, int count) {
        boolean isFlagged = flags.isPresent() && flags.get().take();
        return isFlagged
                || metByJava
                || (looksAtInputs && NonFiniteValues.hasAnyFrom(limit, inputs, from, from + count));
    }
}
