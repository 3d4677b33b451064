package dev.gradus.studio.record;

import java.util.Arrays;

/**
 * Where in a record steps are, every {@value #STRIDE}th of them, so that any part of it can be read
 * without what comes before.
 */
final class StepPlaces {
    static final int STRIDE = 64;

    private static final int SMALLEST = 16;

    private long[] steps = new long[SMALLEST];
    private long[] places = new long[SMALLEST];

    /** How long the steps before each of them took. */
    private double[] seconds = new double[SMALLEST];

    private int size;
    private long next;

    /** Notes where the line of a step begins, and how long the steps before it took. */
    void add(long step, long place, double before) {
        if (step < next) {
            return;
        }
        if (size == steps.length) {
            steps = Arrays.copyOf(steps, 2 * size);
            places = Arrays.copyOf(places, 2 * size);
            seconds = Arrays.copyOf(seconds, 2 * size);
        }
        steps[size] = step;
        seconds[size] = before;
        places[size++] = place;
        next = step + STRIDE;
    }

    void forgetFrom(long step) {
        while (size > 0 && steps[size - 1] >= step) {
            size--;
        }
        next = size == 0 ? 0 : step;
    }

    /** A noted step, and how long those before it took. */
    record Noted(long step, double secondsBefore) {}

    /** Returns the last noted step at or before one; step 0 if there is none. */
    Noted noted(long step) {
        int at = index(step);
        return at < 0 ? new Noted(0, 0) : new Noted(steps[at], seconds[at]);
    }

    /** Returns where to begin reading to see a step. */
    long before(long step) {
        int at = index(step);
        return at < 0 ? 0 : places[at];
    }

    /** Returns where all steps up to this one have been read; the end of the file if unknown. */
    long after(long step) {
        int at = index(step) + 1;
        return at >= size ? Long.MAX_VALUE : places[at];
    }

    /** Returns the last noted step at or before this one. */
    private int index(long step) {
        int found = Arrays.binarySearch(steps, 0, size, step);
        return found >= 0 ? found : -found - 2;
    }
}
