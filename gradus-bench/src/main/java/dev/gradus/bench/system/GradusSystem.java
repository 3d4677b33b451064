package dev.gradus.bench.system;

import dev.gradus.bench.workload.Task;
import dev.gradus.nn.tensor.Precision;

/** GradusSystem on oneDNN, in float32. */
public final class GradusSystem implements Contender {
    @Override
    public String name() {
        return "gradus";
    }

    @Override
    public Session open(Task task, int threads) {
        return GradusSession.open(task, "onednn", Precision.F32, threads);
    }

    /** GradusSystem on oneDNN, in bfloat16, where the processor has instructions for it. */
    public static final class Bfloat16 implements Contender {
        @Override
        public String name() {
            return "gradus-bf16";
        }

        @Override
        public Session open(Task task, int threads) {
            return GradusSession.open(task, "onednn", Precision.BF16, threads);
        }
    }

    /** GradusSystem' own plain-Java backend. */
    public static final class PlainJava implements Contender {
        @Override
        public String name() {
            return "java";
        }

        @Override
        public Session open(Task task, int threads) {
            return GradusSession.open(task, "java", Precision.F32, threads);
        }
    }
}
