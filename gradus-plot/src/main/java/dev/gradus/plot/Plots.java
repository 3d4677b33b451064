package dev.gradus.plot;

import dev.gradus.number.Text;
import dev.gradus.plot.Line.Look;
import dev.gradus.run.history.History;
import dev.gradus.run.history.History.Moment;
import dev.gradus.run.history.Series;
import dev.gradus.schedule.HyperParameter;
import dev.gradus.schedule.curve.Curve;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * What Gradus draws: runs, schedules and sweeps. A million steps are drawn as quickly as a
 * thousand, because points that cannot be seen are left out; the extremes are always kept.
 */
public final class Plots {
    /** A confusion matrix of more classes is not drawn: its squares would be too small to see. */
    public static final int MOST_CLASSES = 1000;

    private static final String STEP = "step";
    private static final String LOSS = "loss";
    private static final String RATE = "learning rate";
    private static final Series EMPTY = new Series(16);
    private static final int MOST_SAMPLES = 1 << 18;
    private static final int LONGEST_NAME = 90;

    private Plots() {}

    /**
     * A run: loss (every batch, smoothed, validation), other validation metrics with the best
     * epoch, learning rate, momentum, weight decay when it moves, gradient norm, the sizes of
     * updates relative to the weights of each layer if they were measured; and marks where
     * something happened.
     *
     * @param title the heading
     * @param history the run
     * @return the figure; panels without numbers are left out
     */
    public static Figure run(String title, History history) {
        Axis steps = Axis.across(STEP, steps(Stream.of(history)));
        List<Moment> moments = history.moments();
        var panels = new ArrayList<Panel>();
        panels.add(lossPanel(history, steps).weighing(1.6).explained());
        var metrics = new LinkedHashSet<>(history.validation().keySet());
        metrics.addAll(history.validatedOnRequest().keySet());
        metrics.stream()
                .filter(metric -> !metric.equals(LOSS))
                .forEach(metric -> panels.add(metricPanel(metric, history, steps).weighing(0.8)));
        panels.add(single(RATE, history.learningRate(), Palette.VERMILION, steps).weighing(0.8));
        panels.add(single("momentum", history.momentum(), Palette.PURPLE, steps).weighing(0.6));
        if (isVarying(history.weightDecay())) {
            panels.add(
                    single("weight decay", history.weightDecay(), Palette.ORANGE, steps)
                            .weighing(0.6));
        }
        panels.add(gradientPanel(history.gradientNorm(), steps).weighing(0.8));
        if (!history.updateRatios().isEmpty()) {
            panels.add(UpdatePanel.of(history.updateRatios(), steps));
        }
        return Figure.of(title, panels.stream().map(panel -> panel.marking(moments)).toList());
    }

    /**
     * A confusion matrix: a row for each true class, a column for each predicted one. Each square
     * is the darker, the larger its share of the row is; the right ones are blue, mistakes red.
     *
     * @param title stands above
     * @param names what the classes are called
     * @param counts how many examples of each class were predicted to be of each class
     * @return the figure
     * @throws IllegalArgumentException if there is not a row and a column for each name, or if
     *     there are more than {@link #MOST_CLASSES}
     */
    public static Figure confusion(String title, List<String> names, List<List<Long>> counts) {
        return Figure.of(title, new ConfusionMatrix(names, counts));
    }

    /**
     * Several runs over the same axes: smoothed training loss, validation metrics, learning rate.
     *
     * @param title the heading
     * @param runs by name, in the order of the legend
     * @return the figure
     */
    public static Figure compare(String title, Map<String, History> runs) {
        Axis steps = Axis.across(STEP, steps(runs.values().stream()));
        var metrics = new LinkedHashSet<String>();
        runs.values().forEach(run -> metrics.addAll(run.validation().keySet()));
        var panels = new ArrayList<Panel>();
        panels.add(
                lossLike("training loss", overlaid(runs, History::smoothedLoss), steps)
                        .weighing(1.2));
        for (String metric : metrics) {
            List<Line> lines = overlaid(runs, run -> run.validation().getOrDefault(metric, EMPTY));
            String label = "validation " + metric;
            panels.add(
                    metric.equals(LOSS)
                            ? lossLike(label, lines, steps)
                            : Panel.of(lines, steps, Axis.aroundShares(label, heights(lines))));
        }
        List<Line> rates = overlaid(runs, History::learningRate);
        panels.add(Panel.of(rates, steps, Axis.fromZero(RATE, heights(rates))).explained());
        return Figure.of(title, panels);
    }

    /**
     * Schedules over a run.
     *
     * @param title the heading, usually the schedule's text
     * @param curves the curve of each hyper-parameter, in order
     * @param steps the length of the run in updates, at least 1
     * @return the figure
     * @throws IllegalArgumentException if there are no steps to draw
     */
    public static Figure schedule(String title, Map<HyperParameter, Curve> curves, long steps) {
        return schedule(title, curves, steps, new long[0]);
    }

    /**
     * Schedules over a run, with steps that must be drawn even in a long one.
     *
     * @param title the heading, usually the schedule's text
     * @param curves the curve of each hyper-parameter, in order
     * @param steps the length of the run in updates, at least 1
     * @param marks steps within the run that are always drawn
     * @return the figure
     * @throws IllegalArgumentException if there are no steps to draw
     */
    public static Figure schedule(
            String title, Map<HyperParameter, Curve> curves, long steps, long[] marks) {
        if (steps < 1) {
            throw new IllegalArgumentException(
                    "a schedule can be drawn over at least 1 step; got " + steps);
        }
        Axis x = Axis.over(STEP, 0, (double) steps - 1);
        long[] drawn = drawn(steps, marks);
        var panels = new ArrayList<Panel>();
        curves.forEach((hyperParameter, curve) ->
                panels.add(
                        single(
                                hyperParameter.words(),
                                sampled(curve, drawn),
                                color(hyperParameter),
                                x)));
        return Figure.of(title, panels);
    }

