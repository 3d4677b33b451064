package dev.gradus.cli.screen;

import dev.gradus.cli.syntax.Output;
import java.util.List;
import java.util.function.IntSupplier;

/**
 * Lines of a terminal that are redrawn, below permanent lines: one, or a few. Only ASCII is written
 * to them, so that each character takes one column.
 */
public final class Redrawn {
    private static final String ERASE = "\r\u001b[K";
    private static final String ERASE_BELOW = "\r\u001b[J";

    private static final int UNKNOWN = -1;

    /** How often in a row the width must be unchanged before it counts as stable. */
    private static final int STEADY = 3;

    /** What a terminal does with a line for which it has become too narrow. */
    public enum Narrowing {
        /** Wraps it over several rows. */
        BREAKS,
        /** Cuts it. */
        CUTS
    }

    private final Output out;
    private final IntSupplier width;
    private final Narrowing narrowing;
    private List<String> shown = List.of();
    private int shownAt = UNKNOWN;
    private int steady = STEADY;

    /**
     * Draws on a screen.
     *
     * @param width the terminal's columns now
     */
    public Redrawn(Output out, IntSupplier width, Narrowing narrowing) {
        this.out = out;
        this.width = width;
        this.narrowing = narrowing;
    }

    /** Returns how many columns there are now. */
    int width() {
        return width.getAsInt();
    }

    /**
     * Replaces the current line by one shorter than the terminal's width. While the terminal is
     * being resized, no line is shown: the width may change again before the line is erased, which
     * would leave a row behind.
     */
    void show(String line, int width) {
        show(List.of(line), width);
    }

    /** Replaces the current lines, as {@link #show(String, int)} does. */
    void show(List<String> lines, int width) {
        steady = shownAt == UNKNOWN || shownAt == width ? steady + 1 : 0;
        shownAt = width;
        replace(steady < STEADY ? List.of() : lines, width);
    }

    /** Erases the lines. */
    void clear() {
        if (!shown.stream().allMatch(String::isEmpty)) {
            replace(List.of(), width());
        }
    }

    private void replace(List<String> lines, int width) {
        out.stream().print(erasing(width) + String.join("\n", lines));
        out.stream().flush();
        shown = List.copyOf(lines);
    }

    /**
     * Returns what erases the lines: the terminal may have become narrower, or wider again, since
     * they were written.
     */
    private String erasing(int width) {
        int rows = shown.stream().mapToInt(line -> rows(line, width)).sum();
        return rows <= 1 ? ERASE : "\u001b[" + (rows - 1) + "A" + ERASE_BELOW;
    }

    private int rows(String line, int width) {
        return narrowing == Narrowing.CUTS
                ? 1
                : Math.ceilDiv(Math.max(1, line.length()), Math.max(1, width));
    }
}
