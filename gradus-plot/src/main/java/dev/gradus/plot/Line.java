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
 * @param index its number among lines that must not be told apart by colour alone
 */
record Line(String name, Series series, Color color, Look look, int index) {
    /** What is further from 0 is drawn here, for no axis can be divided that spans all doubles. */
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

    /** Returns what must be said of lines of which some values lie beyond what can be drawn. */
    static String note(List<Line> lines) {
        boolean cut =
                lines.stream()
                        .flatMapToDouble(line -> Arrays.stream(line.series.ys()))
                        .anyMatch(y -> Math.abs(y) == EDGE);
        return cut ? ", cut at ±" + Axis.tick(EDGE) : "";
    }

    /** A line that is the only one of its kind. */
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
        /** One of several, with dashes and marks of its own. */
        RUN,
        /** A line with a dot at each point. */
        DOTTED,
        /** A dot at each point and no line. */
        POINTS
    }
}
