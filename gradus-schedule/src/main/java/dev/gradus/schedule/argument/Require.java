package dev.gradus.schedule.argument;

/**
 * Refuses arguments a schedule cannot work with; every message names the owner and the argument.
 */
public final class Require {
    private Require() {}

    /** Returns {@code value} if it is a finite number. */
    public static double finite(double value, String owner, String argument) {
        return require(Double.isFinite(value), value, owner, argument, "must be a finite number");
    }

    /** Returns {@code value} if it is finite and greater than 0. */
    public static double positive(double value, String owner, String argument) {
        return require(
                Double.isFinite(value) && value > 0,
                value,
                owner,
                argument,
                "must be greater than 0");
    }

    /** Returns {@code value} if it is finite and not below 0. */
    public static double notNegative(double value, String owner, String argument) {
        return require(
                Double.isFinite(value) && value >= 0,
                value,
                owner,
                argument,
                "must be 0 or greater");
    }

    /** Returns {@code value} if it is finite and at least {@code bound}. */
    public static double atLeast(double bound, double value, String owner, String argument) {
        return require(
                Double.isFinite(value) && value >= bound,
                value,
                owner,
                argument,
                "must be " + bound + " or greater");
    }

    /** Returns {@code value} if it is at least {@code bound}. */
    public static long atLeast(long bound, long value, String owner, String argument) {
        if (value < bound) {
            throw new IllegalArgumentException(
                    owner + ": " + argument + " must be " + bound + " or greater, got " + value);
        }
        return value;
    }

    private static double require(
            boolean holds, double value, String owner, String argument, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(
                    owner + ": " + argument + " " + rule + ", got " + value);
        }
        return value;
    }
}
