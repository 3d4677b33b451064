package dev.gradus.cli;

import dev.gradus.schedule.Curve;
import java.util.ArrayList;
import java.util.List;

/** A curve drawn with characters: eight braille dots in each, or one star where there are none. */
final class CurveChart {
    private static final int WIDEST_LABEL = 9;

    /** So many steps are looked at for one column of dots. */
    private static final int LOOKS = 64;

    private final Dots dots;
    private final double low;
    private final double high;
    private final long steps;

    private CurveChart(Dots dots, double low, double high, long steps) {
        this.dots = dots;
        this.low = low;
        this.high = high;
        this.steps = steps;
    }

    /**
     * Draws a curve.
     *
     * @param steps the length of the run, at least 1
     * @param width characters from edge to edge
     * @param height lines for the curve itself
     * @param glyphs what can be shown
     */
    static CurveChart of(Curve curve, long steps, int width, int height, Glyphs glyphs) {
        var dots = new Dots(Math.max(8, width - WIDEST_LABEL - 2), height, glyphs);
        double[] lowest = new double[dots.columns()];
        double[] highest = new double[dots.columns()];
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int column = 0; column < dots.columns(); column++) {
            long from = column * steps / dots.columns();
            long to = Math.max(from + 1, (column + 1) * steps / dots.columns());
            lowest[column] = Double.POSITIVE_INFINITY;
            highest[column] = Double.NEGATIVE_INFINITY;
            long stride = Math.max(1, (to - from) / LOOKS);
            for (long step = from; step < to; step += stride) {
                double value = curve.at(Math.min(step, steps - 1));
                lowest[column] = Math.min(lowest[column], value);
                highest[column] = Math.max(highest[column], value);
            }
            low = Math.min(low, lowest[column]);
            high = Math.max(high, highest[column]);
        }
        // Rates are compared with 0; a momentum between 0.85 and 0.95 is not.
        double floor = low > 0 && low < high / 2 ? 0 : low;
        double room = high > floor ? 0 : Math.max(Math.abs(high) / 10, 1e-9);
        var chart = new CurveChart(dots, floor - room, high + room, steps);
        chart.draw(lowest, highest);
        return chart;
    }

    /** What the reader's screen can show. */
    enum Glyphs {
        BRAILLE,
        ASCII
    }

    /** Fills each column from its lowest to its highest value, and on to the column before. */
    private void draw(double[] lowest, double[] highest) {
        int topBefore = row(highest[0]);
        int bottomBefore = row(lowest[0]);
        for (int column = 0; column < lowest.length; column++) {
            int top = row(highest[column]);
            int bottom = row(lowest[column]);
            for (int row = Math.min(top, bottomBefore); row <= Math.max(bottom, topBefore); row++) {
                dots.set(column, row);
            }
            topBefore = top;
            bottomBefore = bottom;
        }
    }

    private int row(double value) {
        return (int) Math.round((high - value) / (high - low) * (dots.rows() - 1));
    }

    /** Returns the lines of the picture, labelled on the left and below. */
    List<String> lines() {
        var lines = new ArrayList<String>();
        List<String> rows = dots.lines();
        boolean ascii = dots.glyphs() == Glyphs.ASCII;
        for (int row = 0; row < rows.size(); row++) {
            double share = (double) row / Math.max(1, rows.size() - 1);
            boolean labelled = row == 0 || row == rows.size() - 1 || row == (rows.size() - 1) / 2;
            String label = labelled ? Numbers.brief(high - share * (high - low), 3) : "";
            String edge = ascii ? (labelled ? "+" : "|") : labelled ? "┤" : "│";
            lines.add("%9s %s%s".formatted(label, edge, rows.get(row)).stripTrailing());
        }
        int width = dots.width();
        lines.add(" ".repeat(10) + (ascii ? "+" : "└") + (ascii ? "-" : "─").repeat(width));
        lines.add(axis(width));
        return lines;
    }

    private String axis(int width) {
        String middle = Numbers.grouped(steps / 2);
        String last = Numbers.grouped(steps);
        var line = new StringBuilder(" ".repeat(11) + "0");
        line.append(" ".repeat(Math.max(1, 11 + width / 2 - middle.length() / 2 - line.length())));
        line.append(middle);
        line.append(" ".repeat(Math.max(1, 11 + width - last.length() - line.length())));
        return line.append(last).toString();
    }
}
