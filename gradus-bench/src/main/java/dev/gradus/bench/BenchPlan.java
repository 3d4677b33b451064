package dev.gradus.bench;

import dev.gradus.bench.prediction.Predictions;
import dev.gradus.bench.system.Entrant;
import dev.gradus.bench.system.Home;
import dev.gradus.bench.workload.Task;
import java.util.List;

/**
 * What is measured, and how long.
 *
 * @param home where the systems are
 * @param entrants who takes part
 * @param predictors who takes part where models predict
 * @param tasks what they do
 * @param only what the name of a network must contain
 * @param threads how many may compute in each
 * @param rounds how often each has its turn, at least 1
 * @param seconds how long a turn takes
 * @param warmup how long each computes before its first turn, in seconds
 */
record BenchPlan(
        Home home,
        List<Entrant> entrants,
        List<Entrant> predictors,
        List<Task> tasks,
        String only,
        int threads,
        int rounds,
        double seconds,
        double warmup) {
    /** Waiting threads of a system spin on for a while after its turn, most no longer than this. */
    private static final long REST_MILLISECONDS = 300;

    BenchPlan {
        entrants = List.copyOf(entrants);
        predictors = List.copyOf(predictors);
        tasks = List.copyOf(tasks);
    }

    /** Returns what is measured where models predict. */
    Predictions.Plan predictions() {
        return new Predictions.Plan(
                home, predictors, only, threads, rounds, seconds, warmup, BenchPlan::rest);
    }

    /** Waits until the last one's threads have gone to sleep. */
    static void rest() {
        try {
            Thread.sleep(REST_MILLISECONDS);
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while measuring", interruption);
        }
    }
}
