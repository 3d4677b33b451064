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
import dev.gradus.model.Model;
import dev.gradus.model.Predictor;
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
import dev.gradus.train.batch.BatchReader;
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
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What a run costs besides its steps: with and without, alternating, in this process. */
final class Overheads {
    private static final String STEPS_ALONE = "session: steps alone";
    private static final String NOTHING_KEPT = "trainer, nothing kept";
    private static final String VALIDATED = "trainer, validation every epoch on 1/5 as many";
    private static final int PREDICTED_ROWS = 1024;
    private static final int SHORT = 2;
    private static final int LONG = 12;
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
                        .threads(plan.threads());
    }

    private static Dataset dataset(Workload workload, int batches) {
        int[] labels =
                TaskExamples.of(workload, batches)
                        .flatMapToInt(batch -> Arrays.stream(batch.labels()))
                        .toArray();
        return Dataset.ofLabels(
                workload.network().input(), rows(workload, batches), labels, workload.classes());
    }

    /** Returns the inputs of examples, each in an array of its own. */
    private static float[][] rows(Workload workload, int batches) {
        int width = workload.network().input().size();
        return TaskExamples.of(workload, batches)
                .flatMap(batch ->
                        IntStream.range(0, batch.size())
                                .mapToObj(row ->
                                        Arrays.copyOfRange(
                                                batch.inputs(), row * width, (row + 1) * width)))
                .toArray(float[][]::new);
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
        var variants = new LinkedHashMap<String, Function<Trainer, Spent>>();
        variants.put(STEPS_ALONE, this::session);
        variants.put(NOTHING_KEPT, this::run);
        variants.put(
                "trainer, event log", length -> logged(length, folder.resolve("events.jsonl")));
        variants.put(
                "trainer, run folder: event log and a checkpoint an epoch",
                length -> run(length.runs(folder)));
        variants.put(VALIDATED, length -> run(length.validateOn(validation)));
        variants.put(
                "trainer, one update in 100 measured", length -> run(length.updateRatios(100)));
        variants.put("trainer, every update measured", length -> run(length.updateRatios(1)));
        var costs = new LinkedHashMap<String, List<Cost>>();
        double[] finder = new double[plan.rounds()];
        for (int round = -1; round < plan.rounds(); round++) {
            for (Map.Entry<String, Function<Trainer, Spent>> variant : variants.entrySet()) {
                progress.say(variant.getKey());
                Cost cost = cost(variant.getValue());
                if (round >= 0) { // the round before warms up
                    costs.computeIfAbsent(variant.getKey(), _ -> new ArrayList<>()).add(cost);
                }
            }
            if (round >= 0) {
                finder[round] = finder();
            }
        }
        return section(costs, StepTimes.median(finder));
    }

    /**
     * What a computation took.
     *
     * @param seconds from its beginning to its end
     * @param cpu seconds of all cores, which hardly depend on who else uses them
     */
    private record Spent(double seconds, double cpu) {
        static Spent by(Runnable computation) {
            double cpu = StepTimes.processorSeconds();
            long begin = System.nanoTime();
            computation.run();
            double seconds = (System.nanoTime() - begin) * 1e-9;
            return new Spent(seconds, StepTimes.processorSeconds() - cpu);
        }
    }

    /**
     * What a run costs.
     *
     * @param step seconds a step
     * @param cpu seconds of all cores a step
     * @param once seconds besides, however many steps there are
     */
    private record Cost(double step, double cpu, double once) {}

    /** Two runs of different lengths tell apart what each step costs and what each run does. */
    private Cost cost(Function<Trainer, Spent> variant) {
        Spent shorter = variant.apply(trainer.epochs(SHORT));
        Spent longer = variant.apply(trainer.epochs(LONG));
        double steps = (LONG - SHORT) * BATCHES;
        double step = (longer.seconds - shorter.seconds) / steps;
        double cpu = (longer.cpu - shorter.cpu) / steps;
        return new Cost(step, cpu, shorter.seconds - step * SHORT * BATCHES);
    }

    private Section section(Map<String, List<Cost>> costs, double finder) {
        double base = median(costs, STEPS_ALONE, Cost::step);
        double baseCpu = median(costs, STEPS_ALONE, Cost::cpu);
        var rows = new ArrayList<List<String>>();
        costs.forEach((name, all) -> {
            double best = all.stream().mapToDouble(Cost::step).min().orElseThrow();
            double median = median(costs, name, Cost::step);
            double cpu = median(costs, name, Cost::cpu);
            rows.add(
                    List.of(
                            name,
                            number("%.1f", best * 1e6),
                            number("%.1f", median * 1e6),
                            number("%.1f %%", 100 * (median / base - 1)),
                            number("%.1f", cpu * 1e6),
                            number("%.1f %%", 100 * (cpu / baseCpu - 1)),
                            number("%.1f", median(costs, name, Cost::once) * 1e3)));
        });
        return new Section(
                "What a run costs besides its steps",
                Text.of(
                        "%s, %s: runs of %d and of %d epochs of %d steps, from the first step to the end of the run, in alternating rounds. Their difference tells what a step costs; \"more\" compares medians. \"CPU us\" is the time of all cores, which hardly depends on what else they compute, and on how long a disk takes. \"Once ms\" is what is left of the shorter run, however long a run is.",
                        workload.name(), Update.MOMENTUM, SHORT, LONG, BATCHES),
                new ReportTable(
                        List.of(
                                "variant",
                                "best us",
                                "median us",
                                "more",
                                "CPU us",
                                "more CPU",
                                "once ms"),
                        rows),
                List.of(
                        Text.of(
                                "A step of the finder takes %s us, everything included.",
                                number("%.1f", finder * 1e6)),
                        validationNote(costs)));
    }

    /** Compares what validation adds to a run with predictions by a program for inference. */
    private String validationNote(Map<String, List<Cost>> costs) {
        double more =
                median(costs, VALIDATED, Cost::step) - median(costs, NOTHING_KEPT, Cost::step);
        double validated = (double) VALIDATION_BATCHES * workload.batch();
        return Text.of(
                "Validation takes %s us a row beyond the steps: reading, evaluating, scoring. A program for inference takes %s us a row, %d at once, in a batch that lies ready; a Predictor, which reads rows in arrays of their own, %s us.",
                number("%.2f", more * BATCHES / validated * 1e6),
                number("%.2f", inference() * 1e6),
                PREDICTED_ROWS,
                number("%.2f", prediction() * 1e6));
    }

    /** Returns the seconds that a predictor takes for a row, all rows of the validation at once. */
    private double prediction() {
        float[][] rows = rows(workload, VALIDATION_BATCHES);
        Model model = trainer.epochs(1).fit(train).model();
        try (Predictor predictor = model.predictor(Backends.named("onednn"), threads)) {
            return StepTimes.of(() -> predictor.predict(rows), 0.5).median() / rows.length;
        }
    }

    private static double median(
            Map<String, List<Cost>> costs, String variant, ToDoubleFunction<Cost> part) {
        List<Cost> all = Objects.requireNonNull(costs.get(variant), variant);
        return StepTimes.median(all.stream().mapToDouble(part).toArray());
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
            new BatchReader(train).read(0, PREDICTED_ROWS, batch);
            float[] outputs = new float[PREDICTED_ROWS * workload.classes()];
            var predicted = StepTimes.of(() -> program.evaluate(batch, outputs), 0.5);
            return predicted.median() / PREDICTED_ROWS;
        }
    }

    private Spent session(Trainer length) {
        try (var session = length.session(train)) {
            return Spent.by(() -> {
                while (session.step() < session.end()) {
                    session.advance();
                }
            });
        }
    }

    private double finder() {
        long begin = System.nanoTime();
        var found = Finder.of(trainer.epochs(LONG)).sweep(train);
        int steps = found.sweeps().getFirst().points().size();
        return (System.nanoTime() - begin) * 1e-9 / steps;
    }

    private Spent logged(Trainer length, Path file) {
        try (var log = EventLog.append(file)) {
            return run(length.listeners(log));
        }
    }

    private Spent run(Trainer variant) {
        try (var training = variant.prepare(train)) {
            return Spent.by(training::run);
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
