package dev.gradus.onednn;

import dev.gradus.nn.engine.InferenceProgram;
import dev.gradus.nn.engine.StateEntry;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The same network in plain Java, for batches with a NaN or an overflow. Kernels of oneDNN compute
 * relu and maximum pooling by comparisons, which lose a NaN: it would continue as 0 and lead to a
 * plausible result. They also skip values that are multiplied by padding, and whether huge terms
 * add up to infinity or to NaN depends on their order.
 *
 * @param <P> the kind of program: for training or for inference
 */
public final class PlainJavaFallback<P extends InferenceProgram> {
    public static final String NOTE =
            "a value was not finite (NaN, or too large for its precision); such batches are computed in plain Java, which is slower, because oneDNN's kernels may lose such values";

    private final P fast;
    private final Supplier<P> compiler;
    private @Nullable P plain;
    private boolean noted;

    /**
     * @param fast the program whose state is copied
     * @param compiler compiles the network in plain Java, when first needed
     */
    PlainJavaFallback(P fast, Supplier<P> compiler) {
        this.fast = fast;
        this.compiler = compiler;
    }

    /** Returns the network in plain Java with the current parameters and statistics. */
    P current() {
        P current = plain;
        if (current == null) {
            current = compiler.get();
            plain = current;
        }
        for (StateEntry entry : fast.state()) {
            if (entry.isOfModel()) {
                copy(entry, fast, current);
            }
        }
        return current;
    }

    /** Returns the network in plain Java as the last computation left it. */
    P last() {
        return Objects.requireNonNull(plain);
    }

    static void copy(StateEntry entry, InferenceProgram from, InferenceProgram to) {
        float[] values = new float[entry.size()];
        from.read(entry, values);
        to.write(entry, values);
    }

    /**
     * Returns these notes, and once, after something was computed here, another one that says so.
     */
    List<String> takeNotes(List<String> others) {
        if (plain == null || noted) {
            return others;
        }
        noted = true;
        return Stream.concat(others.stream(), Stream.of(NOTE)).toList();
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
