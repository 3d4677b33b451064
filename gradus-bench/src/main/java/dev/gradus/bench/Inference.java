package dev.gradus.bench;

import dev.gradus.bench.report.Machine;
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
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Outputs by a program for training and by programs for inference, in float32 and, where the
 * processor has it, in bfloat16, turn about: the same network with the same weights in this
 * process.
 */
final class Inference {
    private static final List<String> NETWORKS =
            List.of("mlp 16-64-10", "mlp 784-128-10", "lenet 28x28");
    private static final List<Integer> BATCHES = List.of(1, 32, 1000);

    /** For training, for inference, and for inference in bfloat16. */
    private static final int PROGRAMS = 3;

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
                                "bf16 best us",
                                "training median us",
                                "inference median us",
                                "bf16 median us",
                                "training MB",
                                "inference MB",
                                "bf16 MB"),
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
                InferenceProgram inference = inference(backend, training, forInference)) {
            if (backend.equals("onednn") && Machine.hasBfloat16()) {
                try (InferenceProgram half =
                        inference(backend, training, forInference.precision(Precision.BF16))) {
                    row(backend, workload, threads, size, List.of(training, inference, half));
                }
            } else {
                row(backend, workload, threads, size, List.of(training, inference));
            }
        }
    }

    private static InferenceProgram inference(
            String backend, Program training, InferenceOptions options) {
        InferenceProgram program =
                Backends.named(backend).compileForInference(training.network(), options);
        share(training, program);
        return program;
    }

    private void row(
            String backend,
            Workload workload,
            int threads,
            int size,
            List<InferenceProgram> programs) {
        var row =
                new ArrayList<>(
                        List.of(
                                backend,
                                workload.name(),
                                String.valueOf(threads),
                                String.valueOf(size)));
        List<double[]> times = times(workload, size, programs);
        row.addAll(cells(times, each -> Arrays.stream(each).min().orElseThrow() * 1e6 / size));
        row.addAll(cells(times, each -> StepTimes.median(each) * 1e6 / size));
        row.addAll(cells(programs, program -> program.memory() / 1e6));
        rows.add(row);
    }

    /** Returns the seconds of every evaluation by each program. */
    private List<double[]> times(Workload workload, int size, List<InferenceProgram> programs) {
        Batch batch = batch(workload, size);
        float[] outputs = new float[size * workload.classes()];
        programs.forEach(program -> turn(program, batch, outputs, plan.warmup()));
        var times = programs.stream().map(_ -> new ArrayList<Double>()).toList();
        double seconds = plan.rounds() * plan.seconds() * programs.size();
        long end = System.nanoTime() + (long) (seconds * 1e9);
        while (System.nanoTime() < end) {
            for (int i = 0; i < programs.size(); i++) {
                times.get(i).addAll(turn(programs.get(i), batch, outputs, TURN_SECONDS));
            }
        }
        return times.stream()
                .map(each -> each.stream().mapToDouble(Double::doubleValue).toArray())
                .toList();
    }

    /** Returns a cell for each program, empty for bfloat16 where it was not measured. */
    private static <T> List<String> cells(List<T> of, ToDoubleFunction<T> number) {
        var cells = new ArrayList<String>();
        of.forEach(
                each -> cells.add(String.format(Locale.ROOT, "%.2f", number.applyAsDouble(each))));
        if (cells.size() < PROGRAMS) {
            cells.add("");
        }
        return cells;
    }

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
}
