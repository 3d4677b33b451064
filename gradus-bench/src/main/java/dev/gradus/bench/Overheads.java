package dev.gradus.bench;

import dev.gradus.bench.report.ReportTable;
import dev.gradus.bench.report.Section;
import dev.gradus.bench.system.StepTimes;
import dev.gradus.bench.workload.InitialValues;
import dev.gradus.bench.workload.Task;
import dev.gradus.bench.workload.TaskExamples;
import dev.gradus.bench.workload.Update;
import dev.gradus.bench.workload.Workload;
import dev.gradus.bench.workload.Workloads;
import dev.gradus.data.Dataset;
import dev.gradus.nn.backend.Backends;
import dev.gradus.nn.engine.InferenceOptions;
import dev.gradus.nn.engine.InferenceProgram;
import dev.gradus.nn.engine.StateEntry;
import dev.gradus.nn.loss.Losses;
import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Precision;
import dev.gradus.number.Text;
import dev.gradus.run.event.EventLog;
import dev.gradus.train.Finder;
import dev.gradus.train.Trainer;
import dev.gradus.train.batch.Examples;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;

/** What a run costs besides its steps: with and without, alternating, in this process. */
final class Overheads {
    private static final String NOTHING_KEPT = "trainer, nothing kept";
    private static final String VALIDATED = "trainer, validation every epoch on 1/5 as many";
    private static final int PREDICTED_ROWS = 1024;
    private static final int EPOCHS = 5;
    private static final int BATCHES = 400;
    private static final int VALIDATION_BATCHES = 80;

    private final Workload workload = Workloads.named("mlp 784-128-10");
    private final Dataset train = dataset(workload, BATCHES);
    private final Dataset validation = dataset(workload, VALIDATION_BATCHES);
    private final Trainer trainer;
    private final int threads;

    private Overheads(BenchPlan plan) {
        threads = plan.threads();
        var task = new Task(workload, Update.MOMENTUM);
        trainer =
                Trainer.of(workload.network(), Losses.softmaxCrossEntropy())
                        .optimizer(task.update().optimizer())
                        .learningRate(task.update().learningRate())
                        .batchSize(workload.batch())
                        .threads(plan.threads())
                        .epochs(EPOCHS);
    }

    private static Dataset dataset(Workload workload, int batches) {
        int width = workload.network().input().size();
        List<Batch> all = TaskExamples.of(workload, batches).toList();
        float[][] inputs =
                all.stream()
                        .flatMap(batch ->
                                Stream.iterate(0, row -> row + 1)
                                        .limit(batch.size())
                                        .map(row ->
                                                Arrays.copyOfRange(
                                                        batch.inputs(),
                                                        row * width,
                                                        (row + 1) * width)))
                        .toArray(float[][]::new);
        int[] labels = all.stream().flatMapToInt(batch -> Arrays.stream(batch.labels())).toArray();
        return Dataset.ofLabels(workload.network().input(), inputs, labels, workload.classes());
    }

    /** Measures every variant. */
    static Section measure(BenchPlan plan, BenchProgress progress) {
        Path folder = temporary();
        try {
            return new Overheads(plan).measure(plan, progress, folder);
        } finally {
            delete(folder);
        }
    }

    private Section measure(BenchPlan plan, BenchProgress progress, Path folder) {
        var variants = new LinkedHashMap<String, DoubleSupplier>();
        variants.put("session: steps alone", this::session);
        variants.put("finder: one sweep", this::finder);
        variants.put(NOTHING_KEPT, () -> run(trainer));
        variants.put("trainer, event log", () -> logged(folder.resolve("events.jsonl")));
        variants.put(
                "trainer, run folder: event log and a checkpoint an epoch",
                () -> run(trainer.runs(folder)));
        variants.put(VALIDATED, () -> run(trainer.validateOn(validation)));
        variants.put("trainer, one update in 100 measured", () -> run(trainer.updateRatios(100)));
        variants.put("trainer, every update measured", () -> run(trainer.updateRatios(1)));
        var times = new LinkedHashMap<String, double[]>();
        for (int round = -1; round < plan.rounds(); round++) {
            for (Map.Entry<String, DoubleSupplier> variant : variants.entrySet()) {
                progress.say(variant.getKey());
                double[] all =
                        times.computeIfAbsent(variant.getKey(), _ -> new double[plan.rounds()]);
                double seconds = variant.getValue().getAsDouble();
                if (round >= 0) { // the round before warms up
                    all[round] = seconds;
                }
            }
        }
        return section(times);
    }

