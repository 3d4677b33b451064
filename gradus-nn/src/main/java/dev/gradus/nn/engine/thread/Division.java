package dev.gradus.nn.engine.thread;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The parts of a task, taken by the threads of a {@link Team} one after another. */
public final class Division {
    private final AtomicInteger left = new AtomicInteger();
    private final AtomicInteger unfinished = new AtomicInteger();
    private Team.Task task = part -> {};
    private int count;
    private volatile @Nullable Throwable failure;

    /** Makes room for the parts of one task after another. */
    public Division() {}

    /**
     * {@return where a part begins when units are shared out as evenly as possible; a part ends
     * where the next one begins}
     *
     * @param units how many units there are
     * @param part which part, from 0; with {@code parts} itself, the end of all units
     * @param parts how many parts there are
     */
    public static int begin(int units, int part, int parts) {
        return (int) ((long) units * part / parts);
    }

    /**
     * Sets up the parts of a task; the previous task must be finished.
     *
     * @param count how many parts the task has
     * @param task what to do with each part
     */
    public void begin(int count, Team.Task task) {
        this.task = task;
        this.count = count;
        unfinished.set(count);
        left.set(count);
    }

    /** {@return whether parts are left that no thread has taken} */
    boolean isOpen() {
        return left.get() > 0;
    }

    /** {@return whether every part has been computed} */
    boolean isDone() {
        return unfinished.get() == 0;
    }

    /**
     * Processes parts until none is left, on any thread, at any time. A thread that comes when all
     * are taken has nothing to do, and one that comes later works on the task that has begun since.
     *
     * @return whether this thread finished the last unfinished part
     */
    public boolean work() {
        boolean finishedLast = false;
        for (int taken = take(); taken > 0; taken = take()) {
            // Read after a part is taken: until it is finished, no other task begins.
            try {
                task.run(count - taken);
            } catch (Throwable thrown) {
                failure = thrown;
            }
            finishedLast = unfinished.decrementAndGet() == 0;
        }
        return finishedLast;
    }

    private int take() {
        return left.getAndUpdate(each -> Math.max(0, each - 1));
    }

    /**
     * Ends the task, once all its parts are finished.
     *
     * @throws IllegalStateException if a part failed, with what it threw as the cause
     */
    public void end() {
        Throwable thrown = failure;
        if (thrown != null) {
            failure = null;
            throw new IllegalStateException("a worker thread failed", thrown);
        }
    }
}
