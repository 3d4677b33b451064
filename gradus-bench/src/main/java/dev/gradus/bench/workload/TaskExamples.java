package dev.gradus.bench.workload;

import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Target;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Synthetic examples that can be learned: each class has a pattern, each example is its class's
 * pattern and as much noise. The same in every process.
 */
public final class TaskExamples {
    /** How many batches there are at least; a run goes round. */
    public static final int BATCHES = 4;

    /**
     * How many examples there are at least. With fewer, units that are inactive in all of them have
     * no gradient, and their momentum fades to numbers below 1e-38, with which processors take
     * several times as long.
     */
    private static final int EXAMPLES = 64;

    private static final long SEED = 1;

    private TaskExamples() {}

    /** Returns the batches of a workload, each full. */
    public static Stream<Batch> of(Workload workload) {
        return of(workload, Math.max(BATCHES, EXAMPLES / workload.batch()));
    }

    /** Returns this many batches of a workload, each full. */
    public static Stream<Batch> of(Workload workload, int batches) {
        int width = workload.network().input().size();
        var random = new SplittableRandom(SEED);
        float[] patterns = normal(random, workload.classes() * width);
        return IntStream.range(0, batches)
                .mapToObj(index -> batch(workload, width, patterns, random));
    }

    private static Batch batch(
            Workload workload, int width, float[] patterns, SplittableRandom random) {
        var batch = new Batch(workload.batch(), width, Target.classes(workload.classes()));
        batch.size(workload.batch());
        float[] noise = normal(random, workload.batch() * width);
        for (int row = 0; row < workload.batch(); row++) {
            int label = random.nextInt(workload.classes());
            batch.labels()[row] = label;
            for (int i = 0; i < width; i++) {
                batch.inputs()[row * width + i] =
                        0.5f * (patterns[label * width + i] + noise[row * width + i]);
            }
        }
        return batch;
    }

    private static float[] normal(SplittableRandom random, int length) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
