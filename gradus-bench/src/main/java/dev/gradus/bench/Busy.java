package dev.gradus.bench;

import dev.gradus.bench.report.ReportTable;
import dev.gradus.bench.report.Section;
import dev.gradus.bench.system.ChildProcess;
import dev.gradus.bench.system.Entrant;
import dev.gradus.bench.system.StepTimes;
import dev.gradus.bench.workload.Task;
import dev.gradus.number.Text;
import java.util.ArrayList;
import java.util.List;

/**
 * How much a step slows while another process wants every core: with half of the machine left,
 * twice the time is fair.
 */
final class Busy {
    /** Waiting that spins makes steps much slower than their fair share; this much is accepted. */
    private static final double BAR = 3;

    private Busy() {}

    /** Measures every workload, quiet and busy in turn. */
    static Section measure(BenchPlan plan, BenchProgress progress) {
        var rows = new ArrayList<List<String>>();
        for (Task task : plan.tasks()) {
            if (task.update() == plan.tasks().getFirst().update()) {
                progress.say(task.toString());
                try (var child =
                        ChildProcess.start(plan.home(), Entrant.GRADUS, task, plan.threads())) {
                    rows.add(row(plan, task, child));
                }
            }
        }
        return new Section(
                "On a busy machine",
                Text.of(
                        """
                        The median step of Gradus alone, and while a second process computes with %d threads, alternating for \
                        %d rounds. With a fair share of the cores, a step then takes 2x as long; the bar for Gradus is %.0fx.\
                        """,
                        plan.threads(), plan.rounds(), BAR),
                new ReportTable(
                        List.of("workload", "update", "quiet ms", "busy ms", "slower", "bar"),
                        rows),
                List.of());
    }

    private static List<String> row(BenchPlan plan, Task task, ChildProcess child) {
        child.steps(plan.warmup());
        var quiet = new ArrayList<StepTimes>();
        var busy = new ArrayList<StepTimes>();
        for (int round = 0; round < plan.rounds(); round++) {
            quiet.add(child.steps(plan.seconds()));
            try (var _ = Burner.start(plan.home(), plan.threads())) {
                busy.add(child.steps(plan.seconds()));
            }
        }
        double alone = StepTimes.of(quiet).median();
        double shared = StepTimes.of(busy).median();
        String verdict = shared / alone <= BAR ? "met" : "missed";
        return List.of(
                task.workload().name(),
                task.update().toString(),
                Text.of("%.3f", alone * 1e3),
                Text.of("%.3f", shared * 1e3),
                Text.of("%.2f x", shared / alone),
                verdict);
    }
}
