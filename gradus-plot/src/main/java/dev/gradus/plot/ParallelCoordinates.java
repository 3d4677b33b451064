package dev.gradus.plot;

import dev.gradus.plot.Canvas.Area;
import dev.gradus.plot.Canvas.Spot;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;

/**
 * All settings of a sweep side by side, each a vertical axis, and the metric as the last: every
 * point is a line through its values. The better a point, the darker its line.
 *
 * @param scales where the values of each setting lie
 * @param metric the axis of the metric
 * @param points those that have a value, the best first
 */
record ParallelCoordinates(List<SettingScale> scales, Axis metric, List<SweepPoint> points) {
    /** More lines cannot be told apart. */
    static final int MOST_LINES = 400;

    private static final Color WORST = new Color(0xDDDDDD);

    void paint(Canvas canvas, Area area) {
        List<SweepPoint> drawn = points.subList(0, Math.min(points.size(), MOST_LINES));
        for (int i = drawn.size() - 1; i >= 1; i--) {
            double share = (double) i / Math.max(1, drawn.size() - 1);
            canvas.path(
                    line(area, drawn.get(i)),
                    Palette.between(Palette.BLUE, WORST, share),
                    share < 0.1 ? 1.6 : 1);
        }
        if (!drawn.isEmpty()) {
            canvas.path(line(area, drawn.getFirst()), Palette.VERMILION, 2.6);
        }
        double room = area.width() / scales.size() - 10;
        for (int i = 0; i < scales.size(); i++) {
            axis(canvas, area, i, scales.get(i).name(), scales.get(i).marks(), room);
        }
        axis(canvas, area, scales.size(), metric.title(), SettingScale.marks(metric), room);
    }

    private List<Spot> line(Area area, SweepPoint point) {
        var spots = new ArrayList<Spot>();
        for (int i = 0; i < scales.size(); i++) {
            SettingScale scale = scales.get(i);
            spots.add(new Spot(x(area, i), area.up(scale.shareOf(point.at(scale.name())))));
        }
        spots.add(new Spot(x(area, scales.size()), area.up(metric.shareOf(point.mean()))));
        return spots;
    }

    private double x(Area area, int index) {
        return area.across((double) index / scales.size());
    }

    /** The labels of the last axis stand to its left, so that all are within the picture. */
    private void axis(
            Canvas canvas,
            Area area,
            int index,
            String name,
            List<SettingScale.Mark> marks,
            double room) {
        double x = x(area, index);
        boolean isLast = index == scales.size();
        canvas.line(new Spot(x, area.top()), new Spot(x, area.bottom()), Palette.GREY, 1.2);
        for (SettingScale.Mark mark : marks) {
            String label = canvas.fitting(mark.label(), Math.min(room, 150), Canvas.SMALL);
            var at = new Spot(x + (isLast ? -6 : 6), area.up(mark.share()) + 4);
            canvas.label(label, at, isLast ? 1 : 0);
        }
        double share = index == 0 ? 0 : isLast ? 1 : 0.5;
        canvas.write(
                canvas.fitting(name, room, Canvas.AXIS),
                new Spot(x, area.bottom() + 22),
                share,
                Canvas.AXIS,
                Palette.INK);
    }
}
