package dev.gradus.nn.engine;

import dev.gradus.nn.Network;
import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Precision;
import java.util.List;

/**
 * A network compiled to compute outputs, with its memory: parameters, statistics and the values
 * between layers. {@link Backend#compileForInference} makes one with only these; a {@link Program}
 * can do this too, between steps of training.
 *
 * <p>One thread at a time may use it. {@link #evaluate} allocates nothing, on the heap or off it,
 * once a batch of the same size was evaluated.
 */
public interface InferenceProgram extends AutoCloseable {
    /** {@return what was compiled} */
    Network network();

    /** {@return in what numbers it computes} */
    Precision precision();

    /**
     * {@return how many threads compute: as many as it was compiled for, or fewer if there is
     * little work}
     */
    int threads();

    /** {@return what computes, in a few words, as in {@code oneDNN 3.13, AVX-512, 2 threads}} */
    String description();

    /**
     * {@return what a user should know about this computation, new since the last call, a sentence
     * each; usually empty}
     */
    default List<String> takeNotes() {
        return List.of();
    }

    /**
     * Computes the outputs of a batch as inference does: without dropout, with running statistics.
     * It changes nothing.
     *
     * @param batch any number of examples from 1; its target is ignored
     * @param outputs takes the outputs, row after row: at least batch size × output size values
     * @throws IllegalStateException if a part of the {@link #state} has no values yet
     */
    void evaluate(Batch batch, float[] outputs);

    /**
     * {@return all values that outputs depend on, in a fixed order: parameters, then statistics} A
     * program for training has the optimizer's slots between them.
     */
    List<StateEntry> state();

    /**
     * Copies an entry's values out, in logical order, as they are kept.
     *
     * @param entry a part of the state
     * @param values as many values as the entry has, or more room
     */
    void read(StateEntry entry, float[] values);

    /**
     * Copies an entry's values in, in logical order.
     *
     * @param entry a part of the state
     * @param values as many values as the entry has, or more room
     */
    void write(StateEntry entry, float[] values);

    /** {@return how many bytes of memory this program holds} */
    long memory();

    /** Releases all memory; nothing may be called afterwards. */
    @Override
    void close();
}
