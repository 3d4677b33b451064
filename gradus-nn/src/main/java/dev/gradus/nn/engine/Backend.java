package dev.gradus.nn.engine;

import dev.gradus.nn.Network;
import java.util.List;
import java.util.Optional;

/**
 * A way to run networks. {@link dev.gradus.nn.backend.Backends} finds those there are; plain Java
 * is always among them.
 */
public interface Backend {
    /** {@return the name by which a user requests this backend, as in {@code --backend java}} */
    String name();

    /**
     * {@return why this backend cannot run here, or nothing if it can} Asking loads what has to be
     * loaded.
     */
    Optional<String> obstacle();

    /**
     * {@return the priority of this backend if none is requested by name: the highest that can run
     * wins}
     */
    int preference();

    /**
     * Compiles a network for training: every shape is known, all memory is taken, every kernel call
     * is prepared, parameters have their initial values.
     *
     * @param network the network
     * @param options how to compute
     * @return the program, which must be closed
     * @throws IllegalArgumentException if the options do not fit the network or this backend; the
     *     message says which and why
     */
    Program compile(Network network, ProgramOptions options);

    /**
     * Compiles a network to compute outputs alone: no gradients, no optimizer, no initial values,
     * weights in the memory layout that is best for inference. Its state must be written before the
     * first evaluation.
     *
     * <p>In plain Java the outputs are those of {@link Program#evaluate}, bit for bit. On other
     * backends, different kernels may be best for inference, which add terms in another order, so
     * that outputs differ by rounding.
     *
     * @param network the network
     * @param options how to compute
     * @return the program, which must be closed
     * @throws IllegalArgumentException if the options do not fit the network or this backend; the
     *     message says which and why
     */
    InferenceProgram compileForInference(Network network, InferenceOptions options);

    /**
     * {@return what the user should know although this backend can run, a sentence each: that a
     * damaged library was repaired, for example}
     */
    default List<String> notices() {
        return List.of();
    }
}
