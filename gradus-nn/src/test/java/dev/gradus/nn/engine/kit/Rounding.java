package dev.gradus.nn.engine.kit;

import java.util.Arrays;

/**
 * Computes with few digits: moves stored values by chance, each by a share of itself, and adds
 * terms one by one in a float, which moves all sums of like terms the same way.
 */
final class Rounding {
    /** Moves nothing. */
    static final Rounding NONE = new Rounding(0, 0);

    private final double unit;
    private final boolean byChance;
    private final Draw draw;

    /**
     * Makes a rounding by chance.
     *
     * @param unit how far a value moves, relative to itself: the standard deviation
     */
    Rounding(double unit, long seed) {
        this(unit, true, seed);
    }

    private Rounding(double unit, boolean byChance, long seed) {
        this.unit = unit;
        this.byChance = byChance;
        this.draw = new Draw(seed);
    }

    /**
     * Returns what rounds to the nearest number: like values all the same way, which chance does
     * not.
     *
     * @param unit half of the distance between 1 and the next number
     */
    static Rounding toNearest(double unit) {
        return new Rounding(unit, false, 0);
    }

    double of(double value) {
        if (unit == 0) {
            return value;
        }
        return byChance ? value * (1 + unit * draw.gaussian()) : nearest(value);
    }

    private double nearest(double value) {
        if (!Double.isFinite(value)) {
            return value;
        }
        double step = 2 * unit * Math.scalb(1.0, Math.getExponent(value));
        return Math.rint(value / step) * step;
    }

    /** Returns a value that was computed to an absolute error of at most this. */
    double within(double error, double value) {
        return unit != 0 && byChance ? value + error * (2 * draw.uniform() - 1) : value;
    }

    /** Returns a sum with one more term. */
    double plus(double sum, double term) {
        return unit == 0 ? sum + term : (float) (sum + term);
    }

    /** Returns a value of which 1 more, or less, was computed in a float. */
    double besideOne(double value) {
        return unit == 0 ? value : (float) (1 + value) - 1.0;
    }

    double sum(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum = plus(sum, value);
        }
        return sum;
    }

    double mean(double[] values) {
        return sum(values) / values.length;
    }

    double variance(double[] values, double mean) {
        double sum = 0;
        for (double value : values) {
            sum = plus(sum, (value - mean) * (value - mean));
        }
        return sum / values.length;
    }

    double[] of(double[] values) {
        return unit == 0 ? values : Arrays.stream(values).map(this::of).toArray();
    }

    double[][] of(double[][] rows) {
        return unit == 0 ? rows : Arrays.stream(rows).map(this::of).toArray(double[][]::new);
    }
}
