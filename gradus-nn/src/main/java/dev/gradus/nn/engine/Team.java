package dev.gradus.nn.engine;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Threads that work side by side on one task after another, without allocating.
 *
 * <p>A task is cut into numbered parts; who computes which part is chance, so a part may depend on
 * its number alone. Between tasks a thread spins for a few microseconds, then sleeps: a quiet
 * machine answers at once, a busy one loses nothing to spinning.
 */
public final class Team implements AutoCloseable {
    private static final int SPINS = 2_000;

    private final Thread[] helpers;
    private final AtomicInteger nextPart = new AtomicInteger();
    private final AtomicInteger unfinished = new AtomicInteger();
    private volatile long round;
    private volatile boolean closed;
    private @Nullable Task task;
    private @Nullable Thread owner;
    private int parts;
    private volatile @Nullable Throwable failure;

    /** One part of a task. */
    @FunctionalInterface
    public interface Task {
        /** Does part number {@code part}, counted from 0. */
        void run(int part);
    }

    /**
     * Starts a team.
     *
     * @param threads how many threads work, the caller's included; at least 1
     */
    public Team(int threads) {
        helpers = new Thread[threads - 1];
        for (int i = 0; i < helpers.length; i++) {
            helpers[i] =
                    Thread.ofPlatform()
                            .daemon()
                            .name("gradus-worker-" + (i + 1))
                            .unstarted(this::serve);
            helpers[i].start();
        }
    }

    /** Returns how many threads work, the caller's included. */
    public int threads() {
        return helpers.length + 1;
    }

    /** Does all parts of a task and returns when the last is done; from one thread at a time. */
    public void run(int parts, Task task) {
        if (helpers.length == 0 || parts == 1) {
            for (int part = 0; part < parts; part++) {
                task.run(part);
            }
            return;
        }
        this.task = task;
        this.parts = parts;
        owner = Thread.currentThread();
        unfinished.set(helpers.length);
        nextPart.set(0);
        long next = round + 1;
        round = next;
        for (Thread helper : helpers) {
            LockSupport.unpark(helper);
        }
        work(task, parts);
        awaitHelpers();
        Throwable thrown = failure;
        if (thrown != null) {
            failure = null;
            throw new IllegalStateException("a worker thread failed", thrown);
        }
    }

    private void work(Task current, int count) {
        for (int part = nextPart.getAndIncrement();
                part < count;
                part = nextPart.getAndIncrement()) {
            try {
                current.run(part);
            } catch (Throwable thrown) {
                failure = thrown;
            }
        }
    }

    private void awaitHelpers() {
        for (int spins = 0; unfinished.get() > 0; spins++) {
            pause(spins);
        }
    }

    private void serve() {
        long seen = 0;
        while (true) {
            for (int spins = 0; round == seen && !closed; spins++) {
                pause(spins);
            }
            if (closed) {
                return;
            }
            seen++;
            Task current = task;
            if (current != null) {
                work(current, parts);
            }
            if (unfinished.decrementAndGet() == 0) {
                LockSupport.unpark(owner);
            }
        }
    }

    private static void pause(int spins) {
        if (spins < SPINS) {
            Thread.onSpinWait();
        } else {
            LockSupport.park();
        }
    }

    /** Ends the team's threads. */
    @Override
    public void close() {
        closed = true;
        for (Thread helper : helpers) {
            LockSupport.unpark(helper);
        }
    }
}
