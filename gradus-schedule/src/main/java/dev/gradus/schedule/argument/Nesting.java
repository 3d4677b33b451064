package dev.gradus.schedule.argument;

import java.util.ArrayDeque;
import java.util.List;

/**
 * Refuses values with too many levels or parts, whose processing would exhaust the stack or never
 * end.
 */
public final class Nesting {
    /** The largest number of levels of a value. */
    public static final int DEEPEST = 200;

    /** The largest number of parts of a value, counting one that is used twice as two. */
    public static final int MOST_PARTS = 100_000;

    private Nesting() {}

    /** How a value is composed. */
    @FunctionalInterface
    public interface Structure<T> {
        /** Returns the parts of a value. */
        List<T> parts(T value);

        /** Returns how many levels a value itself stands for. */
        default int levels(T value) {
            return 1;
        }
    }

    private record Level<T>(T value, int depth) {}

    /**
     * Refuses a new value around others if that exceeds the allowed levels or parts.
     *
     * @param owner names the new value
     * @param levels the levels that the new value itself stands for, 1 for most
     * @param inner the values in the new value
     * @param structure returns the values within a value
     * @param hint what to write instead
     * @throws IllegalArgumentException if a limit is exceeded; the message names it
     */
    public static <T> void require(
            String owner, int levels, List<T> inner, Structure<T> structure, String hint) {
        var open = new ArrayDeque<Level<T>>();
        inner.forEach(value -> open.push(new Level<>(value, levels + structure.levels(value))));
        int count = 1;
        while (!open.isEmpty()) {
            Level<T> level = open.pop();
            count++;
            if (level.depth() > DEEPEST) {
                throw new IllegalArgumentException(
                        owner + ": nested deeper than " + DEEPEST + " levels; " + hint);
            }
            if (count > MOST_PARTS) {
                throw new IllegalArgumentException(
                        owner + ": made of more than " + MOST_PARTS + " parts; " + hint);
            }
            for (T part : structure.parts(level.value())) {
                open.push(new Level<>(part, level.depth() + structure.levels(part)));
            }
        }
    }
}
