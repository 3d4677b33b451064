package dev.gradus.bench;

import dev.gradus.bench.report.Section;
import dev.gradus.bench.system.ChildProcess;
import dev.gradus.bench.system.Entrant;
import dev.gradus.bench.system.StepTimes;
import dev.gradus.bench.workload.Task;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How long a step takes, side by side: every system in a process of its own, all alive at once,
 * each given its turn in every round while the others sleep.
 */
final class Speed {
    private static final int COMPARED_STEPS = 10;

    private final BenchPlan plan;
    private final BenchProgress progress;
    private final Map<Task, Map<Entrant, StepTimes>> times = new LinkedHashMap<>();
    private final Map<Task, Map<Entrant, double[]>> losses = new LinkedHashMap<>();
    private final Map<Entrant, String> descriptions = new TreeMap<>();
    private final Map<Entrant, String> refusals = new TreeMap<>();
    private final List<StepTimes> products = new ArrayList<>();
    private final List<StepTimes> bfloat16Products = new ArrayList<>();

    Speed(BenchPlan plan, BenchProgress progress) {
        this.plan = plan;
        this.progress = progress;
    }

    /** Measures everything: the steps, then how far the systems computed the same. */
    List<Section> measure() {
        plan.tasks().forEach(this::measure);
        Optional<StepTimes> bfloat16 =
                bfloat16Products.isEmpty()
                        ? Optional.empty()
                        : Optional.of(StepTimes.of(bfloat16Products));
        var table = new SpeedTable(times, StepTimes.of(products), bfloat16);
        return List.of(table.section(plan, descriptions, refusals), Agreement.section(losses));
    }

    private void measure(Task task) {
        progress.say(task.toString());
        var children = new ArrayList<ChildProcess>();
        try (ChildProcess product = product(Entrant.PRODUCT, task);
                ChildProcess bfloat16 = product(Entrant.PRODUCT_BF16, task)) {
            for (Entrant entrant : plan.entrants()) {
                start(entrant, task, children);
            }
            var rounds = new LinkedHashMap<Entrant, List<StepTimes>>();
            for (int round = 0; round < plan.rounds(); round++) {
                BenchPlan.rest();
                products.add(product.steps(plan.seconds()));
                if (bfloat16.refusal().isEmpty()) {
                    BenchPlan.rest();
                    bfloat16Products.add(bfloat16.steps(plan.seconds()));
                }
                for (ChildProcess child : children) {
                    BenchPlan.rest();
                    rounds.computeIfAbsent(child.entrant(), _ -> new ArrayList<>())
                            .add(child.steps(plan.seconds()));
                }
            }
            var results = new LinkedHashMap<Entrant, StepTimes>();
            rounds.forEach((entrant, all) -> results.put(entrant, StepTimes.of(all)));
            times.put(task, results);
        } finally {
            children.forEach(ChildProcess::close);
        }
    }

    /** Starts a yardstick; it warms up, or has refused. */
    private ChildProcess product(Entrant entrant, Task task) {
        var product = ChildProcess.start(plan.home(), entrant, task, plan.threads());
        product.refusal()
                .ifPresentOrElse(
                        why -> refusals.put(entrant, why), () -> product.steps(plan.seconds()));
        return product;
    }

    private void start(Entrant entrant, Task task, List<ChildProcess> children) {
        BenchPlan.rest();
        var child = ChildProcess.start(plan.home(), entrant, task, plan.threads());
        if (child.refusal().isPresent()) {
            refusals.put(entrant, child.refusal().get());
            child.close();
            return;
        }
        children.add(child);
        descriptions.put(entrant, child.description());
        losses.computeIfAbsent(task, _ -> new LinkedHashMap<>())
                .put(entrant, child.losses(COMPARED_STEPS));
        child.steps(plan.warmup());
    }
}
