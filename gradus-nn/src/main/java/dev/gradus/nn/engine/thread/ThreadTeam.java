package dev.gradus.nn.engine.thread;

import dev.gradus.number.Text;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A team of Java threads. Between tasks a thread spins for a few microseconds, then sleeps: on an
 * idle machine it reacts at once, and on a busy one the spinning costs little.
 */
final class ThreadTeam implements Team {
    private static final int SPINS = 2_000;

    private final Thread[] helpers;
    private final Division parts = new Division();
    private final AtomicInteger unfinished = new AtomicInteger();
    private volatile long round;
    private volatile boolean closed;
    private @Nullable Thread owner;

    ThreadTeam(int threads) {
        helpers = new Thread[threads - 1];
        for (int i = 0; i < helpers.length; i++) {
            helpers[i] =
                    Thread.ofPlatform()
                            .daemon()
                            .name("gradus-worker-" + (i + 1))
                            .unstarted(this::serve);
            start(i);
        }
    }

    private void start(int helper) {
        try {
            helpers[helper].start();
        } catch (OutOfMemoryError noThread) {
            close(); // ends the threads that have been started
            throw new IllegalArgumentException(
                    Text.of(
                            "the system starts no more than %d threads for this process, but %d were requested; use fewer",
                            helper + 1, helpers.length + 1),
                    noThread);
        }
    }

    @Override
    public int threads() {
        return helpers.length + 1;
    }

    @Override
    public void run(int count, Task task) {
        if (helpers.length == 0 || count == 1) {
            for (int part = 0; part < count; part++) {
                task.run(part);
            }
            return;
        }
        parts.begin(count, task);
        owner = Thread.currentThread();
        unfinished.set(helpers.length);
        long next = round + 1;
        round = next;
        for (Thread helper : helpers) {
            LockSupport.unpark(helper);
        }
        parts.work();
        awaitHelpers();
        parts.end();
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
            parts.work();
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

    @Override
    public void close() {
        closed = true;
        for (Thread helper : helpers) {
            LockSupport.unpark(helper); // unstarted or null: nothing happens
        }
    }
}
