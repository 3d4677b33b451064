package dev.gradus.bench;

import dev.gradus.bench.report.ReportTable;
import dev.gradus.bench.report.Section;
import dev.gradus.bench.system.Entrant;
import dev.gradus.bench.system.LargeProduct;
import dev.gradus.bench.system.StepTimes;
import dev.gradus.bench.workload.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The table of step times.
 *
 * @param times of every task, of every system
 * @param product of a step of {@link LargeProduct} in the same run
 */
record SpeedTable(Map<Task, Map<Entrant, StepTimes>> times, StepTimes product) {
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
        refusals.forEach(
                (entrant, why) -> notes.add("`%s` not measured: %s.".formatted(entrant, why)));
        String text =
                """
                One step is forward, backward and update on a batch that is ready in memory. %d rounds; in each, \
                every system computes for %s s in a separate process while the others wait. Best is the shortest \
                step of all rounds, median the median of the rounds' medians. Examples/s are computed from the \
                median; GFLOP/s and the share from the best, with the operations counted from the network (`Flops`). \
                In the same rounds oneDNN's product of %d x %d float32 matrices reached %.1f GFLOP/s with %d threads, \
                which is 100 %% in "of product". CPU ms is the time of all cores for a step, which hardly depends on \
                other processes; "of its CPU" compares it with that of the product, and does not count idle cores. \
                The bars between systems compare medians.\
                """
                        .formatted(
                                plan.rounds(),
                                plan.seconds(),
                                LargeProduct.SIZE,
                                LargeProduct.SIZE,
                                productRate() * 1e-9,
                                plan.threads());
        return new Section("A step, side by side", text, table(), notes);
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
                entrant == Entrant.GRADUS
                        ? Bar.alone(size, share(task, own))
                        : Bar.against(entrant, size, ratio, share(task, gradus), share(task, own));
        return List.of(
                task.workload().name(),
                task.update().toString(),
                entrant.toString(),
                number("%.3f", own.best() * 1e3),
                number("%.3f", own.median() * 1e3),
                number("%.3f", own.processor() * 1e3),
                number("%,.0f", task.workload().batch() / own.median()),
                number("%.1f", rate(task, own) * 1e-9),
                number("%.0f %%", 100 * share(task, own)),
                number("%.0f %%", 100 * processorShare(task, own)),
                number("%.2f", own.best() / gradus.best()),
                number("%.2f", ratio),
                number("%.2f", own.processor() / gradus.processor()),
                bar);
    }

    private double processorShare(Task task, StepTimes times) {
        double own = task.workload().operations() / times.processor();
        return own / (LargeProduct.operations() / product.processor());
    }

    private static double rate(Task task, StepTimes times) {
        return task.workload().operations() / times.best();
    }

    private double productRate() {
        return LargeProduct.operations() / product.best();
    }

    private double share(Task task, StepTimes times) {
        return rate(task, times) / productRate();
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
