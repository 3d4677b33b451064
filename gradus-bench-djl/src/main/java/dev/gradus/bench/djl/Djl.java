package dev.gradus.bench.djl;

import dev.gradus.bench.system.Contender;
import dev.gradus.bench.system.Session;
import dev.gradus.bench.workload.Task;

/** Deep Java Library on PyTorch. */
public final class Djl implements Contender {
    @Override
    public String name() {
        return "djl";
    }

    @Override
    public Session open(Task task, int threads) {
        System.setProperty("ai.djl.pytorch.num_threads", String.valueOf(threads));
        return new DjlSession(task);
    }
}
