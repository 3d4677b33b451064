package dev.gradus.bench.sweep;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The table of a sweep over one axis.
 *
 * @param rows in the order of its runs
 */
record RunsTable(List<Row> rows) {
    /** A run at the end of a rung. */
    record Row(
            int trial,
            String setting,
            long seed,
            int rung,
            long steps,
            double loss,
            String state) {}

    RunsTable {
        rows = List.copyOf(rows);
    }

    static RunsTable read(Path sweep) throws IOException {
        List<String> lines = Files.readAllLines(sweep.resolve("table.csv"));
        List<String> header = List.of(lines.getFirst().split(",", -1));
        var rows = new ArrayList<Row>();
        for (String line : lines.subList(1, lines.size())) {
            List<String> cells = List.of(line.split(",", -1));
            String loss = cells.get(header.indexOf("loss"));
            rows.add(
                    new Row(
                            Integer.parseInt(cells.get(header.indexOf("trial"))),
                            cells.get(2),
                            Long.parseLong(cells.get(header.indexOf("seed"))),
                            Integer.parseInt(cells.get(header.indexOf("rung"))),
                            Long.parseLong(cells.get(header.indexOf("steps"))),
                            loss.isEmpty() ? Double.NaN : Double.parseDouble(loss),
                            cells.getLast()));
        }
        return new RunsTable(rows);
    }

    /** Returns how many updates all runs have made; one that goes on makes none twice. */
    long steps() {
        Map<Integer, Long> last = new TreeMap<>();
        rows.forEach(row -> last.merge(row.trial(), row.steps(), Math::max));
        return last.values().stream().mapToLong(steps -> steps).sum();
    }

    /** Returns the setting with the lowest mean loss at the last rung. */
    String best() {
        int last = rows.stream().mapToInt(Row::rung).max().orElse(0);
        Map<String, Double> means =
                rows.stream()
                        .filter(row -> row.rung() == last)
                        .collect(
                                Collectors.groupingBy(
                                        Row::setting, Collectors.averagingDouble(Row::loss)));
        return means.entrySet().stream()
                .filter(each -> !Double.isNaN(each.getValue()))
                .min(Comparator.comparingDouble(Map.Entry::getValue))
                .map(Map.Entry::getKey)
                .orElse("none");
    }
}
