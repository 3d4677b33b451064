package dev.gradus.bench;

import dev.gradus.bench.report.ReportTable;
import dev.gradus.bench.report.Section;
import dev.gradus.bench.system.StepTimes;
import dev.gradus.bench.workload.Workload;
import dev.gradus.bench.workload.Workloads;
import dev.gradus.nn.backend.Backends;
import dev.gradus.nn.engine.InferenceOptions;
import dev.gradus.nn.engine.InferenceProgram;
import dev.gradus.nn.engine.Program;
import dev.gradus.nn.engine.ProgramOptions;
import dev.gradus.nn.engine.StateEntry;
import dev.gradus.nn.loss.Losses;
import dev.gradus.nn.optimizer.Optimizers;
import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Precision;
import dev.gradus.nn.tensor.Target;
import dev.gradus.number.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Outputs by a program for training and by one for inference, turn about: the same network with the
 * same weights in this process.
 */
final class Inference {
    private static final List<String> NETWORKS = List.of("mlp 784-128-10", "lenet 28x28");
    private static final List<Integer> BATCHES = List.of(1, 32, 1000);

    /** A turn evaluates this long, so that the other's caches are forgotten. */
    private static final double TURN_SECONDS = 0.02;

    private final BenchPlan plan;
    private final BenchProgress progress;
    private final List<List<String>> rows = new ArrayList<>();

    private Inference(BenchPlan plan, BenchProgress progress) {
        this.plan = plan;
        this.progress = progress;
    }

    /** Measures every network, size of batch and number of threads, on both backends. */
    static Section measure(BenchPlan plan, BenchProgress progress) {
        return new Inference(plan, progress).measure();
    }

    private Section measure() {
        List<String> networks =
                NETWORKS.stream().filter(name -> name.contains(plan.only())).toList();
        for (String backend : List.of("onednn", "java")) {
            for (String network : networks) {
                for (int threads : IntStream.rangeClosed(1, plan.threads()).toArray()) {
                    BATCHES.forEach(batch -> measure(backend, network, threads, batch));
                }
            }
        }
        return new Section(
                "Training's evaluation and a program for inference",
                Text.of(
                        "Microseconds an example, compiled for that size of batch as one slice; %d rounds of %s s in turn.",
                        plan.rounds(), plan.seconds()),
                new ReportTable(
                        List.of(
                                "backend",
                                "network",
                                "threads",
                                "batch",
                                "training best us",
                                "inference best us",
                                "training median us",
                                "inference median us",
                                "training MB",
                                "inference MB"),
                        rows),
                List.of());
    }

    private void measure(String backend, String name, int threads, int size) {
        progress.say(Text.of("%s, %s, %d threads, batch %d", backend, name, threads, size));
        Workload workload = Workloads.named(name);
        var options =
                ProgramOptions.of(Losses.softmaxCrossEntropy(), Optimizers.momentum(0.9), size, 1)
                        .threads(threads);
        var forInference = new InferenceOptions(size, size, Precision.F32, threads);
        try (Program training = Backends.named(backend).compile(workload.network(), options);
                InferenceProgram inference =
                        Backends.named(backend)
                                .compileForInference(workload.network(), forInference)) {
            share(training, inference);
            Batch batch = batch(workload, size);
            float[] outputs = new float[size * workload.classes()];
            var times = new Pair(new ArrayList<>(), new ArrayList<>());
            turn(training, batch, outputs, plan.warmup());
            turn(inference, batch, outputs, plan.warmup());
            long end = System.nanoTime() + (long) (plan.rounds() * plan.seconds() * 2e9);
            while (System.nanoTime() < end) {
                times.training.addAll(turn(training, batch, outputs, TURN_SECONDS));
                times.inference.addAll(turn(inference, batch, outputs, TURN_SECONDS));
            }
            rows.add(
                    List.of(
                            backend,
                            name,
                            String.valueOf(threads),
                            String.valueOf(size),
                            best(times.training, size),
                            best(times.inference, size),
                            median(times.training, size),
                            median(times.inference, size),
                            megabytes(training),
                            megabytes(inference)));
        }
    }

    private record Pair(List<Double> training, List<Double> inference) {}

    private static void share(Program from, InferenceProgram to) {
        for (StateEntry entry : to.state()) {
            float[] values = new float[entry.size()];
            from.read(entry, values);
            to.write(entry, values);
        }
    }

    private static Batch batch(Workload workload, int size) {
        int width = workload.network().input().size();
        var random = new SplittableRandom(1);
        var batch = new Batch(size, width, Target.classes(workload.classes()));
        batch.size(size);
        for (int i = 0; i < size * width; i++) {
            batch.inputs()[i] = (float) random.nextGaussian();
        }
        return batch;
    }

    private static List<Double> turn(
            InferenceProgram program, Batch batch, float[] outputs, double seconds) {
        var times = new ArrayList<Double>();
        long end = System.nanoTime() + (long) (seconds * 1e9);
        for (long begin = System.nanoTime(); begin < end; ) {
            program.evaluate(batch, outputs);
            long now = System.nanoTime();
            times.add((now - begin) * 1e-9);
            begin = now;
        }
        return times;
    }

    private static String best(List<Double> seconds, int size) {
        double best = seconds.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
        return number("%.2f", best * 1e6 / size);
    }

    private static String median(List<Double> seconds, int size) {
        double[] all = seconds.stream().mapToDouble(Double::doubleValue).toArray();
        return number("%.2f", StepTimes.median(all) * 1e6 / size);
    }

    private static String megabytes(InferenceProgram program) {
        return number("%.2f", program.memory() / 1e6);
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
