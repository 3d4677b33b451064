package dev.gradus.nn.engine.kit;

import static dev.gradus.nn.layer.Layers.averagePool;
import static dev.gradus.nn.layer.Layers.batchNorm;
import static dev.gradus.nn.layer.Layers.concat;
import static dev.gradus.nn.layer.Layers.conv1d;
import static dev.gradus.nn.layer.Layers.conv2d;
import static dev.gradus.nn.layer.Layers.dense;
import static dev.gradus.nn.layer.Layers.dropout;
import static dev.gradus.nn.layer.Layers.embedding;
import static dev.gradus.nn.layer.Layers.flatten;
import static dev.gradus.nn.layer.Layers.gelu;
import static dev.gradus.nn.layer.Layers.globalAveragePool;
import static dev.gradus.nn.layer.Layers.groupNorm;
import static dev.gradus.nn.layer.Layers.layerNorm;
import static dev.gradus.nn.layer.Layers.maxPool;
import static dev.gradus.nn.layer.Layers.prelu;
import static dev.gradus.nn.layer.Layers.relu;
import static dev.gradus.nn.layer.Layers.residual;
import static dev.gradus.nn.layer.Layers.softmax;
import static dev.gradus.nn.layer.Layers.source;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.gradus.nn.Network;
import dev.gradus.nn.engine.Backend;
import dev.gradus.nn.engine.InferenceProgram;
import dev.gradus.nn.engine.Program;
import dev.gradus.nn.layer.Input;
import dev.gradus.nn.optimizer.WeightAverage;
import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.testing.Allocation;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** Counts what steps and programs leave behind on the heap: nothing. */
public final class Steadiness {
    private static final int SLICE = 8;

    private static final long MEGABYTE = 1 << 20;
    private static final String WORKER = "gradus-worker";

    private Steadiness() {}

    /** Returns tests that no step of any kind allocates on any thread. */
    public static Stream<DynamicTest> tests(Backend backend, int threads) {
        return Stream.of(List.of(manyLayers(), graph()), LossCases.all(), OptimizerCases.all())
                .flatMap(List::stream)
                .map(subject ->
                        dynamicTest(
                                subject.name(), () -> allocatesNothing(backend, subject, threads)));
    }

    /** Returns tests that no evaluation of a program for inference allocates on any thread. */
    public static Stream<DynamicTest> inferenceTests(Backend backend, int threads) {
        return Stream.of(manyLayers(), graph())
                .map(subject ->
                        dynamicTest(
                                subject.name(),
                                () -> inferenceAllocatesNothing(backend, subject, threads)));
    }

    private static void inferenceAllocatesNothing(Backend backend, Case subject, int threads) {
        Set<Thread> others = workers();
        var options = InferenceParity.forInference(subject.options(SLICE, threads));
        try (Program training = backend.compile(subject.network(), subject.options(SLICE, 1));
                InferenceProgram program =
                        backend.compileForInference(subject.network(), options)) {
            InferenceParity.share(training, program);
            Batch one = subject.batch(1, 0);
            Batch sliced = subject.batch(2 * SLICE + 3, 1);
            float[] outputs = new float[sliced.size() * subject.network().output().size()];
            Set<Thread> own = workers();
            own.removeAll(others);
            Runnable run =
                    () -> {
                        program.evaluate(one, outputs);
                        program.evaluate(sliced, outputs);
                    };
            assertThat(Allocation.of(run, own.toArray(Thread[]::new)))
                    .as("bytes allocated by an evaluation")
                    .isZero();
        }
    }

    private static Case manyLayers() {
        var network =
                Network.of(
                        Shape.image(3, 9, 10),
                        dropout(0.1),
                        conv2d(16, 3),
                        batchNorm(),
                        relu(),
                        maxPool(2),
                        residual(conv2d(16, 3).padding(1), gelu()),
                        averagePool(2),
                        softmax(),
                        flatten(),
                        dense(65),
                        layerNorm(),
                        dropout(0.5),
                        dense(3));
        return Case.of("many layers", network);
    }

