package dev.gradus.data.parquet;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Ends a wait for the library that lasts too long: some damage ends the threads that decode without
 * a word to whoever waits for them.
 */
final class Watch implements AutoCloseable {
    private static final long IDLE = Long.MAX_VALUE;

    private final Thread watched = Thread.currentThread();
    private final long limit;
    private volatile long since = IDLE;
    private volatile boolean isOver;
    private volatile boolean isClosed;

    private Watch(Duration limit) {
        this.limit = limit.toNanos();
    }

    /** Watches the calling thread. */
    static Watch over(Duration limit) {
        var watch = new Watch(limit);
        Thread.ofPlatform().daemon().name("gradus-parquet-watch").start(watch::look);
        return watch;
    }

    private void look() {
        try {
            while (!isClosed && !isOver) {
                Thread.sleep(Duration.ofNanos(limit / 8));
                long began = since;
                if (began != IDLE && System.nanoTime() - began > limit) {
                    isOver = true;
                    watched.interrupt();
                }
            }
        } catch (InterruptedException nobodyDoes) {
            Thread.currentThread().interrupt();
        }
    }

    /** Asks the library for something. */
    boolean ask(BooleanSupplier question) {
        since = System.nanoTime();
        boolean answer = question.getAsBoolean();
        since = IDLE;
        return answer;
    }

    /** Returns whether a wait was ended. */
    boolean isOver() {
        return isOver;
    }

    @Override
    public void close() {
        isClosed = true;
    }
}
