package dev.gradus.nn.engine.thread;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The parts of a task, taken by the threads of a {@link Team} one after another. */
public final class Division {
    private final AtomicInteger next = new AtomicInteger();
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
        next.set(0);
    }

    /** Processes parts until none is left; runs on every thread of the team. */
    public void work() {
        // The counter is read first: with it, a thread sees the task it belongs to.
        for (int part = next.getAndIncrement(); part < count; part = next.getAndIncrement()) {
            try {
                task.run(part);
            } catch (Throwable thrown) {
                failure = thrown;
            }
        }
    }

    /**
     * Ends the task, once no thread works on it any more.
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
