package dev.gradus.spark;

import dev.gradus.run.json.RunException;
import dev.gradus.sweep.Halving;
import dev.gradus.sweep.SweepFolder;
import dev.gradus.sweep.SweepResult;
import dev.gradus.sweep.SweepTrial;
import dev.gradus.sweep.TrialTrainer;
import dev.gradus.sweep.cluster.RemoteTrial;
import dev.gradus.sweep.cluster.WorkshopSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;

/**
 * Runs of a sweep in Spark's executors: each is a job of one task, so that results arrive one by
 * one. The run of a lost executor is sent to another one and continues from its checkpoint.
 */
final class SparkTrials implements TrialTrainer {
    private final JavaSparkContext context;
    private final SweepFolder folder;
    private final Consumer<String> notes;
    private final WorkshopSource workshops;
    private final String jobs = "sweep-" + UUID.randomUUID();
    private final Set<String> said = ConcurrentHashMap.newKeySet();
    private volatile boolean stopped;

    SparkTrials(
            JavaSparkContext context,
            SweepFolder folder,
            Consumer<String> notes,
            WorkshopSource workshops) {
        this.context = context;
        this.folder = folder;
        this.notes = notes;
        this.workshops = workshops;
    }

    /** The work of a task. */
    private static final class Task implements Function<RemoteTrial, RemoteTrial.Outcome> {
        private static final long serialVersionUID = 1;

        @Override
        public RemoteTrial.Outcome call(RemoteTrial trial) {
            return trial.train();
        }
    }

    @Override
    public Optional<SweepResult> train(SweepTrial trial, int number, Halving.Rung rung) {
        if (stopped) {
            return Optional.empty();
        }
        // An interruption saves the run at its current step.
        context.setJobGroup(jobs, "trial " + trial.name(), true);
        RemoteTrial remote = RemoteTrial.of(folder, trial, number, rung, workshops);
        RemoteTrial.Outcome outcome;
        try {
            outcome =
                    SparkJob.result(
                            () -> context.parallelize(List.of(remote), 1).map(new Task()).first(),
                            RunException::new);
        } catch (RuntimeException failure) {
            if (stopped) {
                return Optional.empty();
            }
            throw failure;
        }
        outcome.said().stream().filter(said::add).forEach(notes);
        // A cancelled task has no result for the trial.
        return stopped ? completed(outcome) : outcome.results().stream().findFirst();
    }

    private static Optional<SweepResult> completed(RemoteTrial.Outcome outcome) {
        return outcome.results().stream().filter(SweepResult::isUsable).findFirst();
    }

    @Override
    public void stop() {
        stopped = true;
        // Also the jobs that are on their way to Spark.
        context.sc().cancelJobGroupAndFutureJobs(jobs);
    }
}
