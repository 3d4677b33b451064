package dev.gradus.bench.rate;

import dev.gradus.number.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Makes all trainings and searches of some tasks that are not in the results yet.
 *
 * @param laboratory makes them
 * @param results what was made already, and what becomes of the new ones
 * @param ways the searches to make
 */
record RateStudy(Laboratory laboratory, Results results, List<Way> ways) {
    /** Rates that people write without looking for one. */
    static final List<Double> FIXED = List.of(0.01, 0.03, 0.1);

    /** Optimizers that bring a rate of their own. */
    static final List<String> RATE_FREE =
            List.of(
                    "prodigy",
                    "dAdaptAdam",
                    "dAdaptSgd",
                    "dog",
                    "scheduleFreeSgd",
                    "scheduleFreeAdamw");

    /** Peaks of a 1cycle, one of which may be the default of an optimizer. */
    static List<Double> defaults(String optimizer) {
        return optimizer.startsWith("adam")
                ? List.of(0.00125, 0.0025, 0.005, 0.01, 0.02)
                : optimizer.equals("sgd")
                        ? List.of(0.01, 0.04, 0.08, 0.16, 0.32)
                        : List.of(0.005, 0.01, 0.02, 0.04, 0.08);
    }

    static Setting byDefault(Task task, double peak) {
        return Setting.of(task.optimizer(), "oneCycle(" + peak + ")");
    }

    static Setting at(Task task, double rate) {
        return Setting.of(task.optimizer(), task.rate(rate));
    }

    static Setting rateFree(String optimizer) {
        return new Setting(optimizer, Optional.empty());
    }

    /**
     * Makes them, some at a time.
     *
     * @param progress is told of each one
     */
    void make(List<Task> tasks, int jobs, Consumer<String> progress) {
        try (ExecutorService pool = Executors.newFixedThreadPool(jobs)) {
            for (Task task : tasks) {
                all(pool, Stream.concat(trainings(task), searches(task)), progress);
                all(pool, answers(task), progress); // known only once the searches are made
            }
        }
    }

    private Stream<Runnable> trainings(Task task) {
        Stream<Setting> settings =
                Stream.of(
                                task.grid().stream().map(rate -> at(task, rate)),
                                FIXED.stream().map(rate -> at(task, rate)),
                                defaults(task.optimizer()).stream()
                                        .map(peak -> byDefault(task, peak)),
                                RATE_FREE.stream().map(RateStudy::rateFree))
                        .flatMap(each -> each)
                        .distinct();
        return settings.flatMap(
                setting -> task.seeds().stream().flatMap(seed -> training(task, setting, seed)));
    }

    private Stream<Runnable> training(Task task, Setting setting, long seed) {
        return isMade(task, setting.key(), seed)
                ? Stream.empty()
                : Stream.of(() -> results.add(List.of(laboratory.train(task, setting, seed))));
    }

    private Stream<Runnable> searches(Task task) {
        return task.seeds().stream().flatMap(seed -> searches(task, seed));
    }

    private Stream<Runnable> searches(Task task, long seed) {
        // One search answers for all ways that read the same sweeps.
        var missing = new ArrayList<Way>();
        for (Way way : ways) {
            boolean isAnswered =
                    way instanceof Way.Read
                            && missing.stream().anyMatch(Way.Alone.class::isInstance);
            if (!isAnswered && !isMade(task, way.name(), seed)) {
                missing.add(way);
            }
        }
        return missing.stream().map(way -> () -> results.add(laboratory.search(task, way, seed)));
    }

    /** Returns the trainings at the rates that were found. */
    private Stream<Runnable> answers(Task task) {
        return ways.stream()
                .flatMap(way ->
                        task.seeds().stream()
                                .flatMap(seed ->
                                        results.find(task.name(), way.name(), seed).stream()))
                .flatMap(found ->
                        scoredOn(task, found.what(), found.seed()).stream()
                                .map(seed -> new Scored(at(task, found.rate()), seed)))
                .distinct()
                .flatMap(scored -> training(task, scored.setting, scored.seed));
    }

    private record Scored(Setting setting, long seed) {}

    /**
     * Returns the seeds that an answer is scored on: all for a search as it is, since the loss of
     * each of its answers is looked at; its half for one with another budget; and its own for a
     * rule of others, of which only the mean is looked at.
     */
    static List<Long> scoredOn(Task task, String way, long seed) {
        return way.equals(Way.all().getFirst().name())
                ? task.seeds()
                : way.startsWith("auto")
                        ? task.seeds(task.seeds(0).contains(seed) ? 0 : 1)
                        : List.of(seed);
    }

    private boolean isMade(Task task, String what, long seed) {
        return results.find(task.name(), what, seed).isPresent();
    }

    private static void all(
            ExecutorService pool, Stream<Runnable> jobs, Consumer<String> progress) {
        List<Future<?>> waiting = new ArrayList<>();
        jobs.forEach(job -> waiting.add(pool.submit(job)));
        if (waiting.isEmpty()) {
            return;
        }
        try {
            for (Future<?> each : waiting) {
                each.get();
            }
            progress.accept(Text.of("%d made", waiting.size()));
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while training", interruption);
        } catch (ExecutionException failure) {
            throw new IllegalStateException("a training failed", failure.getCause());
        }
    }
}
