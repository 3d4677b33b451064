package dev.gradus.plot;

import dev.gradus.run.Series;
import java.util.Arrays;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Draws one of several runs so that it can be told from the others without its colour: by dashes
 * and by marks at some of its points. A run with a single point is its mark.
 *
 * <p>XChart begins a stroke's dashes anew with every point, so a line's dashes are gaps in its
 * data. What the legend shows is a series of its own, of which only the marks are seen.
 */
final class RunLine {
    private static final List<Marker> MARKERS =
            List.of(
                    SeriesMarkers.CIRCLE,
                    SeriesMarkers.SQUARE,
                    SeriesMarkers.TRIANGLE_UP,
                    SeriesMarkers.DIAMOND,
                    SeriesMarkers.TRIANGLE_DOWN);

    /** Every point of a series with no more than these is marked. */
    private static final int FEW = 40;

    /** A gap begins and ends as exactly as this, in units. */
    private static final double FINE = 3;

    /** Fewer than for a single run: all of them must be drawn. */
    private static final int MOST_POINTS = 1000;

    /** How many marks a longer line has over the whole axis. */
    private static final int MARKS = 7;

    /** Marks of several runs do not lie on each other. */
    private static final double STAGGER = 0.3819660113;

    private final Line line;
    private final Series series;
    private final Axis x;
    private final double perUnit;

    private RunLine(Line line, Axis x, int width) {
        this.line = line;
        this.series = line.series();
        this.x = x;
        this.perUnit = (x.highest() - x.lowest()) / (0.9 * width);
    }

    /**
     * Adds a run to a chart.
     *
     * @param line a line with {@link Line.Look#RUN}
     * @param x the horizontal axis, linear
     * @param width that of the chart in units
     */
    static void draw(XYChart chart, Line line, Axis x, int width) {
        var run = new RunLine(line, x, width);
        run.addLine(chart);
        run.addMarks(chart);
    }

    private Dash dash() {
        return Dash.of(line.index());
    }

    /** XChart changes to the colour of a mark at every point: another would break up the path. */
    private void addLine(XYChart chart) {
        double length = (series.x(series.size() - 1) - series.x(0)) / perUnit;
        int points = Math.max(2, (int) (length / FINE));
        boolean dense = series.size() > points || dash() == Dash.SOLID;
        Series thin = dense ? series.thinned(MOST_POINTS) : series;
        double[] xs = dense ? thin.xs() : evenly(points);
        double[] ys = new double[xs.length];
        for (int i = 0; i < xs.length; i++) {
            double y = dense ? thin.y(i) : at(xs[i]);
            ys[i] = dash().isInk((xs[i] - x.lowest()) / perUnit) ? y : Double.NaN;
        }
        XYSeries drawn = chart.addSeries(" line " + line.name(), xs, ys);
        drawn.setMarker(SeriesMarkers.NONE);
        drawn.setMarkerColor(line.color());
        drawn.setLineColor(line.color());
        drawn.setLineStyle(Dash.SOLID.stroke(2));
        drawn.setShowInLegend(false);
    }

    /** All points of the series, and even steps between them. */
    private double[] evenly(int points) {
        double first = series.x(0);
        double last = series.x(series.size() - 1);
        double[] all = Arrays.copyOf(series.xs(), series.size() + points);
        for (int i = 0; i < points; i++) {
            all[series.size() + i] = first + i * (last - first) / points;
        }
        return Arrays.stream(all).sorted().distinct().toArray();
    }

    /** Between two marks lies a point that is not there, so that no line connects them. */
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

    /** The line's height at a place within it. */
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
