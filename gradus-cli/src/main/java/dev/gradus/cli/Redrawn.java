package dev.gradus.cli;

import java.util.function.IntSupplier;

/**
 * A line of a terminal that is written over, below lines that stay. Only ASCII is written to it, so
 * that characters are columns.
 */
final class Redrawn {
    private static final String ERASE = "\r\u001b[K";
    private static final String ERASE_BELOW = "\r\u001b[J";

    /** What a terminal does with a line that it has become too narrow for. */
    enum Narrowing {
        /** Breaks it: it takes up more rows. */
        BREAKS,
        /** Cuts it. */
        CUTS
    }

    private final Output out;
    private final IntSupplier width;
    private final Narrowing narrowing;
    private int length;

    /**
     * @param width the terminal's columns now
     */
    Redrawn(Output out, IntSupplier width, Narrowing narrowing) {
        this.out = out;
        this.width = width;
        this.narrowing = narrowing;
    }

    /** Returns how many columns there are now. */
    int width() {
        return width.getAsInt();
    }

    /** Puts a line, shorter than the terminal is wide, in place of the one that is there. */
    void show(String line, int width) {
        out.stream().print(erasing(width) + line);
        out.stream().flush();
        length = line.length();
    }

    /** Takes the line away. */
    void clear() {
        if (length > 0) {
            show("", width());
        }
    }

    /** The terminal may have become narrower, or wider again, since the line was written. */
    private String erasing(int width) {
        int rows = Math.ceilDiv(Math.max(1, length), Math.max(1, width));
        return narrowing == Narrowing.CUTS || rows == 1
                ? ERASE
                : "\u001b[" + (rows - 1) + "A" + ERASE_BELOW;
    }
}
