package dev.gradus.plot;

import dev.gradus.plot.Line.Look;
import dev.gradus.run.history.History.Moment;
import dev.gradus.run.history.Series;
import java.awt.BasicStroke;
import java.awt.Color;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.AnnotationLine;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.AxesChartStyler.TextAlignment;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * One pair of axes and what is drawn in it.
 *
 * @param lines what is drawn
 * @param x the horizontal axis
 * @param y the vertical axis
 * @param moments what vertical lines mark
 * @param weight its share of the figure's height
 * @param legend whether it has a legend
 */
record Panel(List<Line> lines, Axis x, Axis y, List<Moment> moments, double weight, Legend legend) {
    /** More points than a panel has pixels, but not by much. */
    private static final int MOST_POINTS = 2000;

    /** A line through no more points than this would be hard to see, so its points are marked. */
    private static final int FEW_POINTS = 3;

    /** The weight of one row of a legend. */
    private static final double LEGEND_ROW = 0.09;

    /** The share of a plot that its axes span, so that marks at their ends are not cut in half. */
    private static final double CONTENT = 0.955;

    /** A share of an axis where there is no sample. */
    private static final double ODD = 0.3819660113;

    /** Whether a panel has a legend. */
    enum Legend {
        SHOWN,
        HIDDEN
    }

    /** Whether this is the first or the last panel of its figure. */
    enum Place {
        TOP,
        MIDDLE,
        BOTTOM,
        ONLY;

        boolean isTop() {
            return this == TOP || this == ONLY;
        }

        boolean isBottom() {
            return this == BOTTOM || this == ONLY;
        }
    }

    /** A panel without legend and marks, of ordinary height. */
    static Panel of(List<Line> lines, Axis x, Axis y) {
        return new Panel(lines, x, y, List.of(), 1, Legend.HIDDEN);
    }

    /** The axes alone. */
    Panel bare() {
        return of(List.of(), x, y);
    }

    Panel marking(List<Moment> moments) {
        return new Panel(lines, x, y, moments, weight, legend);
    }

    Panel weighing(double weight) {
        return new Panel(lines, x, y, moments, weight, legend);
    }

    /** With a legend; one that is too long for a row becomes a column, with room for it. */
    Panel explained() {
        double room = isLegendLong() ? LEGEND_ROW * lines.size() : 0;
        return new Panel(lines, x, y, moments, weight + room, Legend.SHOWN);
    }

    private boolean isLegendLong() {
        return lines.stream().mapToInt(line -> 60 + 7 * line.name().length()).sum() > Figure.WIDTH;
    }

    /** Whether there is anything to see. */
    boolean isEmpty() {
        return lines.stream().allMatch(line -> line.series().size() == 0);
    }

    XYChart chart(String figureTitle, int width, int height, Place place) {
        XYChart chart =
                new XYChartBuilder()
                        .width(width)
                        .height(height)
                        .title(place.isTop() ? figureTitle : "")
                        .xAxisTitle(place.isBottom() ? x.title() : "")
                        .yAxisTitle(y.title() + Line.note(lines))
                        .build();
        style(chart.getStyler(), place);
        axes(chart.getStyler());
        lines.stream()
                .filter(line -> line.series().size() > 0)
                .forEach(line -> {
                    if (line.look() == Look.RUN) {
                        RunLine.draw(chart, line, x, y);
                    } else {
                        draw(chart, line);
                    }
                });
        anchor(chart);
        moments.forEach(moment ->
                chart.addAnnotation(new AnnotationLine((double) moment.step(), true, false)));
        if (place.isTop()) {
            new MomentLabels(x, y, width).of(moments).forEach(chart::addAnnotation);
        }
        return chart;
    }

