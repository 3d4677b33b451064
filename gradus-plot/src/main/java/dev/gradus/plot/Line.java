package dev.gradus.plot;

import dev.gradus.run.history.Series;
import java.awt.Color;
import java.util.Arrays;
import java.util.List;

/**
 * One line of a panel.
 *
 * @param name what the legend calls it
 * @param series its points
 * @param color its colour
 * @param look how it is drawn
 * @param index its number among lines that must be distinguishable without colour
 */
record Line(String name, Series series, Color color, Look look, int index) {
    /**
     * Values further from 0 are drawn here, because no axis that spans all doubles can be divided.
     */
    private static final double EDGE = 1e150;

    Line {
        series = isCut(series) ? cut(series) : series;
    }

    private static boolean isCut(Series series) {
        return Arrays.stream(series.ys()).anyMatch(y -> Math.abs(y) > EDGE);
    }

    private static Series cut(Series series) {
        var cut = new Series(Series.LIMIT);
        for (int i = 0; i < series.size(); i++) {
            cut.add(series.x(i), Math.clamp(series.y(i), -EDGE, EDGE));
        }
        return cut;
    }

    /** Returns a note about the lines with values beyond what can be drawn. */
    static String note(List<Line> lines) {
        boolean cut =
                lines.stream()
                        .flatMapToDouble(line -> Arrays.stream(line.series.ys()))
                        .anyMatch(y -> Math.abs(y) == EDGE);
        return cut ? ", cut at ±" + Axis.tick(EDGE) : "";
    }

    /** A single line. */
    Line(String name, Series series, Color color, Look look) {
        this(name, series, color, look, 0);
    }

    /** One of several runs. */
    static Line ofRun(String name, Series series, int index) {
        return new Line(name, series, Palette.of(index), Look.RUN, index);
    }

    /** How a line is drawn. */
    enum Look {
        /** Thin and pale: the raw numbers behind a smoothed line. */
        FAINT,
        /** A plain line. */
        SOLID,
        /** One of several, with its own dashes and marks. */
        RUN,
        /** A line with a dot at each point. */
        DOTTED,
        /** A dot at each point, without a line. */
        POINTS
    }
}
