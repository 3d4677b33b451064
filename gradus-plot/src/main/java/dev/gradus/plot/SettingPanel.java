package dev.gradus.plot;

import dev.gradus.plot.Canvas.Area;
import dev.gradus.plot.Canvas.Spot;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The metric of a sweep over one setting: the mean of each point's runs as a dot; through the best
 * point at each value a line, with the spread of its seeds as a band, where values are numbers.
 *
 * @param scale where the setting's values lie
 * @param height the axis of the metric
 * @param points those that have a value, those trained the furthest first, then the best
 */
record SettingPanel(SettingScale scale, Axis height, List<SweepPoint> points) {
    private static final double INSIDE = 0.04;
    private static final double DOT = 3.5;

    void paint(Canvas canvas, Area area) {
        frame(canvas, area);
        Map<Double, SweepPoint> best = new TreeMap<>();
        points.forEach(point -> best.putIfAbsent(share(point), point));
        if (scale.kind() == SettingScale.Kind.NUMBERS) {
            band(canvas, area, List.copyOf(best.values()));
        }
        for (SweepPoint point : points.reversed()) {
            boolean isBest = point.equals(best.get(share(point)));
            dot(canvas, area, point, isBest ? Palette.BLUE : Palette.pale(Palette.BLUE));
        }
        SweepPoint winner = points.getFirst();
        canvas.dot(spot(area, winner, winner.mean()), DOT + 1.5, Palette.VERMILION);
    }

    private void dot(Canvas canvas, Area area, SweepPoint point, Color color) {
        Spot at = spot(area, point, point.mean());
        canvas.line(spot(area, point, point.low()), spot(area, point, point.high()), color, 1.2);
        if (point.rung() == points.getFirst().rung()) {
            canvas.dot(at, DOT, color);
        } else {
            canvas.ring(at, DOT, color);
        }
    }

    private double share(SweepPoint point) {
        return scale.shareOf(point.at(scale.name()));
    }

    private void band(Canvas canvas, Area area, List<SweepPoint> line) {
        if (line.size() < 2) {
            return;
        }
        var around = new ArrayList<Spot>();
        line.forEach(point -> around.add(spot(area, point, point.high())));
        line.reversed().forEach(point -> around.add(spot(area, point, point.low())));
        canvas.fill(around, Palette.pale(Palette.pale(Palette.BLUE)));
        canvas.path(
                line.stream().map(point -> spot(area, point, point.mean())).toList(),
                Palette.BLUE,
                2);
    }

    private Spot spot(Area area, SweepPoint point, double value) {
        return new Spot(x(area, share(point)), y(area, value));
    }

    private double x(Area area, double share) {
        return area.across(INSIDE + (1 - 2 * INSIDE) * share);
    }

    private double y(Area area, double value) {
        return area.up(height.shareOf(value));
    }

    private void frame(Canvas canvas, Area area) {
        for (SettingScale.Mark mark : SettingScale.marks(height)) {
            double y = area.up(mark.share());
            canvas.line(new Spot(area.left(), y), new Spot(area.right(), y), Palette.GRID, 1);
            canvas.write(
                    mark.label(), new Spot(area.left() - 6, y + 4), 1, Canvas.SMALL, Palette.INK);
        }
        canvas.line(
                new Spot(area.left(), area.bottom()),
                new Spot(area.right(), area.bottom()),
                Palette.GREY,
                1);
        marks(canvas, area);
        double middle = area.across(0.5);
        canvas.write(
                scale.name(), new Spot(middle, area.bottom() + 36), 0.5, Canvas.AXIS, Palette.INK);
    }

    /** A label that would run into the one before it is left out; its mark stays. */
    private void marks(Canvas canvas, Area area) {
        List<SettingScale.Mark> marks = scale.marks();
        double room = area.width() / Math.max(1, marks.size()) - 6;
        double end = Double.NEGATIVE_INFINITY;
        for (SettingScale.Mark mark : marks) {
            double x = x(area, mark.share());
            canvas.line(
                    new Spot(x, area.bottom()), new Spot(x, area.bottom() + 4), Palette.GREY, 1);
            String label = canvas.fitting(mark.label(), Math.max(room, 48), Canvas.SMALL);
            double half = canvas.width(label, Canvas.SMALL) / 2;
            if (x - half > end) {
                canvas.write(
                        label, new Spot(x, area.bottom() + 18), 0.5, Canvas.SMALL, Palette.INK);
                end = x + half + 4;
            }
        }
    }

    /** Returns an axis on which all runs of these points lie. */
    static Axis height(String metric, List<SweepPoint> points) {
        double[] values =
                points.stream()
                        .flatMap(point -> Stream.of(point.low(), point.high()))
                        .mapToDouble(value -> value)
                        .toArray();
        Axis shares = Axis.aroundShares(metric, values);
        Axis fitting = Axis.fitting(metric, values);
        return fitting.scale() == Axis.Scale.LOGARITHMIC ? fitting : shares;
    }
}
