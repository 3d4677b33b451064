package dev.gradus.nn.engine;

import dev.gradus.nn.Network;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/** A way to run networks. Found by {@link ServiceLoader}; the plain-Java one is always there. */
public interface Backend {
    /** Returns the name by which a user asks for this backend, as in {@code --backend java}. */
    String name();

    /**
     * Returns why this backend cannot run here, or nothing if it can. Asking loads what has to be
     * loaded.
     */
    Optional<String> obstacle();

    /**
     * Returns how eagerly this backend is taken when nobody asks for one by name: the largest that
     * can run wins.
     */
    int preference();

    /**
     * Compiles a network for training: every shape is known, all memory is taken, every kernel call
     * is prepared, parameters have their initial values.
     *
     * @throws IllegalArgumentException if the options do not fit the network or this backend; the
     *     message says which and why
     */
    Program compile(Network network, ProgramOptions options);

    /**
     * Compiles a network to compute outputs alone: no gradients, no optimizer, no initial values,
     * weights in the order in memory that inference likes best. Its state is to be written before
     * the first evaluation.
     *
     * <p>In plain Java the outputs are those of {@link Program#evaluate}, bit for bit. Elsewhere
     * other kernels may be best without training, which add terms in another order, so that outputs
     * differ by roundings.
     *
     * @throws IllegalArgumentException if the options do not fit the network or this backend; the
     *     message says which and why
     */
    InferenceProgram compileForInference(Network network, InferenceOptions options);

    /**
     * Returns what the user should know although this backend can run, a sentence each: that a
     * damaged library was repaired, for example.
     */
    default List<String> notices() {
        return List.of();
    }

    /**
     * Returns all backends that can be found, the preferred first, whether they can run here or
     * not. They are looked for where Gradus itself was loaded from, on its module path or class
     * path, and then by the thread's context class loader, which may be another one, or none, on
     * the threads of a pool.
     */
    static List<Backend> all() {
        return Backends.all();
    }

    /** Returns the preferred backend that can run here. */
    static Backend preferred() {
        return all().stream()
                .filter(backend -> backend.obstacle().isEmpty())
                .findFirst()
                .orElseThrow();
    }

    /**
     * Returns the backend with this name.
     *
     * @throws IllegalArgumentException if there is none, or it cannot run here; the message says
     *     why
     */
    static Backend named(String name) {
        List<Backend> all = all();
        Backend backend =
                all.stream()
                        .filter(candidate -> candidate.name().equals(name))
                        .findFirst()
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "there is no backend \"%s\"; there are %s%s"
                                                .formatted(
                                                        name,
                                                        all.stream().map(Backend::name).toList(),
                                                        name.equals("onednn")
                                                                ? "; add dev.gradus:gradus-onednn to the class path or module path"
                                                                : "")));
        backend.obstacle()
                .ifPresent(why -> {
                    throw new IllegalArgumentException(
                            "backend \"%s\" cannot run here: %s".formatted(name, why));
                });
        return backend;
    }
}
