package dev.gradus.cli.screen;

import dev.gradus.cli.syntax.Output;
import dev.gradus.number.NumberText;
import dev.gradus.number.Text;
import dev.gradus.run.event.EndReason.BuiltIn;
import dev.gradus.sweep.ParameterSweep;
import dev.gradus.sweep.Standing;
import dev.gradus.sweep.SweepFolder;
import dev.gradus.sweep.SweepListener;
import dev.gradus.sweep.SweepResult;
import dev.gradus.sweep.SweepTrial;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Shows a sweep: a line for each run as it ends, with the best point so far; and at a terminal,
 * below these lines, a table of the best points, the runs under way, and how many are left.
 */
public final class SweepProgress implements SweepListener {
    /** The most points, and the most running runs, in the table: a terminal may have few rows. */
    private static final int BEST = 5;

    private static final int RUNNING = 4;

    /** Of more points than these only the first is shown, since sorting all takes time. */
    private static final int SORTED = 1000;

    private final Output out;
    private final boolean quiet;
    private final Consumer<String> json;
    private final Redrawn live;
    private String metric = "";
    private int seeds;
    private int runs;
    private int done;
    private final Map<Integer, String> running = new TreeMap<>();
    private Supplier<List<Standing>> standings = List::of;
    private List<Standing> best = List.of();
    private final List<String> unkept = new ArrayList<>();

    /**
     * @param quiet whether nothing is shown
     * @param json takes a line for each result
     * @param live the redrawn line, if somebody sees it
     */
    public SweepProgress(Output out, boolean quiet, Consumer<String> json, Redrawn live) {
        this.out = out;
        this.quiet = quiet;
        this.json = json;
        this.live = live;
    }

    /** Prints how much there is to do. */
    public void begin(ParameterSweep sweep, SweepFolder folder) {
        metric = sweep.judge().metric();
        seeds = sweep.trials().size() / points(sweep);
        standings = points(sweep) <= SORTED ? sweep::standings : () -> best;
        best = sweep.standings();
        runs = sweep.runs();
        done = sweep.results().size();
        line(
                Text.of(
                        "sweep %s: %s, %s%s, judged by %s of validation",
                        folder.folder(),
                        NumberText.counted(points(sweep), "point"),
                        NumberText.counted(runs, "run"),
                        done == 0 ? "" : Text.of(" (%,d done)", done),
                        metric));
    }

    private static int points(ParameterSweep sweep) {
        return sweep.trials().getLast().point();
    }

    @Override
    public void began(SweepTrial trial, int rung) {
        running.put(trial.number(), Text.of("%s, seed %d", text(trial.settings()), trial.seed()));
        showLive();
    }

    @Override
    public void ended(SweepTrial trial, SweepResult result, Standing best) {
        done++;
        running.remove(trial.number());
        this.best = List.of(best);
        result.unkept()
                .forEach(sentence -> unkept.add("run %s: %s".formatted(trial.name(), sentence)));
        json.accept(SweepJson.run(trial, result));
        line(
                Text.of(
                        "%,d/%,d  %s, seed %d: %s  (best so far: %s)",
                        done,
                        runs,
                        text(trial.settings()),
                        trial.seed(),
                        outcome(result),
                        Double.isNaN(best.mean()) ? "none" : text(best.settings())));
    }

    /** {@return what the runs could not keep, a sentence each} */
    public List<String> unkept() {
        return List.copyOf(unkept);
    }

    private String outcome(SweepResult result) {
        var shown = new LinkedHashMap<String, Double>();
        for (String name : List.of(metric, "loss", "accuracy")) {
            if (result.metrics().containsKey(name)) {
                shown.putIfAbsent(name, result.value(name));
            }
        }
        String measured = EpochTable.metrics(shown);
        return switch (result.status()) {
            case BuiltIn.FAILED -> "failed: " + result.detail();
            case BuiltIn.COMPLETED -> measured;
            case BuiltIn.STOPPED ->
                    measured + " after " + NumberText.counted(result.steps(), "step");
            default ->
                    "%s after %s, %s"
                            .formatted(
                                    result.status(),
                                    NumberText.counted(result.steps(), "step"),
                                    measured);
        };
    }

    @Override
    public void rungEnded(int rung, int promoted) {
        line(NumberText.counted(promoted, "point") + (promoted == 1 ? " continues" : " continue"));
    }

    @Override
    public void noted(String sentence) {
        line("note: " + sentence);
    }

    private void line(String text) {
        if (!quiet) {
            live.clear();
            out.line(text);
            showLive();
            out.stream().flush();
        }
    }

    private void showLive() {
        if (quiet || !out.isTerminal() || done == runs) {
            return;
        }
        int width = live.width();
        live.show(table().stream().map(line -> fitting(line, width)).toList(), width);
    }

    /** A redrawn line has only ASCII characters. */
    private static String fitting(String line, int width) {
        String plain = line.replaceAll("[^ -~]", "?");
        return plain.substring(0, Math.clamp(width - 1L, 0, plain.length()));
    }

    /** The best points, the runs under way, and how many there are. */
    private List<String> table() {
        var lines = new ArrayList<String>();
        List<Standing> ranked =
                standings.get().stream()
                        .filter(standing -> !Double.isNaN(standing.mean()))
                        .limit(BEST)
                        .toList();
        if (!ranked.isEmpty()) {
            lines.add("     %10s  best so far".formatted(metric));
        }
        for (Standing standing : ranked) {
            lines.add(
                    Text.of(
                            "%3d  %10s  %s%s",
                            lines.size(),
                            EpochTable.value(metric, standing.mean()),
                            text(standing.settings()),
                            standing.seeds() < seeds
                                    ? Text.of("  (%d of %d seeds)", standing.seeds(), seeds)
                                    : ""));
        }
        running.values().stream().limit(RUNNING).map("     running  "::concat).forEach(lines::add);
        lines.add(
                Text.of(
                        "%,d of %s done, %,d running, %,d left",
                        done,
                        NumberText.counted(runs, "run"),
                        running.size(),
                        runs - done - running.size()));
        return lines;
    }

    /** Erases the table. */
    public void close() {
        live.clear();
    }

    /** Returns what varies: {@code learningRate 0.1, optimizer adam}. */
    static String text(Map<String, String> settings) {
        return settings.entrySet().stream()
                .map(setting -> setting.getKey() + " " + setting.getValue())
                .collect(Collectors.joining(", "));
    }
}
