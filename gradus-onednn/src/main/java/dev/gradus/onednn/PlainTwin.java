package dev.gradus.onednn;

import dev.gradus.nn.engine.InferenceProgram;
import dev.gradus.nn.engine.StateEntry;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The same network in plain Java, for batches in which a NaN or an overflow came up: kernels of
 * oneDNN compute relu and the largest of a window by comparisons, which a NaN loses, so it would
 * continue as 0 and come out as a plausible result; they leave out what is multiplied by padding,
 * and whether huge terms add up to infinity or to NaN depends on their order.
 *
 * @param <P> what both are: programs for training or for inference
 */
public final class PlainTwin<P extends InferenceProgram> {
    public static final String NOTE =
            "a value that is no finite number came up (NaN, or one too large for its precision); such batches are computed in plain Java, which is slower, because oneDNN's kernels may lose it";

    private final P fast;
    private final Supplier<P> compiler;
    private @Nullable P plain;
    private boolean noted;

    /**
     * @param fast whose state is taken over
     * @param compiler compiles the twin, when it is first needed
     */
    PlainTwin(P fast, Supplier<P> compiler) {
        this.fast = fast;
        this.compiler = compiler;
    }

    /** Returns the network in plain Java with the parameters and statistics of now. */
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
     * Returns these notes, and one more if something was computed here, the first time this is
     * asked after it was.
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