    /**
     * A learning-rate range test: loss against the logarithm of the rate, with named rates marked
     * on the smoothed curve.
     *
     * @param title the heading
     * @param losses the batch losses by rate; rates above 0 and increasing
     * @param smoothed the same, smoothed; it decides how much of a divergence is shown
     * @param named rates to mark, by name, in the order of the legend
     * @return the figure
     * @throws IllegalArgumentException if a rate is not above 0
     */
    public static Figure sweep(
            String title, Series losses, Series smoothed, Map<String, Double> named) {
        return Figure.of(title, List.of(SweepPanel.of(losses, smoothed, named)));
    }

    private static Panel lossPanel(History history, Axis steps) {
        var lines = new ArrayList<Line>();
        lines.add(new Line("batch loss", history.loss(), Palette.BLUE, Look.FAINT));
        lines.add(new Line("smoothed", history.smoothedLoss(), Palette.BLUE, Look.SOLID));
        lines.add(
                new Line(
                        "validation",
                        history.validation().getOrDefault(LOSS, EMPTY),
                        Palette.VERMILION,
                        Look.DOTTED));
        lines.add(onRequest(LOSS, history));
        return lossLike(LOSS, shown(lines), steps);
    }

    private static Panel lossLike(String title, List<Line> lines, Axis steps) {
        return Panel.of(lines, steps, Axis.fitting(title, heights(lines)));
    }

    private static Panel metricPanel(String metric, History history, Axis steps) {
        Series values = history.validation().getOrDefault(metric, EMPTY);
        var best = new Series(16);
        history.best()
                .ifPresent(epoch ->
                        best.add(
                                (double) epoch.step(),
                                epoch.validation().getOrDefault(metric, Double.NaN)));
        List<Line> lines =
                shown(
                        List.of(
                                new Line(
                                        "validation " + metric, values, Palette.GREEN, Look.DOTTED),
                                onRequest(metric, history),
                                new Line("best epoch", best, Palette.INK, Look.POINTS)));
        return Panel.of(lines, steps, Axis.aroundShares("validation " + metric, heights(lines)))
                .explained();
    }

    /** What people requested is not part of the curve. */
    private static Line onRequest(String metric, History history) {
        return new Line(
                "validated on request",
                history.validatedOnRequest().getOrDefault(metric, EMPTY),
                Palette.PURPLE,
                Look.POINTS);
    }

    private static List<Line> shown(List<Line> lines) {
        return lines.stream().filter(line -> line.series().size() > 0).toList();
    }

    private static Panel gradientPanel(Series norm, Axis steps) {
        var line = new Line("gradient norm", norm, Palette.GREEN, Look.FAINT);
        return lossLike(line.name(), List.of(line), steps);
    }

    private static Panel single(String title, Series series, Color color, Axis x) {
        List<Line> lines = List.of(new Line(title, series, color, Look.SOLID));
        return Panel.of(lines, x, Axis.fromZero(title, heights(lines)));
    }

    private static List<Line> overlaid(
            Map<String, History> runs, Function<History, Series> column) {
        var lines = new ArrayList<Line>();
        runs.forEach((name, run) -> {
            int index = lines.size();
            lines.add(Line.ofRun(named(name, index), column.apply(run), index));
        });
        return lines;
    }

    /** Where runs have points: an epoch's points follow its last step. */
    private static double[] steps(Stream<History> runs) {
        return runs.flatMap(run ->
                        Stream.of(
                                        Stream.of(run.loss()),
                                        run.validation().values().stream(),
                                        run.validatedOnRequest().values().stream())
                                .flatMap(series -> series))
                .flatMapToDouble(series -> Arrays.stream(series.xs()))
                .toArray();
    }

    /** A name shortened to fit into a legend; two shortened names may be the same. */
    private static String named(String name, int index) {
        return name.length() <= LONGEST_NAME
                ? name
                : Text.shortened(name, LONGEST_NAME) + " (" + (index + 1) + ")";
    }

    private static double[] heights(List<Line> lines) {
        return lines.stream().flatMapToDouble(line -> Arrays.stream(line.series().ys())).toArray();
    }

    /** Returns steps spread over a run, and those that must be drawn. */
    private static long[] drawn(long steps, long[] marks) {
        long samples = Math.min(steps, MOST_SAMPLES);
        var spread =
                LongStream.range(0, samples)
                        .map(i ->
                                samples == steps
                                        ? i
                                        : Math.round((double) i * (steps - 1) / (samples - 1)));
        return LongStream.concat(spread, LongStream.of(marks)).sorted().distinct().toArray();
    }

    private static Series sampled(Curve curve, long[] steps) {
        var series = new Series(Series.LIMIT);
        for (long step : steps) {
            series.add((double) step, curve.at(step));
        }
        return series;
    }

    private static Color color(HyperParameter hyperParameter) {
        return switch (hyperParameter) {
            case LEARNING_RATE -> Palette.VERMILION;
            case MOMENTUM -> Palette.PURPLE;
            case WEIGHT_DECAY -> Palette.ORANGE;
            case BATCH_SIZE -> Palette.SKY;
        };
    }

    private static boolean isVarying(Series series) {
        return Arrays.stream(series.ys()).distinct().count() > 1;
    }
}
