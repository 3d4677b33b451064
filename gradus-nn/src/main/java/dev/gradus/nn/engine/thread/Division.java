package dev.gradus.nn.engine.thread;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a task, shared out among the threads of a {@link Team}. Each takes parts of its own
 * first, the same in each task with as many, whose values its core still holds; then those that
 * others have not begun.
 */
public final class Division {
    /** As many counters as two cache lines have, so that threads do not share one. */
    private static final int APART = 32;

    private final int threads;

    /** How many parts of each thread's own nobody has taken. */
    private final AtomicIntegerArray left;

    private final AtomicInteger unfinished = new AtomicInteger();
    private Team.Task task = part -> {};
    private int count;
    private volatile boolean isSetUp;
    private volatile @Nullable Throwable failure;

    /**
     * Makes room for the parts of one task after another.
     *
     * @param threads how many threads share them
     */
    public Division(int threads) {
        this.threads = threads;
        left = new AtomicIntegerArray(threads * APART);
    }

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
        isSetUp = false;
        for (int thread = 0; thread < threads; thread++) {
            left.set(thread * APART, end(thread) - begin(count, thread, threads));
        }
        isSetUp = true;
    }

    private int end(int thread) {
        return begin(count, thread + 1, threads);
    }

    /**
     * {@return whether parts are left that no thread has taken} While a task is being set up there
     * are none: a thread that came then would take another's before it could see its own.
     */
    boolean isOpen() {
        for (int thread = 0; thread < threads; thread++) {
            if (left.get(thread * APART) > 0) {
                return isSetUp;
            }
        }
        return false;
    }

    /** {@return whether every part has been computed} */
    boolean isDone() {
        return unfinished.get() == 0;
    }

    /**
     * Processes parts until none is left, on any thread, at any time. A thread that comes when all
     * are taken has nothing to do, and one that comes later works on the task that has begun since.
     *
     * @param thread its number, from 0; several with the same number do no harm
     * @return whether this thread finished the last unfinished part
     */
    public boolean work(int thread) {
        boolean finishedLast = false;
        for (int i = 0; i < threads; i++) {
            int owner = (thread + i) % threads;
            for (int taken = take(owner); taken > 0; taken = take(owner)) {
                finishedLast = run(owner, taken);
            }
        }
        return finishedLast;
    }

    private int take(int owner) {
        int place = owner * APART;
        return left.get(place) == 0 ? 0 : left.getAndUpdate(place, each -> Math.max(0, each - 1));
    }

    /** The task is read after a part is taken: until it is finished, no other task begins. */
    private boolean run(int owner, int taken) {
        try {
            task.run(end(owner) - taken);
        } catch (Throwable thrown) {
            failure = thrown;
        }
        return unfinished.decrementAndGet() == 0;
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
