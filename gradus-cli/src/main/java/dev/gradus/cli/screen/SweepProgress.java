package dev.gradus.cli.screen;

import dev.gradus.cli.syntax.Output;
import dev.gradus.sweep.ParameterSweep;
import dev.gradus.sweep.Standing;
import dev.gradus.sweep.SweepFolder;
import dev.gradus.sweep.SweepListener;
import dev.gradus.sweep.SweepResult;
import dev.gradus.sweep.SweepTrial;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Shows a sweep: a line for each run as it ends, with the best point so far; and at a terminal,
 * below these lines, how many runs are under way and left.
 */
public final class SweepProgress implements SweepListener {
    private final Output out;
    private final boolean quiet;
    private final Consumer<String> json;
    private final Redrawn live;
    private String metric = "";
    private int runs;
    private int done;
    private int running;
    private String best = "";

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
        runs = sweep.runs();
        done = sweep.results().size();
        line(
                "sweep %s: %,d points, %,d runs%s, judged by %s of validation"
                        .formatted(
                                folder.folder(),
                                sweep.trials().stream().mapToInt(SweepTrial::point).max().orElse(0),
                                runs,
                                done == 0 ? "" : " (%,d are done)".formatted(done),
                                metric));
    }

    @Override
    public void began(SweepTrial trial, int rung) {
        running++;
        showLive();
    }

    @Override
    public void ended(SweepTrial trial, SweepResult result, Standing best) {
        done++;
        running--;
        this.best =
                Double.isNaN(best.mean())
                        ? "none yet"
                        : "%s %s, %s"
                                .formatted(
                                        metric,
                                        EpochTable.value(metric, best.mean()),
                                        text(best.settings()));
        json.accept(SweepJson.run(trial, result));
        line(
                "%,d/%,d  %s, seed %d: %s  (best so far: %s)"
                        .formatted(
                                done,
                                runs,
                                text(trial.settings()),
                                trial.seed(),
                                outcome(result),
                                Double.isNaN(best.mean()) ? "none" : text(best.settings())));
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
            case "failed" -> "failed: " + result.detail();
            case "completed" -> measured;
            case "stopped" -> measured + " after %,d steps".formatted(result.steps());
            default ->
                    "%s after %,d steps, %s".formatted(result.status(), result.steps(), measured);
        };
    }

    @Override
    public void rungEnded(int rung, int promoted) {
        line(promoted == 1 ? "1 point continues" : "%,d points continue".formatted(promoted));
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

    /** The redrawn line has only ASCII characters. */
    private void showLive() {
        if (quiet || !out.isTerminal() || done == runs) {
            return;
        }
        String text =
                "%,d running, %,d left; best so far: %s"
                        .formatted(
                                running, runs - done - running, best.isEmpty() ? "none yet" : best)
                        .replaceAll("[^ -~]", "?");
        int width = live.width();
        live.show(text.substring(0, Math.clamp(width - 1L, 0, text.length())), width);
    }

    /** Erases the redrawn line. */
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
