package dev.gradus.plot;

import java.awt.BasicStroke;

/** How a line is dashed, so that lines can be told apart without colour. */
enum Dash {
    SOLID,
    LONG,
    SHORT,
    MIXED;

    static Dash of(int index) {
        return values()[index % values().length];
    }

    /** Returns the lengths of dashes and gaps in turn, in units. */
    private float[] lengths() {
        return switch (this) {
            case SOLID -> new float[] {1, 0};
            case LONG -> new float[] {18, 9};
            case SHORT -> new float[] {6, 7};
            case MIXED -> new float[] {24, 7, 5, 7};
        };
    }

    /** Returns whether a place along the line, in units, is in a dash. */
    boolean isInk(double place) {
        double total = 0;
        for (float length : lengths()) {
            total += length;
        }
        double left = place % total;
        boolean ink = true;
        for (float length : lengths()) {
            if (left < length) {
                return ink;
            }
            left -= length;
            ink = !ink;
        }
        return ink;
    }

    BasicStroke stroke(float width) {
        return this == SOLID
                ? new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND)
                : new BasicStroke(
                        width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, lengths(), 0);
    }
}
