package dev.gradus.data.parquet;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Ends a wait for the library that lasts too long: some damage ends the threads that decode without
 * a word to whoever waits for them. The watched thread is interrupted only while it waits for the
 * library, and no such interruption is left when the watch is closed.
 */
final class Watch implements AutoCloseable {
    private static final long IDLE = Long.MAX_VALUE;

    private final Thread watched = Thread.currentThread();
    private final Thread watching;
    private final long limit;
    private long since = IDLE;
    private boolean isOver;

    private Watch(Duration limit) {
        this.limit = limit.toNanos();
        this.watching =
                Thread.ofPlatform().daemon().name("gradus-parquet-watch").unstarted(this::look);
    }

    /** Watches the calling thread. */
    static Watch over(Duration limit) {
        var watch = new Watch(limit);
        watch.watching.start();
        return watch;
    }

    private void look() {
        try {
            while (!isOverNow()) {
                Thread.sleep(Duration.ofNanos(limit / 8));
            }
        } catch (InterruptedException closed) {
            // nothing is left to watch
        }
    }

    private synchronized boolean isOverNow() {
        if (since != IDLE && System.nanoTime() - since > limit) {
            isOver = true;
            watched.interrupt();
        }
        return isOver;
    }

    /**
     * Asks the library for something.
     *
     * @throws IllegalStateException if the answer came too late
     */
    boolean ask(BooleanSupplier question) {
        waiting(System.nanoTime());
        try {
            boolean answer = question.getAsBoolean();
            if (isOver()) {
                throw new IllegalStateException("the answer came too late");
            }
            return answer;
        } finally {
            waiting(IDLE);
        }
    }

    private synchronized void waiting(long from) {
        since = from;
    }

    /** Returns whether a wait was ended. */
    synchronized boolean isOver() {
        return isOver;
    }

    @Override
    public synchronized void close() {
        watching.interrupt();
        if (isOver) {
            Thread.interrupted(); // it was the watch's
        }
    }
}
