package dev.gradus.plot;

import dev.gradus.number.Text;
import dev.gradus.plot.Canvas.Area;
import dev.gradus.plot.Canvas.Spot;
import dev.gradus.schedule.controller.Goal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Draws sweeps: the metric over each setting with the spread over seeds, and, where several
 * settings vary, all of them side by side as parallel coordinates.
 */
public final class SweepPlots {
    /** More dots cannot be told apart. */
    private static final int MOST_POINTS = 1000;

    private static final int HEAD = 62;
    private static final int SIDES = 300;
    private static final int FOOT = 48;
    private static final int LEFT = 70;
    private static final int RIGHT = 18;
    private static final int ACROSS = 2;
    private static final int ALONE = 320;
    private static final int CELL = 190;

    private SweepPlots() {}

    /**
     * {@return the picture of a sweep}
     *
     * @param title stands above
     * @param metric the name of what the points are judged by
     * @param goal which way it improves
     * @param points what was tried, at least one setting in each; words of a setting stand in the
     *     order of the points. Points without a value are counted and not drawn
     * @throws IllegalArgumentException if no point has a value
     */
    public static Figure of(String title, String metric, Goal goal, List<SweepPoint> points) {
        List<SweepPoint> valued = ranked(points, goal);
        List<SweepPoint> drawn = valued.subList(0, Math.min(valued.size(), MOST_POINTS));
        if (drawn.isEmpty()) {
            throw new IllegalArgumentException(
                    "no point of the sweep has a value of %s to draw".formatted(metric));
        }
        List<SettingScale> scales =
                drawn.getFirst().settings().keySet().stream()
                        .map(name ->
                                SettingScale.of(
                                        name,
                                        points.stream().map(point -> point.at(name)).toList()))
                        .toList();
        Axis height = SettingPanel.height(metric, drawn);
        int rows = (scales.size() + ACROSS - 1) / ACROSS;
        int size =
                scales.size() == 1
                        ? HEAD + ALONE + FOOT
                        : HEAD + SIDES + FOOT + rows * (CELL + FOOT);
        String legend = legend(points, valued, scales.size());
        return Figure.painted(
                title,
                size,
                canvas -> {
                    canvas.write(legend, new Spot(LEFT, HEAD - 16), 0, Canvas.SMALL, Palette.GREY);
                    if (scales.size() > 1) {
                        new ParallelCoordinates(scales, height, drawn)
                                .paint(
                                        canvas,
                                        new Area(LEFT, HEAD, Figure.WIDTH - LEFT - RIGHT, SIDES));
                    }
                    panels(canvas, scales, height, drawn);
                });
    }

    private static void panels(
            Canvas canvas, List<SettingScale> scales, Axis height, List<SweepPoint> drawn) {
        boolean isAlone = scales.size() == 1;
        double cell = isAlone ? Figure.WIDTH : Figure.WIDTH / (double) ACROSS;
        double top = isAlone ? HEAD : HEAD + SIDES + FOOT;
        for (int i = 0; i < scales.size(); i++) {
            var area =
                    new Area(
                            i % ACROSS * cell + LEFT,
                            top + i / ACROSS * (CELL + FOOT),
                            cell - LEFT - RIGHT,
                            isAlone ? ALONE : CELL - 10);
            new SettingPanel(scales.get(i), height, drawn).paint(canvas, area);
            canvas.writeUp(
                    height.title(), new Spot(area.left() - LEFT + 16, area.up(0.5)), Canvas.AXIS);
        }
    }

    private static String legend(List<SweepPoint> all, List<SweepPoint> valued, int settings) {
        var words = new ArrayList<String>();
        words.add("orange: the best");
        words.add("band and bars: lowest to highest seed");
        if (valued.stream().mapToInt(SweepPoint::rung).distinct().count() > 1) {
            words.add("rings: not trained to the end");
        }
        if (settings > 1 && valued.size() > ParallelCoordinates.MOST_LINES) {
            words.add(Text.of("lines: the best %,d", ParallelCoordinates.MOST_LINES));
        }
        if (valued.size() > MOST_POINTS) {
            words.add(Text.of("dots: the best %,d of %,d", MOST_POINTS, valued.size()));
        }
        if (valued.size() < all.size()) {
            words.add(Text.of("points without a value: %,d", all.size() - valued.size()));
        }
        return String.join(" · ", words);
    }

    /** Returns the points that have a value: those trained the furthest first, then the best. */
    private static List<SweepPoint> ranked(List<SweepPoint> points, Goal goal) {
        Comparator<SweepPoint> byMean = Comparator.comparingDouble(SweepPoint::mean);
        return points.stream()
                .filter(point -> Double.isFinite(point.mean()))
                .sorted(
                        Comparator.comparingInt(SweepPoint::rung)
                                .reversed()
                                .thenComparing(goal == Goal.MINIMIZE ? byMean : byMean.reversed()))
                .toList();
    }
}
