package dev.gradus.bench;

import dev.gradus.bench.report.Machine;
import dev.gradus.bench.report.ReportTable;
import dev.gradus.bench.report.Section;
import dev.gradus.bench.system.Entrant;
import dev.gradus.bench.system.LargeProduct;
import dev.gradus.bench.system.StepTimes;
import dev.gradus.bench.workload.PaddedFlops;
import dev.gradus.bench.workload.Task;
import dev.gradus.number.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The table of step times.
 *
 * @param times of every task, of every system
 * @param product of a step of {@link LargeProduct} in the same run
 * @param bfloat16 of a step of it in bfloat16, where the processor can
 */
record SpeedTable(
        Map<Task, Map<Entrant, StepTimes>> times, StepTimes product, Optional<StepTimes> bfloat16) {
    /** Padding that takes less than this is not worth mentioning. */
    private static final double WORTH_A_NOTE = 0.9;

    private static final List<String> HEADINGS =
            List.of(
                    "workload",
                    "update",
                    "system",
                    "best ms",
                    "median ms",
                    "CPU ms",
                    "examples/s",
                    "GFLOP/s",
                    "of product",
                    "of its CPU",
                    "best / gradus",
                    "median / gradus",
                    "CPU / gradus",
                    "bar");

    /** Returns the table with notes on how to read it. */
    Section section(
            BenchPlan plan, Map<Entrant, String> descriptions, Map<Entrant, String> refusals) {
        var notes = new ArrayList<String>();
        descriptions.forEach((entrant, words) -> notes.add("`%s`: %s.".formatted(entrant, words)));
        notes.addAll(paddingNotes());
        refusals.forEach(
                (entrant, why) -> notes.add("`%s` not measured: %s.".formatted(entrant, why)));
        String text =
                Text.of(
                        """
                        One step is forward, backward and update on a batch that is ready in memory. %d rounds; in each, \
                        every system computes for %s s in a separate process while the others wait. Best is the shortest \
                        step of all rounds, median the median of the rounds' medians. Examples/s are computed from the \
                        median; GFLOP/s and the share from the best, with the operations counted from the network (`Flops`). \
                        In the same rounds oneDNN's product of %d x %d float32 matrices reached %.1f GFLOP/s with %d threads, \
                        which is 100 %% in "of product"; %s. CPU ms is the time of all cores for a step, which hardly depends on \
                        other processes; "of its CPU" compares it with that of the product, and does not count idle cores. \
                        The bars between systems compare medians.\
                        """,
                        plan.rounds(),
                        plan.seconds(),
                        LargeProduct.SIZE,
                        LargeProduct.SIZE,
                        rate(product) * 1e-9,
                        plan.threads(),
                        bfloat16Text());
        return new Section("A step, side by side", text, table(), notes);
    }

    /** Returns what padded channels allow, for networks that they keep from a large share. */
    private List<String> paddingNotes() {
        var notes = new ArrayList<String>();
        times.forEach((task, systems) -> {
            StepTimes own = systems.get(Entrant.GRADUS);
            double bound = PaddedFlops.share(task.workload().network(), Machine.lanes());
            if (own != null && bound < WORTH_A_NOTE) {
                notes.add(
                        Text.of(
                                "%s: its channels fill vectors of %d numbers to %s of what is computed; `gradus` reaches %s of that bound.",
                                task,
                                Machine.lanes(),
                                number("%.0f %%", 100 * bound),
                                number("%.0f %%", 100 * share(task, Entrant.GRADUS, own) / bound)));
            }
        });
        return notes;
    }

    private String bfloat16Text() {
        return bfloat16.map(measured ->
                        Text.of(
                                "that of bfloat16 matrices reached %s GFLOP/s, which is 100 %% for `gradus-bf16`",
                                number("%.1f", rate(measured) * 1e-9)))
                .orElse("that of bfloat16 matrices was not measured");
    }

    /** Returns the table alone. */
    ReportTable table() {
        var rows = new ArrayList<List<String>>();
        times.forEach((task, systems) ->
                systems.forEach((entrant, own) ->
                        rows.add(
                                row(
                                        task,
                                        entrant,
                                        own,
                                        systems.getOrDefault(Entrant.GRADUS, own)))));
        return new ReportTable(HEADINGS, rows);
    }

    private List<String> row(Task task, Entrant entrant, StepTimes own, StepTimes gradus) {
        double ratio = own.median() / gradus.median();
        var size = task.workload().size();
        String bar =
                switch (entrant) {
                    case GRADUS -> Bar.alone(size, share(task, entrant, own));
                    case GRADUS_BF16 -> Bar.inBfloat16(size, share(task, entrant, own), ratio);
                    default ->
                            Bar.against(
                                    entrant,
                                    size,
                                    ratio,
                                    share(task, Entrant.GRADUS, gradus),
                                    share(task, entrant, own));
                };
        return List.of(
                task.workload().name(),
                task.update().toString(),
                entrant.toString(),
                number("%.3f", own.best() * 1e3),
                number("%.3f", own.median() * 1e3),
                number("%.3f", own.processor() * 1e3),
                number("%,.0f", task.workload().batch() / own.median()),
                number("%.1f", rate(task, own) * 1e-9),
                number("%.0f %%", 100 * share(task, entrant, own)),
                number("%.0f %%", 100 * processorShare(task, entrant, own)),
                number("%.2f", own.best() / gradus.best()),
                number("%.2f", ratio),
                number("%.2f", own.processor() / gradus.processor()),
                bar);
    }

    private double processorShare(Task task, Entrant entrant, StepTimes times) {
        double own = task.workload().operations() / times.processor();
        return own / (LargeProduct.operations() / product(entrant).processor());
    }

    private static double rate(Task task, StepTimes times) {
        return task.workload().operations() / times.best();
    }

    private static double rate(StepTimes product) {
        return LargeProduct.operations() / product.best();
    }

    private double share(Task task, Entrant entrant, StepTimes times) {
        return rate(task, times) / rate(product(entrant));
    }

    /** Returns the product in the numbers that a system computes in. */
    private StepTimes product(Entrant entrant) {
        return entrant == Entrant.GRADUS_BF16 ? bfloat16.orElse(product) : product;
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
