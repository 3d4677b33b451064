package dev.gradus.bench.studio;

import dev.gradus.bench.report.ReportTable;
import dev.gradus.bench.report.Section;
import dev.gradus.bench.system.StepTimes;
import dev.gradus.number.Text;
import dev.gradus.studio.Studio;
import dev.gradus.studio.StudioSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long the studio's page waits for its table, its charts and a zoom. */
final class Looking {
    private static final String ALL_LINES = "\"state\":";
    private static final Pattern WHOLE = Pattern.compile("\"read\":1(\\.0)?,");
    private static final int ZOOMS = 9;

    private final StudioSettings settings;
    private final String run;
    private final long steps;
    private final int runs;

    /**
     * Looks at a folder.
     *
     * @param run its longest run, of which charts are asked for
     * @param runs how many there are
     */
    Looking(StudioSettings settings, String run, long steps, int runs) {
        this.settings = settings;
        this.run = run;
        this.steps = steps;
        this.runs = runs;
    }

    Section measure(int rounds) {
        var rows = new ArrayList<List<String>>();
        var first = new ArrayList<double[]>();
        for (int round = 0; round < rounds; round++) {
            deleteIndex();
            first.add(look());
        }
        rows.add(row("without an index", first));
        first.clear();
        for (int round = 0; round < rounds; round++) {
            first.add(look());
        }
        rows.add(row("with its index", first));
        return new Section(
                "Opening a folder and looking at a long run",
                Text.of(
                        """
                        %d runs, one of %d steps, the others of 1,000: milliseconds from the start of the studio (in a JVM that runs) \
                        until the table has its first line and all lines, from asking for the long run until its whole chart is there, \
                        and for a zoom to half of it, to 10,000 and to 500 steps (medians of %d); medians of %d rounds.\
                        """,
                        runs, steps, ZOOMS, rounds),
                new ReportTable(
                        List.of(
                                "studio",
                                "first line ms",
                                "all lines ms",
                                "chart ms",
                                "half ms",
                                "10,000 ms",
                                "500 ms"),
                        rows),
                List.of());
    }

    private static List<String> row(String name, List<double[]> rounds) {
        var row = new ArrayList<String>(List.of(name));
        for (int cell = 0; cell < rounds.getFirst().length; cell++) {
            int number = cell;
            double median =
                    StepTimes.median(rounds.stream().mapToDouble(round -> round[number]).toArray());
            row.add(Text.of("%.0f", median));
        }
        return row;
    }

    /** Opens the studio, waits for its table, looks at the long run, zooms and closes it. */
    private double[] look() {
        long begin = System.nanoTime();
        try (Studio studio = Studio.open(settings);
                var page = new PageClient(studio.address())) {
            until(page, "/api/runs", answer -> answer.contains(ALL_LINES));
            double firstLine = millis(begin);
            String table = until(page, "/api/runs", answer -> count(answer, ALL_LINES) >= runs);
            double allLines = millis(begin);
            String series = "/api/run/series?width=800&id=" + id(table);
            long asked = System.nanoTime();
            until(page, series, answer -> WHOLE.matcher(answer).find());
            double chart = millis(asked);
            return new double[] {
                firstLine,
                allLines,
                chart,
                zoom(page, series, steps / 2),
                zoom(page, series, 10_000),
                zoom(page, series, 500)
            };
        }
    }

    private double zoom(PageClient page, String series, long width) {
        double[] times = new double[ZOOMS];
        for (int zoom = 0; zoom < ZOOMS; zoom++) {
            long from = (steps - width) * zoom / ZOOMS;
            long begin = System.nanoTime();
            page.get(Text.of("%s&from=%d&to=%d", series, from, from + width));
            times[zoom] = millis(begin);
        }
        return StepTimes.median(times);
    }

    private static String until(PageClient page, String path, Predicate<String> done) {
        while (true) {
            String answer = page.get(path);
            if (done.test(answer)) {
                return answer;
            }
            pause();
        }
    }

    /** As often as the page would ask, and less than what the studio allows. */
    private static void pause() {
        try {
            Thread.sleep(25);
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while looking", interruption);
        }
    }

    private String id(String table) {
        Matcher found =
                Pattern.compile("\"id\":\"([0-9a-f]+)\",\"name\":\"%s\"".formatted(run))
                        .matcher(table);
        if (!found.find()) {
            throw new IllegalStateException("the studio does not show the run " + run);
        }
        return found.group(1);
    }

    private static int count(String text, String part) {
        int count = 0;
        for (int at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) {
            count++;
        }
        return count;
    }

    private static double millis(long begin) {
        return (System.nanoTime() - begin) * 1e-6;
    }

    private void deleteIndex() {
        try {
            Path index = settings.runs().resolve(".studio").resolve("index.json");
            Files.deleteIfExists(index);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
