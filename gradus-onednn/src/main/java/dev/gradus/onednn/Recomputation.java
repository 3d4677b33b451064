package dev.gradus.onednn;

import dev.gradus.nn.Batch;
import dev.gradus.nn.Network;
import dev.gradus.nn.Parameter;
import dev.gradus.nn.engine.Backend;
import dev.gradus.nn.engine.Program;
import dev.gradus.nn.engine.ProgramOptions;
import dev.gradus.nn.engine.StateEntry;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The same network in plain Java, for batches in which a NaN or an overflow came up: kernels of
 * oneDNN compute relu and the largest of a window by comparisons, which a NaN loses, so it would go
 * on as 0 and come out as a plausible result; they leave out what is multiplied by padding, and
 * whether huge terms add up to infinity or to NaN depends on their order.
 */
final class Recomputation {
    static final String NOTE =
            "a value that is no finite number came up (NaN, or one too large for its precision); such batches are computed in plain Java, which is slower, because oneDNN's kernels may lose it";

    private final Network network;
    private final ProgramOptions options;
    private final Program fast;
    private @Nullable Program plain;
    private boolean noted;

    /**
     * @param fast whose state is taken over and whose results are replaced
     */
    Recomputation(Network network, ProgramOptions options, Program fast) {
        this.network = network;
        this.options = options;
        this.fast = fast;
    }

    /** Computes outputs. */
    void evaluate(Batch batch, float[] results) {
        current().evaluate(batch, results);
    }

    /**
     * Computes a loss, gradients and running statistics.
     *
     * @param store where gradients are put
     */
    double forwardBackward(Batch batch, long step, ParameterStore store) {
        Program current = current();
        double loss = current.forwardBackward(batch, step);
        putGradients(current, store);
        putStatistics(current);
        return loss;
    }

    /** Computes outputs as training does, and running statistics. */
    float[] forward(Batch batch, long step) {
        Program current = current();
        float[] outputs = current.forward(batch, step);
        putStatistics(current);
        return outputs;
    }

    /**
     * Computes gradients from those of the outputs that {@link #forward} returned.
     *
     * @param store where gradients are put
     */
    void backward(float[] outputGradient, ParameterStore store) {
        Program current = Objects.requireNonNull(plain);
        current.backward(outputGradient);
        putGradients(current, store);
    }

    private void putGradients(Program current, ParameterStore store) {
        for (Parameter parameter : network.parameters()) {
            float[] values = new float[parameter.size()];
            current.readGradient(parameter, values);
            Transfer.write(values, store.gradient(parameter));
        }
    }

    private void putStatistics(Program current) {
        for (StateEntry entry : current.state()) {
            if (entry.kind() == StateEntry.Kind.STATISTIC) {
                copy(entry, current, fast);
            }
        }
    }

    /** Returns the network in plain Java with the parameters and statistics of now. */
    private Program current() {
        Program current = plain;
        if (current == null) {
            current = Backend.named("java").compile(network, options);
            plain = current;
        }
        for (StateEntry entry : fast.state()) {
            if (entry.kind() != StateEntry.Kind.SLOT) {
                copy(entry, fast, current);
            }
        }
        return current;
    }

    private static void copy(StateEntry entry, Program from, Program to) {
        float[] values = new float[entry.size()];
        from.read(entry, values);
        to.write(entry, values);
    }

    /** Returns whether something was computed here, the first time this is asked after it was. */
    boolean takeNote() {
        boolean news = plain != null && !noted;
        noted |= news;
        return news;
    }

    long memory() {
        return plain == null ? 0 : plain.memory();
    }

    void close() {
        if (plain != null) {
            plain.close();
            plain = null;
        }
    }
}
