package dev.gradus.plot;

import dev.gradus.run.Series;
import java.awt.Color;

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
