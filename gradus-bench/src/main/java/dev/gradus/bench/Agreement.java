package dev.gradus.bench;

import dev.gradus.bench.report.ReportTable;
import dev.gradus.bench.report.Section;
import dev.gradus.bench.system.Entrant;
import dev.gradus.bench.workload.Task;
import dev.gradus.number.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Whether the systems computed the same: their losses from the same initial values. */
final class Agreement {
    /** The largest relative difference of first losses that rounding explains. */
    static final double TOLERANCE = 1e-3;

    /** That of bfloat16, which keeps 8 significant bits of every value between layers. */
    static final double BFLOAT16_TOLERANCE = 5e-3;

    private Agreement() {}

    /** Returns the first and last losses of every task and system. */
    static Section section(Map<Task, Map<Entrant, double[]>> losses) {
        var entrants = new TreeSet<Entrant>();
        losses.values().forEach(systems -> entrants.addAll(systems.keySet()));
        var headings = new ArrayList<>(List.of("workload", "update", "step"));
        entrants.forEach(entrant -> headings.add(entrant.toString()));
        var rows = new ArrayList<List<String>>();
        var notes = new ArrayList<String>();
        losses.forEach((task, systems) -> {
            int last = systems.values().iterator().next().length - 1;
            for (int step : new int[] {0, 1, last}) {
                var row =
                        new ArrayList<>(
                                List.of(
                                        task.workload().name(),
                                        task.update().toString(),
                                        String.valueOf(step)));
                for (Entrant entrant : entrants) {
                    double[] all = systems.get(entrant);
                    row.add(all == null ? "" : Text.of("%.5f", all[step]));
                }
                rows.add(row);
            }
            systems.forEach((entrant, all) -> {
                double reference = systems.values().iterator().next()[0];
                if (!agree(reference, all[0], tolerance(entrant))) {
                    notes.add("%s: `%s` DIFFERS in its first loss.".formatted(task, entrant));
                }
            });
        });
        if (notes.isEmpty()) {
            notes.add(
                    Text.of(
                            "All first losses agree within %.0e of their size, those of bfloat16 within %.0e.",
                            TOLERANCE, BFLOAT16_TOLERANCE));
        }
        return new Section(
                "The same arithmetic",
                "Losses of the same steps from the same initial values on the same batches. Step 0 shows that forward "
                        + "and loss are the same, step 1 the gradient and the update. DL4J has no plain momentum; it "
                        + "runs with Nesterov's, which costs the same and moves the parameters a little differently.",
                new ReportTable(headings, rows),
                notes);
    }

    private static double tolerance(Entrant entrant) {
        return entrant == Entrant.GRADUS_BF16 ? BFLOAT16_TOLERANCE : TOLERANCE;
    }

    /** Returns whether two first losses differ by no more than rounding. */
    static boolean agree(double reference, double loss, double tolerance) {
        return Math.abs(loss - reference) <= tolerance * Math.abs(reference);
    }
}
