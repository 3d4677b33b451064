package dev.gradus.plot;

import dev.gradus.number.NumberText;
import dev.gradus.plot.Line.Look;
import dev.gradus.run.history.Series;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Draws a learning-rate range test so that its valley is visible however high the losses rise at
 * its end.
 */
final class SweepPanel {
    private static final double ROOM = 0.25;

    private SweepPanel() {}

    static Panel of(Series losses, Series smoothed, Map<String, Double> named) {
        Axis rates = Axis.logarithmic("learning rate", smoothed.xs());
        Axis height = height(smoothed);
        List<Line> lines = new ArrayList<>();
        lines.add(new Line("batch loss", drawable(losses, height), Palette.BLUE, Look.FAINT));
        lines.add(new Line("smoothed", drawable(smoothed, height), Palette.BLUE, Look.SOLID));
        named.forEach((name, rate) ->
                lines.add(mark(name, rate, smoothed, height, Palette.of(lines.size() - 1))));
        return Panel.of(lines, rates, height).weighing(1.8).explained();
    }

    private static Line mark(String name, double rate, Series smoothed, Axis height, Color color) {
        if (!(rate > 0)) {
            throw new IllegalArgumentException(
                    "rate '" + name + "' must be above 0 to be marked; got " + rate);
        }
        var point = new Series(16);
        point.add(rate, Math.min(heightAt(smoothed, rate), height.highest()));
        return new Line(name + "  " + NumberText.brief(rate, 3), point, color, Look.POINTS);
    }

    /**
     * From below the lowest smoothed loss to as far above the first loss as the lowest is below it.
     */
    private static Axis height(Series smoothed) {
        double lowest = Arrays.stream(smoothed.ys()).min().orElse(0);
        double highest = Arrays.stream(smoothed.ys()).max().orElse(1);
        double first = smoothed.size() == 0 ? highest : smoothed.y(0);
        double fall = first - lowest;
        double top = fall > 0 ? Math.min(highest, first + fall) : highest;
        double room = ROOM * Math.max(fall, Math.max(top - lowest, Math.abs(lowest)) / 10);
        double floor = lowest >= 0 ? Math.max(0, lowest - room) : lowest - room;
        return new Axis("loss", Axis.Scale.LINEAR, floor, top + room);
    }

    /** Values outside are clipped at the plot's edge, but must not be astronomically large. */
    private static Series drawable(Series series, Axis height) {
        double beyond = height.at(10);
        var drawable = new Series(Series.LIMIT);
        for (int i = 0; i < series.size(); i++) {
            if (!(series.x(i) > 0)) {
                throw new IllegalArgumentException(
                        "a sweep's rates must be above 0; got " + series.x(i));
            }
            drawable.add(series.x(i), Math.min(series.y(i), beyond));
        }
        return drawable;
    }

    private static double heightAt(Series series, double rate) {
        int right = 0;
        while (right < series.size() - 1 && series.x(right) < rate) {
            right++;
        }
        int left = Math.max(0, right - 1);
        if (left == right) {
            return series.y(left);
        }
        double share = Math.log(rate / series.x(left)) / Math.log(series.x(right) / series.x(left));
        return series.y(left) + Math.clamp(share, 0, 1) * (series.y(right) - series.y(left));
    }
}
