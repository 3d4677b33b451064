package dev.gradus.studio.record;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.gradus.run.json.RunException;
import dev.gradus.text.FileFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A sweep as read from its table. The settings that vary are in the columns between the point's
 * number and the seed, the measurements of validation in those between the status and the detail.
 *
 * @param axes the settings that vary
 * @param metrics what was measured
 * @param points the points that have been trained, in their order
 */
public record SweepRecord(List<String> axes, List<String> metrics, List<Point> points) {
    private static final long LARGEST = 32L << 20;

    /** Keeps the lists. */
    public SweepRecord {
        axes = List.copyOf(axes);
        metrics = List.copyOf(metrics);
        points = List.copyOf(points);
    }

    /**
     * A point after the last rung that its runs were trained for.
     *
     * @param number its number, from 1
     * @param settings what varies, by axis
     * @param rung from 0
     * @param steps how many updates its runs have made
     * @param runs how many runs it has, one for each seed
     * @param metrics the runs' values, by metric; without those that failed or diverged
     * @param trouble why runs failed, or that they diverged; empty if none did
     */
    public record Point(
            int number,
            Map<String, String> settings,
            int rung,
            long steps,
            int runs,
            Map<String, MetricSpread> metrics,
            String trouble) {}

    /**
     * Reads the table of a sweep.
     *
     * @param table the file; a sweep that has no result yet has none
     * @throws RunException if it cannot be read
     */
    public static SweepRecord read(Path table) {
        if (!Files.isRegularFile(table, LinkOption.NOFOLLOW_LINKS)) {
            return new SweepRecord(List.of(), List.of(), List.of());
        }
        try {
            if (Files.size(table) > LARGEST) {
                throw new RunException(
                        "%s is larger than %d MB, more than the studio reads"
                                .formatted(table, LARGEST >> 20));
            }
            try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(table)) {
                return of(rows.stream().toList());
            }
        } catch (IOException fault) {
            throw new RunException(FileFault.of("cannot read", table, fault), fault);
        } catch (CsvParseException | IllegalArgumentException damaged) {
            throw new RunException(
                    "%s is not the table of a sweep: %s".formatted(table, damaged.getMessage()),
                    damaged);
        }
    }

    private static SweepRecord of(List<NamedCsvRecord> rows) {
        if (rows.isEmpty()) {
            return new SweepRecord(List.of(), List.of(), List.of());
        }
        List<String> header = rows.getFirst().getHeader();
        List<String> axes = between(header, "point", "seed");
        List<String> metrics = between(header, "status", "detail");
        var points = new TreeMap<Integer, List<NamedCsvRecord>>();
        for (NamedCsvRecord row : rows) {
            points.computeIfAbsent(whole(row, "point"), _ -> new ArrayList<>()).add(row);
        }
        return new SweepRecord(
                axes,
                metrics,
                points.values().stream().map(runs -> point(runs, axes, metrics)).toList());
    }

    private static List<String> between(List<String> header, String before, String behind) {
        int from = header.indexOf(before) + 1;
        int to = header.lastIndexOf(behind);
        if (from == 0 || to < from) {
            throw new IllegalArgumentException(
                    "its header has no columns from '%s' to '%s'".formatted(before, behind));
        }
        return header.subList(from, to);
    }

    private static Point point(List<NamedCsvRecord> rows, List<String> axes, List<String> metrics) {
        int rung = rows.stream().mapToInt(row -> whole(row, "rung")).max().orElse(0);
        List<NamedCsvRecord> last =
                rows.stream().filter(row -> whole(row, "rung") == rung).toList();
        NamedCsvRecord first = last.getFirst();
        var settings = new LinkedHashMap<String, String>();
        axes.forEach(axis -> settings.put(axis, first.getField(axis)));
        var spreads = new LinkedHashMap<String, MetricSpread>();
        for (String metric : metrics) {
            MetricSpread spread = spread(last, metric);
            if (spread != null) {
                spreads.put(metric, spread);
            }
        }
        return new Point(
                whole(first, "point"),
                settings,
                rung,
                last.stream().mapToLong(row -> whole(row, "steps")).max().orElse(0),
                last.size(),
                spreads,
                trouble(last));
    }

    private static @Nullable MetricSpread spread(List<NamedCsvRecord> runs, String metric) {
        List<Double> values =
                runs.stream()
                        .filter(SweepRecord::isUsable)
                        .map(row -> row.getField(metric))
                        .filter(text -> !text.isEmpty())
                        .map(Double::valueOf)
                        .filter(Double::isFinite)
                        .toList();
        return values.isEmpty() ? null : new MetricSpread(values);
    }

    private static boolean isUsable(NamedCsvRecord row) {
        String status = row.getField("status");
        return !status.equals("failed") && !status.equals("diverged");
    }

    private static String trouble(List<NamedCsvRecord> runs) {
        List<String> troubles =
                runs.stream()
                        .filter(row -> !isUsable(row))
                        .map(row ->
                                row.getField("detail").isEmpty()
                                        ? row.getField("status")
                                        : row.getField("detail"))
                        .distinct()
                        .toList();
        return String.join("; ", troubles);
    }

    private static int whole(NamedCsvRecord row, String column) {
        return Integer.parseInt(row.getField(column));
    }
}