    private Section section(Map<String, double[]> times) {
        double base = StepTimes.median(times.values().iterator().next());
        var rows = new ArrayList<List<String>>();
        times.forEach((name, seconds) -> {
            double best = Arrays.stream(seconds).min().orElseThrow();
            double median = StepTimes.median(seconds);
            rows.add(
                    List.of(
                            name,
                            number("%.1f", best * 1e6),
                            number("%.1f", median * 1e6),
                            number("%.0f %%", 100 * (median / base - 1))));
        });
        return new Section(
                "What a run costs besides its steps",
                Text.of(
                        "%s, %s, %d epochs of %d steps: microseconds per step, from the first step to the end of the run, in alternating rounds; \"more\" compares medians.",
                        workload.name(), Update.MOMENTUM, EPOCHS, BATCHES),
                new ReportTable(List.of("variant", "best us", "median us", "more"), rows),
                List.of(validationNote(times)));
    }

    /** Compares what validation adds to a run with predictions by a program for inference. */
    private String validationNote(Map<String, double[]> times) {
        double more = median(times, VALIDATED) - median(times, NOTHING_KEPT);
        double validated = (double) VALIDATION_BATCHES * workload.batch();
        return Text.of(
                "Validation takes %s us a row beyond the steps; a program for inference takes %s us a row, %d at once.",
                number("%.2f", more * BATCHES / validated * 1e6),
                number("%.2f", inference() * 1e6),
                PREDICTED_ROWS);
    }

    private static double median(Map<String, double[]> times, String variant) {
        return StepTimes.median(Objects.requireNonNull(times.get(variant), variant));
    }

    /** Returns the seconds that a program for inference takes for a row. */
    private double inference() {
        var options = new InferenceOptions(PREDICTED_ROWS, PREDICTED_ROWS, Precision.F32, threads);
        try (InferenceProgram program =
                Backends.named("onednn").compileForInference(workload.network(), options)) {
            for (StateEntry entry : program.state()) {
                program.write(entry, InitialValues.of(workload.network(), entry.owner()));
            }
            Batch batch = new Batch(PREDICTED_ROWS, train.input().size(), train.target());
            Examples.fill(train, 0, PREDICTED_ROWS, batch);
            float[] outputs = new float[PREDICTED_ROWS * workload.classes()];
            var predicted = StepTimes.of(() -> program.evaluate(batch, outputs), 0.5);
            return predicted.median() / PREDICTED_ROWS;
        }
    }

    private double session() {
        try (var session = trainer.session(train)) {
            long begin = System.nanoTime();
            while (session.step() < session.end()) {
                session.advance();
            }
            return (System.nanoTime() - begin) * 1e-9 / session.end();
        }
    }

    private double finder() {
        long begin = System.nanoTime();
        var found = Finder.of(trainer).sweep(train);
        int steps = found.sweeps().getFirst().points().size();
        return (System.nanoTime() - begin) * 1e-9 / steps;
    }

    private double logged(Path file) {
        try (var log = EventLog.append(file)) {
            return run(trainer.listeners(log));
        }
    }

    private double run(Trainer variant) {
        try (var training = variant.prepare(train)) {
            long begin = System.nanoTime();
            var result = training.run();
            return (System.nanoTime() - begin) * 1e-9 / result.steps();
        }
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("gradus-bench");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
