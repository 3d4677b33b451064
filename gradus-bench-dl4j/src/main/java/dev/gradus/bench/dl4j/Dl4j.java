package dev.gradus.bench.dl4j;

import dev.gradus.bench.system.Contender;
import dev.gradus.bench.system.Session;
import dev.gradus.bench.workload.Task;

/** Deeplearning4j on its native CPU backend; {@code OMP_NUM_THREADS} says how many threads. */
public final class Dl4j implements Contender {
    @Override
    public String name() {
        return "dl4j";
    }

    @Override
    public Session open(Task task, int threads) {
        return new Dl4jSession(task);
    }
}