    private static Case graph() {
        var network =
                Network.of(
                        List.of(
                                new Input("words", Shape.vector(6)),
                                new Input("facts", Shape.vector(3))),
                        List.of(
                                concat(
                                        List.of(
                                                embedding(50, 8),
                                                conv1d(4, 3),
                                                groupNorm(2),
                                                new TrainedSwish(),
                                                globalAveragePool()),
                                        List.of(source("facts"), prelu(), new Centering()),
                                        List.of(source("facts"))),
                                dense(5)));
        return Case.of("a graph with layers over arrays", network);
    }

    private static void allocatesNothing(Backend backend, Case subject, int threads) {
        Set<Thread> others = workers();
        try (Program program =
                backend.compile(
                        subject.network(),
                        subject.options(SLICE, threads).average(WeightAverage.ema(0.9)))) {
            Batch whole = subject.batch(SLICE, 0);
            Batch sliced = subject.batch(2 * SLICE + 3, 1);
            float[] outputs = new float[sliced.size() * subject.network().output().size()];
            int[] step = {0};
            Runnable run =
                    () -> {
                        int number = step[0]++;
                        step(program, number % 2 == 0 ? whole : sliced, number);
                        program.evaluate(sliced, outputs);
                    };
            Set<Thread> own = workers();
            own.removeAll(others);
            assertThat(Allocation.of(run, own.toArray(Thread[]::new)))
                    .as("bytes allocated by a step")
                    .isZero();
        }
    }

    private static void step(Program program, Batch batch, long step) {
        program.backward(program.forward(batch, step));
        program.forwardBackward(batch, step);
        program.gradientNorm();
        program.averageShare(0.1);
        program.update(1e-3, 0.9, 1e-4, 1);
    }

    private static Set<Thread> workers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(WORKER))
                .collect(Collectors.toCollection(HashSet::new));
    }

    /**
     * Compiles, uses and closes programs, and fails if the heap in use or the number of worker
     * threads grows.
     *
     * @param programs how many; the first quarter is not counted
     */
    public static void programsLeaveNothing(Backend backend, int programs, int threads)
            throws InterruptedException {
        long early = 0;
        for (int i = 0; i < programs; i++) {
            Case subject = OptimizerCases.all().get(i % OptimizerCases.all().size());
            try (Program program =
                    backend.compile(subject.network(), subject.options(SLICE, threads))) {
                program.forwardBackward(subject.batch(SLICE, i), 0);
                program.update(0.1, 0.9, 0, 1);
            }
            if (i == programs / 4) {
                early = usedHeap();
            }
        }
        assertThat(usedHeap() - early).as("growth of the heap").isLessThan(MEGABYTE);
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith(WORKER)) {
                thread.join(10_000);
                assertThat(thread.isAlive()).as("%s of a closed program", thread).isFalse();
            }
        }
    }

    /** Takes steps of a small network, and fails if the heap in use grows. */
    public static void stepsLeaveNothing(Backend backend, int steps) {
        Case subject = LossCases.all().getFirst();
        var options = subject.options(SLICE, 1).average(WeightAverage.ema(0.9));
        try (Program program = backend.compile(subject.network(), options)) {
            Batch batch = subject.batch(SLICE, 0);
            float[] outputs = new float[SLICE * subject.network().output().size()];
            steps(program, steps / 4, batch, outputs);
            long early = usedHeap();
            steps(program, steps, batch, outputs);
            assertThat(usedHeap() - early).as("growth of the heap").isLessThan(MEGABYTE);
        }
    }

    private static void steps(Program program, int count, Batch batch, float[] outputs) {
        for (int step = 0; step < count; step++) {
            step(program, batch, step);
            program.evaluate(batch, outputs);
        }
    }

    private static long usedHeap() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            System.gc();
            Runtime runtime = Runtime.getRuntime();
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        return least;
    }
}
