package dev.gradus.plot;

import dev.gradus.run.history.Series;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Draws one of several runs so that it can be told from the others without colour: by dashes and by
 * marks at some of its points. A run with a single point is drawn as its mark.
 *
 * <p>XChart restarts a stroke's dashes at every point, so a line's dashes are made as gaps in its
 * data. The legend shows a separate series, of which only the marks are visible.
 */
final class RunLine {
    private static final List<Marker> MARKERS =
            List.of(
                    SeriesMarkers.CIRCLE,
                    SeriesMarkers.SQUARE,
                    SeriesMarkers.TRIANGLE_UP,
                    SeriesMarkers.DIAMOND,
                    SeriesMarkers.TRIANGLE_DOWN);

    /** Every point of a series with no more points than this is marked. */
    private static final int FEW = 40;

    /** The precision of the ends of a gap, in units. */
    private static final double FINE = 3;

    /** Fewer than for a single run, because all of them must be drawn. */
    private static final int MOST_POINTS = 1000;

    /** The largest number of pieces into which a line that keeps going up and down is cut. */
    private static final int MOST_PIECES = 4000;

    /** The number of marks of a longer line over the whole axis. */
    private static final int MARKS = 7;

    /** Keeps the marks of several runs apart. */
    private static final double STAGGER = 0.3819660113;

    private final Line line;
    private final Series series;
    private final Axis x;
    private final Axis y;
    private final double width;
    private final double height;

    /** The points through which XChart draws a line. */
    private static final class Path {
        private final double[] xs;
        private final double[] ys;

        private Path(double[] xs, double[] ys) {
            this.xs = xs;
            this.ys = ys;
        }
    }

    private RunLine(Line line, Axis x, Axis y, XYChart chart) {
        this.line = line;
        this.series = line.series();
        this.x = x;
        this.y = y;
        this.width = 0.9 * chart.getWidth();
        this.height = 0.7 * chart.getHeight();
    }

    /**
     * Adds a run to a chart.
     *
     * @param line a line with {@link Line.Look#RUN}
     * @param x the horizontal axis, linear
     * @param y the vertical axis
     */
    static void draw(XYChart chart, Line line, Axis x, Axis y) {
        var run = new RunLine(line, x, y, chart);
        run.addLine(chart);
        run.addMarks(chart);
    }

    private Dash dash() {
        return Dash.of(line.index());
    }

    /**
     * XChart switches to the colour of a mark at every point; a different colour would break up the
     * path.
     */
    private void addLine(XYChart chart) {
        Series thin = series.thinned(MOST_POINTS);
        Path path = dash() == Dash.SOLID ? new Path(thin.xs(), thin.ys()) : dashed(thin);
        XYSeries drawn = chart.addSeries(" line " + line.name(), path.xs, path.ys);
        drawn.setMarker(SeriesMarkers.NONE);
        drawn.setMarkerColor(line.color());
        drawn.setLineColor(line.color());
        drawn.setLineStyle(Dash.SOLID.stroke(2));
        drawn.setShowInLegend(false);
    }

    /**
     * Dashes are as long on a steep part as on a flat one, because they are measured along the line
     * and not across the plot; a gap is where points are missing.
     */
    private Path dashed(Series points) {
        double fine = Math.max(FINE, length(points) / MOST_PIECES);
        DoubleStream.Builder xs = DoubleStream.builder().add(points.x(0));
        DoubleStream.Builder ys = DoubleStream.builder().add(points.y(0));
        double along = 0;
        for (int i = 1; i < points.size(); i++) {
            int pieces = (int) Math.ceil(distance(points, i) / fine);
            for (int piece = 1; piece <= pieces; piece++) {
                double share = (double) piece / pieces;
                along += distance(points, i) / pieces;
                xs.add(between(points.x(i - 1), points.x(i), share));
                ys.add(dash().isInk(along) ? height(points, i, share) : Double.NaN);
            }
        }
        return new Path(xs.build().toArray(), ys.build().toArray());
    }

    private double length(Series points) {
        double length = 0;
        for (int i = 1; i < points.size(); i++) {
            length += distance(points, i);
        }
        return length;
    }

    /** The distance of a point from the one before it, in units; at least a little. */
    private double distance(Series points, int i) {
        double across = (x.shareOf(points.x(i)) - x.shareOf(points.x(i - 1))) * width;
        double up = (y.shareOf(points.y(i)) - y.shareOf(points.y(i - 1))) * height;
        double distance = Math.hypot(across, up);
        return Double.isFinite(distance) ? Math.max(distance, Double.MIN_NORMAL) : FINE;
    }

    /** The position of the line, as drawn, between a point and the one before it. */
    private double height(Series points, int i, double share) {
        return share == 1
                ? points.y(i)
                : y.at(between(y.shareOf(points.y(i - 1)), y.shareOf(points.y(i)), share));
    }

    private static double between(double first, double last, double share) {
        return share == 1 ? last : first + share * (last - first);
    }

    /** Between two marks there is a missing point, so that no line connects them. */
    private void addMarks(XYChart chart) {
        double[] places = places();
        double[] xs = new double[2 * places.length];
        double[] ys = new double[2 * places.length];
        for (int i = 0; i < places.length; i++) {
            xs[2 * i] = places[i];
            ys[2 * i] = at(places[i]);
            xs[2 * i + 1] = places[i];
            ys[2 * i + 1] = Double.NaN;
        }
        XYSeries marks = chart.addSeries(line.name(), xs, ys);
        marks.setMarker(MARKERS.get(line.index() % MARKERS.size()));
        marks.setMarkerColor(line.color());
        marks.setLineColor(line.color());
        marks.setLineStyle(series.size() == 1 ? SeriesLines.NONE : dash().stroke(2));
    }

    private double[] places() {
        if (series.size() <= FEW) {
            return series.xs();
        }
        double first = series.x(0);
        double last = series.x(series.size() - 1);
        double[] places = new double[MARKS + 1];
        for (int i = 0; i < MARKS; i++) {
            double share = (i + line.index() * STAGGER % 1) / MARKS;
            places[i] = Math.clamp(x.at(share), first, last);
        }
        places[MARKS] = last;
        return Arrays.stream(places).sorted().distinct().toArray();
    }

    /** The line's height at a position along it. */
    private double at(double place) {
        int right = Arrays.binarySearch(series.xs(), place);
        if (right >= 0) {
            return series.y(right);
        }
        right = Math.clamp(-right - 1L, 1, Math.max(1, series.size() - 1));
        if (series.size() == 1) {
            return series.y(0);
        }
        double share = (place - series.x(right - 1)) / (series.x(right) - series.x(right - 1));
        return series.y(right - 1) + share * (series.y(right) - series.y(right - 1));
    }
}
