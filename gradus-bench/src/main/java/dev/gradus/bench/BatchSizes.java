package dev.gradus.bench;

import dev.gradus.bench.report.ReportTable;
import dev.gradus.bench.report.Section;
import dev.gradus.bench.system.StepTimes;
import dev.gradus.bench.workload.Task;
import dev.gradus.bench.workload.TaskExamples;
import dev.gradus.bench.workload.Update;
import dev.gradus.bench.workload.Workload;
import dev.gradus.nn.backend.Backends;
import dev.gradus.nn.engine.Program;
import dev.gradus.nn.engine.ProgramOptions;
import dev.gradus.nn.loss.Losses;
import dev.gradus.nn.tensor.Batch;
import dev.gradus.number.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Batches of changing sizes: how many of its steps the first batch of a size costs, when others
 * were seen before; and the first call of all.
 */
final class BatchSizes {
    private static final int MOST_SIZES = 40;
    private static final int STEPS_EACH = 15;
    private static final int STEPS_AHEAD = 50;
    private static final int FEW_STEPS = 3;

    /** Sizes from a quarter of the usual one to twice it. */
    private static final int LARGEST = 2;

    private final BenchPlan plan;
    private final List<List<String>> rows = new ArrayList<>();

    private BatchSizes(BenchPlan plan) {
        this.plan = plan;
    }

    /** Measures the tasks whose batches have more than one example. */
    static Section measure(BenchPlan plan, BenchProgress progress) {
        var sizes = new BatchSizes(plan);
        for (Task task : plan.tasks()) {
            if (task.workload().batch() > 1 && task.update() == Update.MOMENTUM) {
                progress.say(task.toString());
                sizes.measure(task);
            }
        }
        return new Section(
                "A batch size seen for the first time",
                Text.of(
                        """
                        %d threads. The first step of a new program, from its compilation on; then up to %d batches of different \
                        sizes, from a quarter of the usual one to twice it in a random order, each followed by %d more of its size: \
                        the time of the first / the median of the others. "Unannounced" sizes come as a surprise: where sizes share \
                        their kernels, only the first of them waits. "Announced" ones are prepared on the side meanwhile, as a \
                        trainer does for the sizes of its schedule.\
                        """,
                        plan.threads(), MOST_SIZES, STEPS_EACH),
                new ReportTable(
                        List.of(
                                "workload",
                                "batch",
                                "compile ms",
                                "first step ms",
                                "step ms",
                                "sizes",
                                "unannounced first / step",
                                "at most 3",
                                "announced first / step",
                                "at most 3",
                                "largest"),
                        sizes.rows),
                List.of());
    }

    private void measure(Task task) {
        Workload workload = task.workload();
        int largest = LARGEST * workload.batch();
        Batch batch =
                TaskExamples.of(
                                new Workload(
                                        workload.name(),
                                        workload.network(),
                                        largest,
                                        workload.size()),
                                1)
                        .findFirst()
                        .orElseThrow();
        var options =
                ProgramOptions.of(
                                Losses.softmaxCrossEntropy(), task.update().optimizer(), largest, 1)
                        .batchSize(workload.batch())
                        .threads(plan.threads());
        long begin = System.nanoTime();
        try (Program program = Backends.named("onednn").compile(workload.network(), options)) {
            double compiled = (System.nanoTime() - begin) * 1e-9;
            batch.size(workload.batch());
            double first = step(program, batch, task);
            double usual = usual(program, batch, task);
            double[] surprising = costs(program, batch, task);
            double[] announced = announcedCosts(task, options, batch);
            rows.add(
                    List.of(
                            workload.name(),
                            String.valueOf(workload.batch()),
                            number("%.1f", compiled * 1e3),
                            number("%.2f", first * 1e3),
                            number("%.3f", usual * 1e3),
                            String.valueOf(surprising.length),
                            number("%.1f", StepTimes.median(surprising)),
                            few(surprising),
                            number("%.1f", StepTimes.median(announced)),
                            few(announced),
                            number("%.1f", Arrays.stream(announced).max().orElseThrow())));
        }
    }

    private static String few(double[] costs) {
        long few = Arrays.stream(costs).filter(cost -> cost <= FEW_STEPS).count();
        return Text.of("%d of %d", few, costs.length);
    }

    private static double[] costs(Program program, Batch batch, Task task) {
        return sizes(task.workload().batch())
                .mapToDouble(size -> cost(program, batch, size, task))
                .toArray();
    }

    /** Another program, to which each size is said while the one before it is trained. */
    private double[] announcedCosts(Task task, ProgramOptions options, Batch batch) {
        try (Program program =
                Backends.named("onednn").compile(task.workload().network(), options)) {
            batch.size(task.workload().batch());
            usual(program, batch, task);
            return sizes(task.workload().batch())
                    .mapToDouble(size -> {
                        program.prepare(size);
                        for (int i = 0; i < STEPS_AHEAD; i++) {
                            step(program, batch, task);
                        }
                        return cost(program, batch, size, task);
                    })
                    .toArray();
        }
    }

    private static IntStream sizes(int usual) {
        return new SplittableRandom(1)
                .ints(Math.max(1, usual / 4), LARGEST * usual + 1)
                .distinct()
                .filter(size -> size != usual)
                .limit(Math.min(MOST_SIZES, usual));
    }

    private double usual(Program program, Batch batch, Task task) {
        var times = new ArrayList<Double>();
        long end = System.nanoTime() + (long) (plan.warmup() * 1e9);
        do {
            times.add(step(program, batch, task));
        } while (System.nanoTime() < end);
        return StepTimes.median(times.stream().mapToDouble(each -> each).toArray());
    }

    /** Returns the time of the first batch of a size / that of others. */
    private static double cost(Program program, Batch batch, int size, Task task) {
        batch.size(size);
        double first = step(program, batch, task);
        double[] others = new double[STEPS_EACH];
        for (int i = 0; i < others.length; i++) {
            others[i] = step(program, batch, task);
        }
        return first / StepTimes.median(others);
    }

    /** Makes a step, and returns how long it took, in seconds. */
    private static double step(Program program, Batch batch, Task task) {
        long begin = System.nanoTime();
        program.forwardBackward(batch, 0);
        program.update(
                task.update().learningRate(),
                Update.MOMENTUM_FACTOR,
                task.update().weightDecay(),
                1);
        return (System.nanoTime() - begin) * 1e-9;
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
