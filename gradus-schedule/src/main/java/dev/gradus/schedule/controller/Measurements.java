package dev.gradus.schedule.controller;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The newest measurements, oldest first. A value: appending returns another window and does not
 * change this one. Windows made by appending share their storage, so appending does not copy; not
 * thread-safe.
 */
public final class Measurements {
    private static final Measurements EMPTY = new Measurements(new Storage(0), 0, 0);

    private final Storage storage;
    private final int from;
    private final int to;

    /** Numbers up to {@code filled} belong to some window and never change. */
    private static final class Storage {
        private final double[] numbers;
        private int filled;

        Storage(int capacity) {
            this.numbers = new double[capacity];
        }
    }

    private Measurements(Storage storage, int from, int to) {
        this.storage = storage;
        this.from = from;
        this.to = to;
    }

    /**
     * No measurements.
     *
     * @return an empty list
     */
    public static Measurements empty() {
        return EMPTY;
    }

    /**
     * These measurements, oldest first.
     *
     * @param values what was measured, oldest first
     * @return the measurements
     */
    public static Measurements of(List<Double> values) {
        Measurements window = EMPTY;
        for (double value : values) {
            window = window.append(value, values.size());
        }
        return window;
    }

    /** These and one more, without the oldest if there would be more than {@code limit}. */
    Measurements append(double value, int limit) {
        int start = size() < limit ? from : to + 1 - limit;
        boolean fits = to == storage.filled && to < storage.numbers.length;
        Measurements room = fits ? new Measurements(storage, start, to) : moved(start);
        room.storage.numbers[room.to] = value;
        room.storage.filled = room.to + 1;
        return new Measurements(room.storage, room.from, room.to + 1);
    }

    /** The part from {@code start}, in new storage with room to grow. */
    private Measurements moved(int start) {
        int kept = to - start;
        Storage roomy = new Storage(Math.max(16, 2 * (kept + 1)));
        System.arraycopy(storage.numbers, start, roomy.numbers, 0, kept);
        roomy.filled = kept;
        return new Measurements(roomy, 0, kept);
    }

    /** These without the {@code count} oldest. */
    Measurements withoutOldest(int count) {
        return new Measurements(storage, Math.min(to, from + count), to);
    }

    /** {@return how many measurements there are} */
    public int size() {
        return to - from;
    }

    /**
     * {@return a measurement, 0 for the oldest}
     *
     * @param index its number, 0 for the oldest
     */
    public double at(int index) {
        return storage.numbers[from + index];
    }

    /** {@return the mean, NaN for an empty window} */
    public double mean() {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += storage.numbers[i];
        }
        return sum / size();
    }

    /** {@return the measurements, oldest first} */
    public List<Double> values() {
        List<Double> values = new ArrayList<>(size());
        for (int i = 0; i < size(); i++) {
            values.add(at(i));
        }
        return values;
    }

    /** A copy of the measurements, in ascending order. */
    double[] sorted() {
        double[] copy = Arrays.copyOfRange(storage.numbers, from, to);
        Arrays.sort(copy);
        return copy;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Measurements window && window.values().equals(values());
    }

    @Override
    public int hashCode() {
        return values().hashCode();
    }

    @Override
    public String toString() {
        return size() + " measurements";
    }
}
