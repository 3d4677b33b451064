package dev.gradus.model;

import dev.gradus.nn.Flops;
import dev.gradus.nn.Network;
import dev.gradus.nn.engine.thread.Team;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Threads that share the rows of a call. Each computes whole rows, so none waits for another before
 * the end, and a call too small to gain by that is left to its caller.
 */
final class RowTeam implements AutoCloseable {
    /** The largest number of rows that a thread takes at once. */
    static final int ROWS = 64;

    /**
     * How many floating-point operations are worth giving to another thread, some twenty
     * microseconds. A thread that sleeps takes longer to begin, but nobody waits for it.
     */
    private static final double WORTH_A_THREAD = 2e6;

    /** Kernels treat eight rows no slower than seven. */
    private static final int EVEN = 8;

    private static final float[] NONE = {};

    private final Part part;
    private final Team team;
    private final int least;
    private final Team.Task task = this::run;
    private final ReentrantLock lock = new ReentrantLock();
    private float[] examples = NONE;
    private float[] outputs = NONE;
    private int count;
    private int rows;
    private volatile boolean closed;

    /** Computes some rows. */
    @FunctionalInterface
    interface Part {
        void compute(float[] examples, int first, int rows, float[] outputs);
    }

    RowTeam(Network network, int threads, Part part) {
        this.part = part;
        this.team = Team.of(threads);
        double operations = Math.max(Flops.forward(network), network.input().size());
        this.least = (int) Math.ceil(Math.min(WORTH_A_THREAD / operations, 1 << 30));
    }

    /** Returns how many threads compute, the caller's included. */
    int threads() {
        return team.threads();
    }

    /**
     * Computes rows on several threads.
     *
     * @return whether it did: not for little work, or while another call has the threads
     */
    boolean compute(float[] examples, int count, float[] outputs) {
        int parts = Math.min(team.threads(), count / least);
        if (parts < 2 || closed || !lock.tryLock()) {
            return false;
        }
        try {
            if (closed) {
                return false;
            }
            this.examples = examples;
            this.outputs = outputs;
            this.count = count;
            rows = Math.min(ROWS, Math.ceilDiv(Math.ceilDiv(count, parts), EVEN) * EVEN);
            team.run(Math.ceilDiv(count, rows), task);
            return true;
        } finally {
            this.examples = NONE;
            this.outputs = NONE;
            lock.unlock();
        }
    }

    private void run(int number) {
        int first = number * rows;
        part.compute(examples, first, Math.min(rows, count - first), outputs);
    }

    /** Ends the threads, after the call in progress; callers that come later do not use them. */
    @Override
    public void close() {
        closed = true; // before the lock, or callers without a pause might keep it from this thread
        lock.lock();
        try {
            team.close();
        } finally {
            lock.unlock();
        }
    }
}
