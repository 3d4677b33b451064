package dev.gradus.bench;

import dev.gradus.bench.report.ReportTable;
import dev.gradus.bench.report.Section;
import dev.gradus.bench.system.ChildProcess;
import dev.gradus.bench.system.Entrant;
import dev.gradus.bench.system.LargeProduct;
import dev.gradus.bench.system.StepTimes;
import dev.gradus.bench.system.Triad;
import dev.gradus.bench.workload.Task;
import dev.gradus.bench.workload.Workloads;
import dev.gradus.nn.Network;
import dev.gradus.number.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What steps cost by {@link CostModel}, and what they took. */
final class Costs {
    private static final int INPUTS = 784;

    private final BenchPlan plan;
    private final BenchProgress progress;

    Costs(BenchPlan plan, BenchProgress progress) {
        this.plan = plan;
        this.progress = progress;
    }

    /** Measures the machine and the steps by turns; then says how costs grow. */
    List<Section> measure() {
        var products = new ArrayList<StepTimes>();
        var triads = new ArrayList<StepTimes>();
        var steps = new LinkedHashMap<Task, StepTimes>();
        for (Task task : plan.tasks()) {
            progress.say(task.toString());
            steps.put(task, measure(task, products, triads));
        }
        var machine =
                new CostModel.Machine(
                        LargeProduct.operations() / StepTimes.of(products).best(),
                        Triad.bytes() / StepTimes.of(triads).best());
        return List.of(steps(steps, machine), growth(machine));
    }

    private StepTimes measure(Task task, List<StepTimes> products, List<StepTimes> triads) {
        try (var product = start(Entrant.PRODUCT, task);
                var triad = start(Entrant.TRIAD, task);
                var gradus = start(Entrant.GRADUS, task)) {
            var rounds = new ArrayList<StepTimes>();
            for (int round = 0; round < plan.rounds(); round++) {
                products.add(turn(product));
                triads.add(turn(triad));
                rounds.add(turn(gradus));
            }
            return StepTimes.of(rounds);
        }
    }

    private ChildProcess start(Entrant entrant, Task task) {
        var child = ChildProcess.start(plan.home(), entrant, task, plan.threads());
        child.steps(plan.warmup());
        return child;
    }

    private StepTimes turn(ChildProcess child) {
        BenchPlan.rest();
        return child.steps(plan.seconds());
    }

    private Section steps(Map<Task, StepTimes> steps, CostModel.Machine machine) {
        var rows = new ArrayList<List<String>>();
        steps.forEach((task, times) -> {
            var workload = task.workload();
            int slots = task.update().optimizer().slots().size();
            var model = CostModel.of(workload.network(), workload.batch(), slots, machine);
            var row = new ArrayList<>(List.of(workload.name(), task.update().toString()));
            row.addAll(cells(model));
            row.add(milliseconds(times.best()));
            row.add(number("%.0f %%", 100 * model.limit() / times.best()));
            row.add(model.bound(times.best()));
            rows.add(row);
        });
        String text =
                Text.of(
                        """
                        MFLOP are the operations of a step's products (`Flops`), MB what it reads and writes if nothing stays \
                        in a cache (`Bytes`): on the way forward and back, and in the update. The limit is the time \
                        of the products or of the way, whichever is longer, plus that of the update. In the same run the product of two large matrices reached %.1f \
                        GFLOP/s and a += s b over long arrays %.1f GB/s, with %d threads, each the best of all turns. A step \
                        that takes more than twice its limit is bound by overhead: calls, barriers, and products that are too \
                        small or narrow for the rate of a large one. A step above 100 %% found some of its data in a cache.\
                        """,
                        machine.rate() * 1e-9, machine.bandwidth() * 1e-9, plan.threads());
        return new Section(
                "The workloads",
                text,
                table(
                        List.of("workload", "update"),
                        List.of("step ms", "of limit", "bound by"),
                        rows),
                List.of());
    }

    private Section growth(CostModel.Machine machine) {
        var rows = new ArrayList<List<String>>();
        rows.add(grown("batch 128, width 512, depth 3", 128, 512, 3, machine));
        for (int batch : new int[] {8, 32, 512}) {
            rows.add(grown("batch " + batch, batch, 512, 3, machine));
        }
        for (int width : new int[] {128, 1024, 2048}) {
            rows.add(grown("width " + width, 128, width, 3, machine));
        }
        for (int depth : new int[] {1, 6, 12}) {
            rows.add(grown("depth " + depth, 128, 512, depth, machine));
        }
        String text =
                """
                Hidden layers of one width after 784 inputs, momentum, by the same model; each row changes one thing in \
                the first. Products grow with batch, width squared and depth; the update grows with width \
                squared and depth alone, so a larger batch shares it out among more examples. The update's share of the limit \
                does not depend on width or depth once the layers between outweigh the first.\
                """;
        return new Section(
                "How it grows",
                text,
                table(List.of("network"), List.of("examples/s", "update"), rows),
                List.of());
    }

    private static List<String> grown(
            String name, int batch, int width, int depth, CostModel.Machine machine) {
        int[] widths = new int[depth];
        Arrays.fill(widths, width);
        Network network = Workloads.perceptron(INPUTS, widths);
        var model = CostModel.of(network, batch, 1, machine);
        var row = new ArrayList<>(List.of(name));
        row.addAll(cells(model));
        row.add(number("%,.0f", batch / model.limit()));
        row.add(number("%.0f %%", 100 * model.update() / model.limit()));
        return row;
    }

    private static ReportTable table(
            List<String> first, List<String> last, List<List<String>> rows) {
        var headings = new ArrayList<>(first);
        headings.addAll(
                List.of(
                        "MFLOP",
                        "way MB",
                        "update MB",
                        "products ms",
                        "way ms",
                        "update ms",
                        "limit ms"));
        headings.addAll(last);
        return new ReportTable(headings, rows);
    }

    private static List<String> cells(CostModel model) {
        return List.of(
                number("%,.1f", model.operations() * 1e-6),
                number("%,.2f", model.passBytes() * 1e-6),
                number("%,.2f", model.updateBytes() * 1e-6),
                milliseconds(model.compute()),
                milliseconds(model.passes()),
                milliseconds(model.update()),
                milliseconds(model.limit()));
    }

    private static String milliseconds(double seconds) {
        return number("%.3f", seconds * 1e3);
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
