package dev.gradus.bench;

import dev.gradus.bench.system.ChildProcess;
import dev.gradus.bench.system.Entrant;
import dev.gradus.bench.system.Times;
import dev.gradus.bench.workload.Task;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How long a step takes, side by side: every system in a process of its own, all alive at once,
 * each given its turn in every round while the others sleep.
 */
final class Speed {
    private static final int COMPARED_STEPS = 10;

    private final Plan plan;
    private final Progress progress;
    private final Map<Task, Map<Entrant, Times>> times = new LinkedHashMap<>();
    private final Map<Task, Map<Entrant, double[]>> losses = new LinkedHashMap<>();
    private final Map<Entrant, String> descriptions = new TreeMap<>();
    private final Map<Entrant, String> refusals = new TreeMap<>();
    private final List<Times> products = new ArrayList<>();

    Speed(Plan plan, Progress progress) {
        this.plan = plan;
        this.progress = progress;
    }

    /** Measures everything: the steps, then how far the systems computed the same. */
    List<Section> measure() {
        plan.tasks().forEach(this::measure);
        var table = new SpeedTable(times, Times.of(products));
        return List.of(table.section(plan, descriptions, refusals), Agreement.section(losses));
    }

    private void measure(Task task) {
        progress.say(task.toString());
        var children = new ArrayList<ChildProcess>();
        try (ChildProcess product =
                ChildProcess.start(plan.home(), Entrant.PRODUCT, task, plan.threads())) {
            product.steps(plan.seconds());
            for (Entrant entrant : plan.entrants()) {
                start(entrant, task, children);
            }
            var rounds = new LinkedHashMap<Entrant, List<Times>>();
            for (int round = 0; round < plan.rounds(); round++) {
                Plan.rest();
                products.add(product.steps(plan.seconds()));
                for (ChildProcess child : children) {
                    Plan.rest();
                    rounds.computeIfAbsent(child.entrant(), _ -> new ArrayList<>())
                            .add(child.steps(plan.seconds()));
                }
            }
            var results = new LinkedHashMap<Entrant, Times>();
            rounds.forEach((entrant, all) -> results.put(entrant, Times.of(all)));
            times.put(task, results);
        } finally {
            children.forEach(ChildProcess::close);
        }
    }

    private void start(Entrant entrant, Task task, List<ChildProcess> children) {
        Plan.rest();
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
