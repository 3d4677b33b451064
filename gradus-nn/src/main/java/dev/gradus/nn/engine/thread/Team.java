package dev.gradus.nn.engine.thread;

/**
 * Threads that work side by side on one task after another, without allocating.
 *
 * <p>A task is cut into numbered parts; which thread computes which part is not determined, so a
 * part may depend only on its number.
 */
public interface Team extends AutoCloseable {
    /** One part of a task. */
    @FunctionalInterface
    interface Task {
        /**
         * Computes part number {@code part}, counted from 0.
         *
         * @param part its number, from 0
         */
        void run(int part);
    }

    /**
     * Starts a team of Java's own threads.
     *
     * @param threads how many threads work, the caller's included; at least 1
     * @return the team, which must be closed
     */
    static Team of(int threads) {
        return new ThreadTeam(threads);
    }

    /** {@return how many threads work, the caller's included} */
    int threads();

    /**
     * Computes all parts of a task and returns when the last is done; called by one thread at a
     * time.
     *
     * @param parts how many parts the task has
     * @param task what to do with each part
     * @throws IllegalStateException if a part fails on any thread, with what it threw as the cause;
     *     the other parts are still done. A caller that works alone gets the exception itself
     */
    void run(int parts, Task task);

    /** Ends the team. */
    @Override
    void close();
}
