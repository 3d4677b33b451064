package dev.gradus.nn.plain.memory;

import dev.gradus.nn.engine.thread.Division;
import dev.gradus.nn.engine.thread.Team;

/**
 * A team that shares out ranges of equal units, in as many parts as are worth it: a tiny network
 * runs on the caller's thread alone and needs no synchronization.
 */
public final class Workers implements AutoCloseable {
    /** About the operations of ten microseconds, several times what synchronizing threads takes. */
    private static final long OPERATIONS_PER_PART = 100_000;

    private final Team team;
    private final long operationsPerPart;
    private final Team.Task part = this::runPart;
    private Range range = (worker, from, to) -> {};
    private int units;
    private int parts;

    /** Some of the units of a task. */
    @FunctionalInterface
    public interface Range {
        /**
         * Computes the units {@code from} (inclusive) to {@code to} (exclusive).
         *
         * @param worker whose scratch memory to use; no two ranges that run at once have the same
         */
        public void run(int worker, int from, int to);
    }

    /**
     * Starts workers.
     *
     * @param operationsPerPart how many floating-point operations are worth another worker
     */
    public Workers(int threads, long operationsPerPart) {
        team = Team.of(threads);
        this.operationsPerPart = operationsPerPart;
    }

    /** Starts workers that share tasks of more than some ten microseconds. */
    public static Workers of(int threads) {
        return new Workers(threads, OPERATIONS_PER_PART);
    }

    /** Returns their threads. */
    public Team team() {
        return team;
    }

    public int count() {
        return team.threads();
    }

    /**
     * Computes all units and returns when the last is done.
     *
     * @param operations about how many floating-point operations a unit takes
     */
    public void run(int units, long operations, Range range) {
        long worthwhile = Math.max(1, units * operations / operationsPerPart);
        this.parts = (int) Math.min(Math.min(team.threads(), units), worthwhile);
        this.units = units;
        this.range = range;
        team.run(parts, part);
    }

    private void runPart(int number) {
        int from = Division.begin(units, number, parts);
        int to = Division.begin(units, number + 1, parts);
        range.run(number, from, to);
    }

    @Override
    public void close() {
        team.close();
    }
}
