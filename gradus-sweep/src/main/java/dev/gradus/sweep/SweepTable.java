package dev.gradus.sweep;

import dev.gradus.text.CsvCell;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The table of a sweep as CSV: a row for each trial and rung, in their order, so that it does not
 * depend on which run was faster.
 */
final class SweepTable {
    private SweepTable() {}

    static String csv(SweepPlan plan, List<SweepTrial> trials, List<SweepResult> results) {
        Set<String> metrics = new LinkedHashSet<>();
        results.forEach(result -> metrics.addAll(result.metrics().keySet()));
        var lines = new ArrayList<List<String>>();
        lines.add(header(plan, metrics));
        for (SweepResult result : results) {
            lines.add(row(trials.get(result.trial() - 1), result, metrics));
        }
        return lines.stream()
                .map(cells -> cells.stream().map(CsvCell::of).collect(Collectors.joining(",")))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static List<String> header(SweepPlan plan, Set<String> metrics) {
        var cells = new ArrayList<>(List.of("trial", "point"));
        var others = new ArrayList<>(List.of("seed", "rung", "steps", "status"));
        others.addAll(metrics);
        others.addAll(List.of("detail", "state"));
        plan.axes().forEach(axis -> cells.add(column(axis.key().name(), others)));
        cells.addAll(others);
        return cells;
    }

    /** A setting may be called like what is measured, as steps or loss: no two columns are. */
    private static String column(String axis, List<String> others) {
        return others.contains(axis) ? "over " + axis : axis;
    }

    private static List<String> row(SweepTrial trial, SweepResult result, Set<String> metrics) {
        var cells = new ArrayList<String>();
        cells.add(String.valueOf(trial.number()));
        cells.add(String.valueOf(trial.point()));
        cells.addAll(trial.settings().values());
        cells.add(String.valueOf(trial.seed()));
        cells.add(String.valueOf(result.rung()));
        cells.add(String.valueOf(result.steps()));
        cells.add(result.status().word());
        for (String metric : metrics) {
            Double value = result.metrics().get(metric);
            cells.add(value == null ? "" : value.toString());
        }
        cells.add(result.detail());
        cells.add(result.state());
        return cells;
    }
}
