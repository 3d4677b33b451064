package dev.gradus.studio.server;

import java.util.function.LongSupplier;

/** How many requests are answered: a burst at once, and then a steady number a second. */
final class Allowance {
    private static final double NANOS = 1e9;

    private final double most;
    private final double perSecond;
    private final LongSupplier nanos;
    private double left;
    private long last;

    Allowance(double most, double perSecond, LongSupplier nanos) {
        this.most = most;
        this.perSecond = perSecond;
        this.nanos = nanos;
        this.left = most;
        this.last = nanos.getAsLong();
    }

    synchronized boolean take() {
        long now = nanos.getAsLong();
        left = Math.min(most, left + perSecond * (double) (now - last) / NANOS);
        last = now;
        if (left < 1) {
            return false;
        }
        left--;
        return true;
    }
}
