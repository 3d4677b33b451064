package dev.gradus.bench.system;

import dev.gradus.bench.workload.Task;
import java.util.List;
import java.util.ServiceLoader;

/** A system that trains. Found by {@link ServiceLoader} in the process that it runs in. */
public interface Contender {
    /** Returns its name, as {@code djl}. */
    String name();

    /**
     * Prepares a task: the network with {@linkplain dev.gradus.bench.workload.InitialValues these
     * initial values}, {@linkplain dev.gradus.bench.workload.TaskExamples these batches} in
     * whatever form suits the system, softmax cross-entropy averaged over the batch.
     *
     * @param threads how many may compute, at least 1
     * @throws IllegalArgumentException if it cannot, here or at all; the message says why
     */
    Session open(Task task, int threads);

    /** Returns the system with this name. */
    static Contender named(String name) {
        List<Contender> all =
                ServiceLoader.load(Contender.class).stream()
                        .map(ServiceLoader.Provider::get)
                        .toList();
        return all.stream()
                .filter(contender -> contender.name().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "there is no system \"%s\"; there are %s"
                                        .formatted(
                                                name, all.stream().map(Contender::name).toList())));
    }
}
