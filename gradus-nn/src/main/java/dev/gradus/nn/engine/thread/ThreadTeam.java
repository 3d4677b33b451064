package dev.gradus.nn.engine.thread;

import dev.gradus.number.Text;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A team of Java threads. Between tasks a thread spins for a few microseconds, then sleeps: on an
 * idle machine it reacts at once, and on a busy one the spinning costs little. A task ends when its
 * last part does: a helper that is still waking up is not waited for.
 */
final class ThreadTeam implements Team {
    private static final int SPINS = 2_000;

    private final Thread[] helpers;
    private final Division parts;
    private volatile boolean closed;
    private volatile @Nullable Thread owner;

    ThreadTeam(int threads) {
        helpers = new Thread[threads - 1];
        parts = new Division(threads);
        for (int i = 0; i < helpers.length; i++) {
            int number = i + 1;
            helpers[i] =
                    Thread.ofPlatform()
                            .daemon()
                            .name("gradus-worker-" + number)
                            .unstarted(() -> serve(number));
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
        owner = Thread.currentThread();
        parts.begin(count, task);
        for (Thread helper : helpers) {
            LockSupport.unpark(helper);
        }
        parts.work(0);
        for (int spins = 0; !parts.isDone(); spins++) {
            pause(spins);
        }
        parts.end();
    }

    private void serve(int number) {
        while (true) {
            for (int spins = 0; !parts.isOpen() && !closed; spins++) {
                pause(spins);
            }
            if (closed) {
                return;
            }
            if (parts.work(number)) {
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
