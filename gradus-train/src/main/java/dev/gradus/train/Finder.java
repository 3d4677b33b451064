package dev.gradus.train;

import dev.gradus.data.Dataset;
import dev.gradus.nn.optimizer.Optimizer;
import dev.gradus.nn.optimizer.RateFree;
import dev.gradus.recipe.Keys;
import dev.gradus.schedule.Horizon;
import dev.gradus.schedule.HyperParameter;
import dev.gradus.schedule.Law;
import dev.gradus.schedule.named.Schedules;
import dev.gradus.train.finder.Budget;
import dev.gradus.train.finder.Circumstances;
import dev.gradus.train.finder.ConstantAnswer;
import dev.gradus.train.finder.FinderResult;
import dev.gradus.train.finder.Ladder;
import dev.gradus.train.finder.NoiseScale;
import dev.gradus.train.finder.Race;
import dev.gradus.train.finder.Reading;
import dev.gradus.train.finder.SafeRate;
import dev.gradus.train.finder.Sweep;
import dev.gradus.train.finder.Sweep.End;
import dev.gradus.train.finder.Sweep.Point;
import dev.gradus.train.finder.Trial;
import dev.gradus.train.finder.Verdict;
import dev.gradus.train.plan.PlannedPeak;
import dev.gradus.train.plan.Settings;
import dev.gradus.train.plan.Timeline;
import dev.gradus.train.session.Snapshot;
import dev.gradus.train.session.TrainingSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Searches for a learning rate: trains a copy while the rate climbs from far too small to far too
 * large, and tells from the losses which rates work (Smith's range test, 2015; fastai's {@code
 * lr_find}).
 *
 * <p>
 *
 * {@snippet :
 * var found = Finder.of(trainer).repeats(3).search(digits.train(), Budget.usual(), new Watcher() {});
 * switch (found.answer()) {
 *     case Reading.Suggested(double rate) -> trainer.learningRate(oneCycle(rate)).fit(digits.train());
 *     case Reading.Unusable(String reason) -> throw new IllegalStateException(reason);
 * }
 * }
 *
 * <p>A finder shares nothing with a run, so it does not change a bit of the training after it, and
 * the same finder always gives the same result. Update i of a sweep uses {@code ladder.rate(i)},
 * which parameter groups multiply as usual; its loss is the mean over its own batch, before the
 * update. Optimizer, weight decay and clipping are the run's. Scheduled momentum and weight decay
 * are held at their values where the planned rate is highest: under a 1cycle, at its low momentum.
 * Controllers and stop rules are inactive. A sweep ends early when {@link Sweep#hasDiverged} or a
 * number is no longer finite.
 *
 * @param trainer the run to search for; its learning rate determines the rule, and may be missing
 * @param ladder the rates to try
 * @param repeats how many sweeps, at least 1; sweep r uses seed + r for order, dropout,
 *     augmentation and initial values
 * @param measured which losses are recorded
 * @param start the state to start from; empty for initial values
 */
public record Finder(
        Trainer trainer, Ladder ladder, int repeats, Measured measured, Optional<Snapshot> start) {
    private static final int PROBED = 1024;

    /**
     * Checks the number of sweeps.
     *
     * @throws IllegalArgumentException if it is below 1
     */
    public Finder {
        if (repeats < 1) {
            throw new IllegalArgumentException("repeats must be at least 1, got " + repeats);
        }
    }

    /** Which losses a sweep records. */
    public enum Measured {
        /** Each batch's own loss, before its update. */
        TRAINING,
        /** The validation loss after each update, over at most 1024 examples. */
        VALIDATION
    }

    /**
     * {@return a finder that makes one sweep with the default rates and records training losses}
     *
     * @param trainer the trainer of the run
     */
    public static Finder of(Trainer trainer) {
        return new Finder(trainer, Ladder.usual(), 1, Measured.TRAINING, Optional.empty());
    }

    /**
     * Sets the rates to try.
     *
     * @param rates the rates, rising
     * @return this finder with the setting
     */
    public Finder ladder(Ladder rates) {
        return new Finder(trainer, rates, repeats, measured, start);
    }

    /**
     * Sets how many sweeps to make; only several of them show how far to trust a suggestion.
     *
     * @param sweeps at least 1
     * @return this finder with the setting
     */
    public Finder repeats(int sweeps) {
        return new Finder(trainer, ladder, sweeps, measured, start);
    }

    /**
     * Sets which losses to record.
     *
     * @param part which losses
     * @return this finder with the setting
     */
    public Finder on(Measured part) {
        return new Finder(trainer, ladder, repeats, part, start);
    }

    /**
     * Starts from the parameters, slots and statistics of a run of the same network and optimizer.
     * The run is not touched; the data are shuffled anew.
     *
     * @param snapshot where the sweep starts
     * @return this finder with the setting
     */
    public Finder from(Snapshot snapshot) {
        return new Finder(trainer, ladder, repeats, measured, Optional.of(snapshot));
    }

    /**
     * Searches.
     *
     * @param data the data of the run; a validation share is held out as in the run
     * @return what was found
     * @throws IllegalArgumentException if something does not fit
     * @throws dev.gradus.data.DataException if an example cannot be read or used
     */
    public FinderResult sweep(Dataset data) {
        return sweep(data, _ -> {});
    }

    /**
     * Searches, and reports each sweep as soon as it has finished.
     *
     * @param data the data of the run
     * @param watcher receives each sweep
     * @return what was found
     */
    public FinderResult sweep(Dataset data, Consumer<Sweep> watcher) {
        Settings planned = planned();
        TrainingParts parts = TrainingParts.of(planned, data);
        PlannedPeak peak =
                PlannedPeak.of(planned, Timeline.of(planned, parts.train().size()).horizon());
        Optional<Dataset> probe = probe(parts, planned.seed());
        var sweeps = new ArrayList<Sweep>();
        for (int repeat = 0; repeat < repeats; repeat++) {
            try (var session = TrainingSession.open(swept(planned, peak, repeat), parts.train())) {
                if (repeat == 0) {
                    session.backend().warnings().forEach(planned.warnings);
                }
                start.ifPresent(snapshot -> begin(session, snapshot));
                Sweep sweep = climb(session, probe);
                watcher.accept(sweep);
                sweeps.add(sweep);
            }
        }
        return new FinderResult(sweeps, peak.rule(), circumstances(planned, parts));
    }

    private Circumstances circumstances(Settings planned, TrainingParts parts) {
        Timeline timeline = Timeline.of(planned, parts.train().size());
        return new Circumstances(
                timeline.horizon().steps(),
                ladder.rungs(),
                (double) ladder.rungs() / timeline.horizon().stepsPerEpoch(),
                ConstantAnswer.loss(planned.loss(), parts.train()));
    }

    /**
     * Measures how noisy gradients are, which tells how useful the batch size is: halfway through a
     * run as long as those of a search's race, at the rate that the search found. It changes
     * nothing.
     *
     * @param data the data of the run
     * @param found the result of a search of this finder
     * @return the noise scale; empty where no rate was found, no real run was made, or no two
     *     batches have the same size
     */
    public Optional<NoiseScale> noiseScale(Dataset data, Verdict found) {
        if (found.race().isEmpty() || !(found.answer() instanceof Reading.Suggested(double rate))) {
            return Optional.empty();
        }
        var racing = new Racing(planned(), data, start, Finder::begin);
        return Optional.of(racing.noise(rate, found.race().get().course().steps()))
                .filter(noise -> noise.batches() > 1);
    }

    private static void requireSought(Optimizer optimizer) {
        if (optimizer instanceof RateFree) {
            throw new IllegalArgumentException(
                    "%s finds its own rate while it trains, so there is none to search for; leave the learning rate out (it only multiplies the rate found, and is 1 by default)"
                            .formatted(optimizer));
        }
    }

    /** Returns the run to search for, with a rate and a length if it has none yet. */
    private Settings planned() {
        Settings planned = trainer.settings().clone();
        requireSought(planned.optimizer());
        if (planned.recipe.find(Keys.LEARNING_RATE).isEmpty()) {
            planned.schedule(HyperParameter.LEARNING_RATE, Schedules.hold(1));
        }
        if (planned.length().isEmpty()) {
            planned.set(Keys.STEPS, (long) ladder.rungs());
        }
        return planned;
    }

    private Settings swept(Settings planned, PlannedPeak peak, int repeat) {
        Settings swept = planned.clone();
        peak.others().forEach(swept::schedule);
        swept.schedule(
                HyperParameter.LEARNING_RATE,
                new Law("sweep", step -> ladder.rate((int) Math.round(step))));
        swept.set(Keys.CONTROLLERS, List.of());
        swept.recipe = swept.recipe.without(Keys.AVERAGE);
        swept.set(Keys.STEPS, (long) ladder.rungs());
        swept.set(Keys.SEED, planned.seed() + repeat);
        return swept;
    }

    private Optional<Dataset> probe(TrainingParts parts, long seed) {
        if (measured == Measured.TRAINING) {
            return Optional.empty();
        }
        Dataset validation =
                parts.validation()
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "there is no validation part to record the losses of; write .validateOn(0.1), or record TRAINING"));
        return Optional.of(
                validation.size() <= PROBED
                        ? validation
                        : validation.split((double) PROBED / validation.size(), seed).heldOut());
    }

    /** An average of the weights begins anew, because a search has its own or none. */
    private static void begin(TrainingSession session, Snapshot snapshot) {
        snapshot.values().only(entry -> !entry.isAverage()).writeTo(session.program());
        session.program().updates(snapshot.place().updates());
    }

    private Sweep climb(TrainingSession session, Optional<Dataset> probe) {
        var points = new ArrayList<Point>();
        for (int rung = 0; rung < ladder.rungs(); rung++) {
            if (Thread.currentThread().isInterrupted()) {
                throw new IllegalStateException("the search was interrupted");
            }
            boolean updated = session.advance();
            double loss =
                    updated && probe.isPresent()
                            ? session.measure(probe.get()).getOrDefault("loss", Double.NaN)
                            : session.loss();
            points.add(new Point(session.learningRate(), loss));
            if (!updated || !Double.isFinite(loss)) {
                return new Sweep(points, End.NOT_FINITE);
            }
            if (Sweep.hasDiverged(points)) {
                return new Sweep(points, End.DIVERGED);
            }
        }
        return new Sweep(points, End.COMPLETED);
    }

    /** Watches a search as it proceeds. */
    public interface Watcher {
        /**
         * Receives a sweep.
         *
         * @param sweep the sweep that was made
         */
        default void sweep(Sweep sweep) {}

        /**
         * Receives a real run.
         *
         * @param trial the trial
         */
        default void trial(Trial trial) {}
    }

    /**
     * Searches by sweeps and then by real runs around what they suggest, drawn towards the usual
     * rate of the optimizer; see {@link Race} and {@link SafeRate}. Without real runs, the
     * suggestion of the sweeps is the answer.
     *
     * @param watcher receives each sweep and real run
     * @return what was found, and how sure it is
     * @param data the data of the run
     * @param budget how many updates the search may make; one sweep always runs, and with a budget
     *     of 0 all sweeps do
     */
    public Verdict search(Dataset data, Budget budget, Watcher watcher) {
        Settings planned = planned();
        var racing = new Racing(planned, data, start, Finder::begin);
        Horizon horizon = racing.horizon();
        long allowed = budget.steps(horizon.steps(), planned.network, horizon.batchSize());
        FinderResult found = repeats(affordable(allowed)).sweep(data, watcher::sweep);
        long swept = found.sweeps().stream().mapToLong(sweep -> sweep.points().size()).sum();
        Race.Course course = racing.course(allowed - swept);
        double from = SafeRate.near(found, planned.optimizer());
        Optional<String> obstacle = racing.obstacle(course, allowed);
        Optional<Race> race =
                obstacle.isEmpty()
                        ? Optional.of(racing.race(from, course, watcher::trial))
                        : Optional.empty();
        double safe = SafeRate.of(planned.optimizer(), found.rule());
        return new Verdict(found, repeats, from, safe, race, obstacle, allowed);
    }

    /**
     * Returns how many sweeps to make: they leave half of the budget to real runs; without a budget
     * there are only sweeps.
     */
    private int affordable(long budget) {
        return budget == 0 ? repeats : Math.clamp(budget / (2L * ladder.rungs()), 1, repeats);
    }
}