    private void style(XYStyler styler, Place place) {
        styler.setChartBackgroundColor(Color.WHITE);
        styler.setPlotBackgroundColor(Color.WHITE);
        styler.setChartFontColor(Palette.INK);
        styler.setChartPadding(8);
        styler.setChartTitleFont(Canvas.TITLE);
        styler.setChartTitleVisible(place.isTop());
        styler.setChartTitlePadding(6);
        styler.setPlotBorderVisible(false);
        styler.setPlotContentSize(CONTENT);
        styler.setPlotGridLinesColor(Palette.GRID);
        styler.setPlotGridLinesStroke(new BasicStroke(1));
        styler.setAxisTitleFont(Canvas.AXIS);
        styler.setAxisTickLabelsFont(Canvas.SMALL);
        styler.setAxisTickLabelsColor(Palette.INK);
        styler.setAxisTickMarksColor(Palette.GREY);
        styler.setXAxisTitleVisible(place.isBottom());
        styler.setLegendVisible(legend == Legend.SHOWN);
        styler.setXAxisTicksVisible(place.isBottom());
        styler.setLegendPosition(LegendPosition.OutsideS);
        styler.setLegendLayout(isLegendLong() ? LegendLayout.Vertical : LegendLayout.Horizontal);
        styler.setLegendFont(Canvas.SMALL);
        styler.setLegendBorderColor(Color.WHITE);
        styler.setLegendBackgroundColor(Color.WHITE);
        styler.setAnnotationTextFont(Canvas.SMALL);
        styler.setAnnotationTextFontColor(Palette.GREY);
        styler.setAnnotationLineColor(Palette.GREY);
        styler.setAnnotationLineStroke(
                new BasicStroke(
                        1,
                        BasicStroke.CAP_BUTT,
                        BasicStroke.JOIN_MITER,
                        10,
                        new float[] {3, 3},
                        0));
        styler.setLocale(Locale.ROOT);
        styler.setMarkerSize(7);
        styler.setYAxisLabelAlignment(TextAlignment.Right);
    }

    private void axes(XYStyler styler) {
        styler.setXAxisTickLabelsFormattingFunction(Axis::tick);
        styler.setYAxisTickLabelsFormattingFunction(Axis::tick);
        styler.setXAxisMin(x.lowest());
        styler.setXAxisMax(x.highest());
        styler.setXAxisLogarithmic(x.scale() == Axis.Scale.LOGARITHMIC);
        styler.setYAxisLogarithmic(y.scale() == Axis.Scale.LOGARITHMIC);
        styler.setYAxisMin(y.lowest());
        styler.setYAxisMax(y.highest());
    }

    /**
     * XChart puts ticks at data points (0, 29, 58 …) when these are equally spaced, as the steps of
     * a run are. An invisible point at a place without samples makes it choose round numbers.
     */
    private void anchor(XYChart chart) {
        double[] across = {x.at(ODD), x.highest()};
        double[] up = {y.at(ODD), y.lowest()};
        XYSeries unseen = chart.addSeries(" unseen", across, up);
        unseen.setShowInLegend(false);
        unseen.setMarker(SeriesMarkers.NONE);
        unseen.setLineStyle(SeriesLines.NONE);
    }

    private static void draw(XYChart chart, Line line) {
        Series seen = line.series().thinned(MOST_POINTS);
        XYSeries series = chart.addSeries(line.name(), seen.xs(), seen.ys());
        boolean marked =
                line.look() == Look.DOTTED
                        || line.look() == Look.POINTS
                        || seen.size() <= FEW_POINTS;
        series.setMarker(marked ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
        Color color = line.look() == Look.FAINT ? Palette.pale(line.color()) : line.color();
        series.setMarkerColor(color);
        series.setLineColor(color);
        series.setLineStyle(stroke(line.look()));
    }

    private static BasicStroke stroke(Look look) {
        return switch (look) {
            case FAINT -> new BasicStroke(1, BasicStroke.CAP_BUTT, BasicStroke.JOIN_BEVEL);
            case SOLID, DOTTED, RUN -> Dash.SOLID.stroke(2);
            case POINTS -> SeriesLines.NONE;
        };
    }
}
