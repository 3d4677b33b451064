package dev.gradus.plot;

import dev.gradus.number.NumberText;
import java.util.Arrays;

/**
 * One axis.
 *
 * @param title its label
 * @param scale linear or logarithmic
 * @param lowest its start; above 0 if logarithmic
 * @param highest its end, above the start
 */
record Axis(String title, Scale scale, double lowest, double highest) {
    /**
     * The share of an axis left free on either side of what is drawn, so that dots are not cut off.
     */
    private static final double ROOM = 0.05;

    /** The same if only half a dot has to fit. */
    private static final double EDGE = 0.01;

    /** The largest share of an axis that half a dot takes. */
    private static final double DOT = 0.03;

    /** Below this a logarithmic axis could have infinitely many decades. */
    private static final double SMALLEST = 1e-150;

    /** A linear axis cannot show values a hundred times smaller than the others. */
    private static final double TOO_WIDE = 100;

    /** The scale of an axis. */
    enum Scale {
        LINEAR,
        LOGARITHMIC
    }

    /** An axis over exactly the range of these values. */
    static Axis over(String title, double... values) {
        double lowest = Arrays.stream(values).min().orElse(0);
        double highest = Arrays.stream(values).max().orElse(1);
        return new Axis(title, Scale.LINEAR, lowest, highest > lowest ? highest : lowest + 1);
    }

    /** A linear axis with these values inside, with a little room at the ends. */
    static Axis across(String title, double... values) {
        Axis axis = over(title, values);
        double room = EDGE * (axis.highest - axis.lowest);
        return new Axis(title, Scale.LINEAR, axis.lowest - room, axis.highest + room);
    }

    /**
     * A linear axis with these values well inside; constant values get some room. It does not
     * extend below 0 unless values do.
     */
    static Axis around(String title, double... values) {
        double lowest = Arrays.stream(values).min().orElse(0);
        double highest = Arrays.stream(values).max().orElse(1);
        double room =
                highest > lowest
                        ? ROOM * (highest - lowest)
                        : highest == 0 ? 1 : ROOM * Math.abs(highest);
        double floor = lowest >= 0 ? Math.max(0, lowest - room) : lowest - room;
        return new Axis(title, Scale.LINEAR, floor, highest + room);
    }

    /**
     * A linear axis like {@link #around}, but not beyond 1 for shares: an accuracy of 1.02 does not
     * exist. There is room for a dot, but too little for a tick.
     */
    static Axis aroundShares(String title, double... values) {
        Axis axis = around(title, values);
        boolean shares = Arrays.stream(values).allMatch(value -> value >= 0 && value <= 1);
        double most = 1 + DOT * (1 - axis.lowest);
        return shares && axis.highest > most
                ? new Axis(title, Scale.LINEAR, axis.lowest, most)
                : axis;
    }

    /** A linear axis that shows 0, for what is never negative. */
    static Axis fromZero(String title, double... values) {
        Axis axis = around(title, values);
        boolean negative = Arrays.stream(values).anyMatch(value -> value < 0);
        return new Axis(
                title,
                Scale.LINEAR,
                negative ? axis.lowest : 0,
                Math.max(axis.highest, Double.MIN_NORMAL));
    }

    /** A logarithmic axis over exactly the range of these positive values. */
    static Axis logarithmic(String title, double... values) {
        double lowest = Arrays.stream(values).min().orElse(1);
        double highest = Arrays.stream(values).max().orElse(10);
        return new Axis(title, Scale.LOGARITHMIC, lowest, highest > lowest ? highest : 2 * lowest);
    }

    /** A logarithmic axis with these positive values inside, over at least three decades. */
    static Axis decades(String title, double... values) {
        double lowest = Arrays.stream(values).min().orElse(1);
        double highest = Arrays.stream(values).max().orElse(1);
        double room = Math.max(1.5, Math.sqrt(1000 * lowest / highest));
        return new Axis(title, Scale.LOGARITHMIC, lowest / room, highest * room);
    }

    /** Logarithmic if a linear axis could not show the small values, otherwise linear from 0. */
    static Axis fitting(String title, double... values) {
        double lowest = Arrays.stream(values).min().orElse(0);
        double highest = Arrays.stream(values).max().orElse(1);
        if (lowest < SMALLEST || highest / lowest < TOO_WIDE) {
            return fromZero(title, values);
        }
        double room = Math.pow(highest / lowest, ROOM);
        return new Axis(title, Scale.LOGARITHMIC, lowest / room, highest * room);
    }

    /** The value at a share of the axis: 0 is its start, 1 its end. */
    double at(double share) {
        return scale == Scale.LINEAR
                ? lowest + share * (highest - lowest)
                : lowest * Math.pow(highest / lowest, share);
    }

    /** The share of the axis at which a value is; the inverse of {@link #at}. */
    double shareOf(double value) {
        return scale == Scale.LINEAR
                ? (value - lowest) / (highest - lowest)
                : Math.log(value / lowest) / Math.log(highest / lowest);
    }

    /** A number as a tick label: 0.001, 250000, 1e-6. */
    static String tick(double value) {
        return NumberText.brief(value, 6);
    }
}
