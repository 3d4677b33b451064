package dev.gradus.train;

import java.util.function.LongSupplier;

/** Measures how long a run and its epoch have trained, without the time in which it rests. */
final class Stopwatch {
    private static final double NANOS = 1e9;

    private final LongSupplier nanos;
    private long started;
    private long epochStarted;
    private double secondsBefore;

    Stopwatch(LongSupplier nanos) {
        this.nanos = nanos;
        this.started = nanos.getAsLong();
        this.epochStarted = started;
    }

    long now() {
        return nanos.getAsLong();
    }

    /** Returns the seconds since a moment. */
    double since(long moment) {
        return (now() - moment) / NANOS;
    }

    /** Leaves out the time since a moment. */
    void restedSince(long moment) {
        long rest = now() - moment;
        started += rest;
        epochStarted += rest;
    }

    /** Returns how long the run has trained in all. */
    double seconds() {
        return secondsBefore + since(started);
    }

    /** Returns how long the epoch has trained. */
    double epochSeconds() {
        return since(epochStarted);
    }

    /** Returns how long the epoch has trained, and begins the next one. */
    double nextEpoch() {
        long now = now();
        double seconds = (now - epochStarted) / NANOS;
        epochStarted = now;
        return seconds;
    }

    /** Continues as if the run and its epoch had already trained for this long. */
    void restore(double run, double epoch) {
        secondsBefore = run;
        started = now();
        epochStarted = started - Math.round(epoch * NANOS);
    }
}
