package dev.gradus.cli.terminal;

import dev.gradus.number.NumberText;
import dev.gradus.schedule.curve.Curve;
import java.util.ArrayList;
import java.util.List;

/**
 * A curve drawn with characters: eight braille dots in each, or one star if the terminal has no
 * braille.
 */
public final class CurveChart {
    private static final int WIDEST_LABEL = 9;

    /** The width of the labels to the left of the curve, in characters. */
    public static final int EDGE = WIDEST_LABEL + 2;

    /** The largest number of steps evaluated for one column of dots. */
    private static final int LOOKS = 64;

    private final Dots dots;
    private final double low;
    private final double high;
    private final Axis axis;

    private CurveChart(Dots dots, double low, double high, Axis axis) {
        this.dots = dots;
        this.low = low;
        this.high = high;
        this.axis = axis;
    }

    /** The labels below the curve: at its first point, in the middle, at its end. */
    public record Axis(String first, String middle, String last) {
        static Axis ofSteps(long steps) {
            return new Axis("0", NumberText.grouped(steps / 2), NumberText.grouped(steps));
        }
    }

    /**
     * Draws a curve.
     *
     * @param steps the length of the run, at least 1
     * @param marks steps within the run that are always evaluated
     * @param width characters from edge to edge
     * @param height lines for the curve itself
     * @param glyphs the characters that can be shown
     */
    public static CurveChart of(
            Curve curve, long steps, long[] marks, int width, int height, Glyphs glyphs) {
        return of(curve, steps, marks, Axis.ofSteps(steps), width, height, glyphs);
    }

    /** Draws a curve over an axis of its own. */
    public static CurveChart of(
            Curve curve, long steps, Axis axis, int width, int height, Glyphs glyphs) {
        return of(curve, steps, new long[0], axis, width, height, glyphs);
    }

    private static CurveChart of(
            Curve curve,
            long steps,
            long[] marks,
            Axis axis,
            int width,
            int height,
            Glyphs glyphs) {
        var dots = new Dots(Math.max(8, width - EDGE), height, glyphs);
        double[] lowest = new double[dots.columns()];
        double[] highest = new double[dots.columns()];
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        int mark = 0;
        for (int column = 0; column < dots.columns(); column++) {
            long from = start(column, steps, dots.columns());
            long to = Math.max(from + 1, start(column + 1, steps, dots.columns()));
            lowest[column] = Double.POSITIVE_INFINITY;
            highest[column] = Double.NEGATIVE_INFINITY;
            long stride = Math.max(1, (to - from) / LOOKS);
            for (long look = 0; look * stride < to - from; look++) {
                double value = curve.at(Math.min(from + look * stride, steps - 1));
                lowest[column] = Math.min(lowest[column], value);
                highest[column] = Math.max(highest[column], value);
            }
            for (; mark < marks.length && marks[mark] < to; mark++) {
                double value = curve.at(marks[mark]);
                lowest[column] = Math.min(lowest[column], value);
                highest[column] = Math.max(highest[column], value);
            }
            low = Math.min(low, lowest[column]);
            high = Math.max(high, highest[column]);
        }
        // Rates are compared with 0; a momentum between 0.85 and 0.95 is not.
        double floor = low > 0 && low < high / 2 ? 0 : low;
        double room = high > floor ? 0 : Math.max(Math.abs(high) / 10, 1e-9);
        double bottom = low >= 0 ? Math.max(0, floor - room) : floor - room;
        var chart = new CurveChart(dots, bottom, high + room, axis);
        chart.draw(lowest, highest);
        return chart;
    }

    /** Returns the first step of a column; the product of the two might be too large to count. */
    private static long start(long column, long steps, long columns) {
        return steps / columns * column + steps % columns * column / columns;
    }

    /** The characters that a screen can show. */
    public enum Glyphs {
        BRAILLE,
        ASCII
    }

    /**
     * Fills each column from its lowest to its highest value, and connects it to the previous
     * column.
     */
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

    /** Returns how many characters the curve itself is wide. */
    public int width() {
        return dots.width();
    }

    /** Returns the lines of the picture, labelled on the left and below. */
    public List<String> lines() {
        var lines = new ArrayList<String>();
        List<String> rows = dots.lines();
        boolean ascii = dots.glyphs() == Glyphs.ASCII;
        for (int row = 0; row < rows.size(); row++) {
            double share = (double) row / Math.max(1, rows.size() - 1);
            boolean labelled = row == 0 || row == rows.size() - 1 || row == (rows.size() - 1) / 2;
            String label = labelled ? NumberText.brief(high - share * (high - low), 3) : "";
            String edge = ascii ? (labelled ? "+" : "|") : labelled ? "┤" : "│";
            lines.add("%9s %s%s".formatted(label, edge, rows.get(row)).stripTrailing());
        }
        int width = dots.width();
        lines.add(" ".repeat(10) + (ascii ? "+" : "└") + (ascii ? "-" : "─").repeat(width));
        lines.add(axis(width));
        return lines;
    }

    private String axis(int width) {
        String middle = axis.middle();
        String last = axis.last();
        var line = new StringBuilder(" ".repeat(EDGE) + axis.first());
        line.append(
                " ".repeat(Math.max(1, EDGE + width / 2 - middle.length() / 2 - line.length())));
        line.append(middle);
        line.append(" ".repeat(Math.max(1, EDGE + width - last.length() - line.length())));
        return line.append(last).toString();
    }
}
