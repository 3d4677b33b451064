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
 */
record Line(String name, Series series, Color color, Look look) {

    /** How a line is drawn. */
    enum Look {
        /** Thin and pale: the raw numbers behind a smoothed line. */
        FAINT,
        /** A plain line. */
        SOLID,
        /** A thinner line. */
        THIN,
        /** A line with a dot at each point. */
        DOTTED,
        /** A dot at each point and no line. */
        POINTS
    }
}
