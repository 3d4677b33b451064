package dev.gradus.train;

import dev.gradus.data.Dataset;
import dev.gradus.number.NumberText;
import dev.gradus.recipe.Keys;
import dev.gradus.schedule.Horizon;
import dev.gradus.schedule.HyperParameter;
import dev.gradus.schedule.Law;
import dev.gradus.schedule.Schedule;
import dev.gradus.schedule.curve.Curve;
import dev.gradus.train.finder.ConstantAnswer;
import dev.gradus.train.finder.NoiseScale;
import dev.gradus.train.finder.Race;
import dev.gradus.train.finder.Race.Course;
import dev.gradus.train.finder.ScaledLoss;
import dev.gradus.train.finder.Trial;
import dev.gradus.train.plan.PlanBuilder;
import dev.gradus.train.plan.PlannedPeak;
import dev.gradus.train.plan.Settings;
import dev.gradus.train.plan.Timeline;
import dev.gradus.train.session.Snapshot;
import dev.gradus.train.session.TrainingSession;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Makes the real runs of a race. Each trains the planned network with the whole schedule compressed
 * into the steps available, without listeners, record or stop rules. They are judged on the run's
 * validation data; if it has none, on a tenth of the examples, or a fifth if there are few.
 */
final class Racing {
    private static final double HELD_OUT = 0.1;

    /** If there are fewer examples than this, a larger share of them is held out for judging. */
    private static final int FEW = 1000;

    private static final double HELD_OUT_OF_FEW = 0.2;

    /**
     * Each rate is tried with several seeds, each holding out different examples, until this many
     * examples have judged it.
     */
    private static final int ENOUGH_JUDGES = 1000;

    private static final int FEWEST_SEEDS = 2;
    private static final int MOST_SEEDS = 6;

    /** The best rates are tried until this many examples have judged them. */
    private static final int ENOUGH_FINAL_JUDGES = 3000;

    private static final int FEWEST_FINAL_SEEDS = 3;
    private static final int MOST_FINAL_SEEDS = 12;
    private static final int FINALISTS = 3;

    /** More outputs than this, 64 MB, are not kept; the plain loss judges instead. */
    private static final long MOST_SCALED = 1 << 24;

    /** The most rates that a race tries; a budget is planned for {@link #USUAL_RUNS}. */
    private static final int MOST_RUNS = 16;

    private static final int USUAL_RUNS = 8;
    private static final int NOISE_BATCHES = 50;
    private static final long FEWEST_STEPS = 50;
    private static final int FEWEST_JUDGES = 12;

    /**
     * A random direction improves on a constant answer over n examples by up to z² / n of its loss,
     * where z is normal; 6 is a z of 2.4.
     */
    private static final double LUCK = 6;

    private final Settings planned;
    private final Dataset data;
    private final TrainingParts first;
    private final Horizon horizon;
    private final PlannedPeak peak;
    private final BiConsumer<TrainingSession, Snapshot> begin;
    private final Optional<Snapshot> start;

    Racing(
            Settings planned,
            Dataset data,
            Optional<Snapshot> start,
            BiConsumer<TrainingSession, Snapshot> begin) {
        this.planned = planned;
        this.data = data;
        this.start = start;
        this.first = parts(0);
        this.horizon = Timeline.of(planned, first.train().size()).horizon();
        this.peak = PlannedPeak.of(planned, horizon);
        this.begin = begin;
    }

    /**
     * Returns the examples that a repeat learns from and those it is judged on. Each repeat holds
     * out different examples, unless training starts from trained weights, which may have seen the
     * examples that another repeat would hold out.
     */
    private TrainingParts parts(int repeat) {
        Settings seeded = planned.clone();
        seeded.set(Keys.SEED, planned.seed() + (start.isPresent() ? 0 : repeat));
        TrainingParts parts = TrainingParts.of(seeded, data);
        if (parts.validation().isPresent()) {
            return parts;
        }
        seeded.set(Keys.VALIDATION_SHARE, data.size() < FEW ? HELD_OUT_OF_FEW : HELD_OUT);
        return TrainingParts.of(seeded, data);
    }

    private static Dataset heldOut(TrainingParts parts) {
        return parts.validation().orElseThrow();
    }

    Horizon horizon() {
        return horizon;
    }

    /** Returns why there can be no race with this course; empty if there can. */
    Optional<String> obstacle(Course course, long budget) {
        int judges = heldOut(first).size();
        if (judges < FEWEST_JUDGES) {
            return Optional.of(
                    "only %s held out: too few to judge real runs"
                            .formatted(NumberText.counted(judges, "example")));
        }
        return Race.fits(course)
                ? Optional.empty()
                : Optional.of(
                        "the budget of %s has no room for real runs after the sweeps"
                                .formatted(NumberText.counted(budget, "step")));
    }

    /**
     * Returns a course whose runs are as many and as long, with as many seeds, as the budget
     * allows.
     */
    Course course(long budget) {
        long steps = Math.min(horizon.steps(), Math.max(FEWEST_STEPS, budget / USUAL_RUNS));
        long most = Math.max(0, budget / steps);
        int judges = heldOut(first).size();
        int wanted = Math.clamp(Math.ceilDiv(ENOUGH_JUDGES, judges), FEWEST_SEEDS, MOST_SEEDS);
        int seeds = Math.clamp(most / USUAL_RUNS, 1, wanted);
        int finals = finalSeeds(seeds, most, judges);
        int runs =
                (int)
                        Math.min(
                                (long) MOST_RUNS * seeds + (long) FINALISTS * (finals - seeds),
                                most);
        return new Course(runs, seeds, finals, steps, horizon.steps(), constantLosses(finals));
    }

    /** Returns the loss that an answer ignoring the inputs could reach by luck, for each seed. */
    private List<Double> constantLosses(int seeds) {
        long judges =
                Math.max(
                        FEWEST_JUDGES, Math.min((long) seeds * heldOut(first).size(), data.size()));
        return IntStream.range(0, seeds)
                .mapToObj(repeat -> repeat == 0 ? first : parts(repeat))
                .map(parts ->
                        ConstantAnswer.loss(planned.loss(), heldOut(parts)).orElse(Double.NaN))
                .map(loss -> loss * (1 - LUCK / judges))
                .toList();
    }

    /** Returns how many seeds the best rates are tried with, leaving enough runs to find others. */
    private static int finalSeeds(int seeds, long most, int judges) {
        int wanted =
                Math.clamp(
                        Math.ceilDiv(ENOUGH_FINAL_JUDGES, judges),
                        FEWEST_FINAL_SEEDS,
                        MOST_FINAL_SEEDS);
        long spare = (most - (long) USUAL_RUNS * seeds) / FINALISTS;
        long fewest = seeds == 1 ? 2 : seeds;
        return (int) Math.clamp(seeds + spare, fewest, Math.max(fewest, wanted));
    }

    Race race(double rate, Course course, Consumer<Trial> watcher) {
        return Race.run(rate, course, (each, repeat) -> run(each, repeat, course.steps()), watcher);
    }

    private Trial run(double rate, int repeat, long steps) {
        TrainingParts parts = repeat == 0 ? first : parts(repeat);
        try (var session = TrainingSession.open(settings(rate, repeat, steps), parts.train())) {
            start.ifPresent(snapshot -> begin.accept(session, snapshot));
            for (long step = 0; step < steps; step++) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new IllegalStateException("the search was interrupted");
                }
                if (!session.advance() || !Double.isFinite(session.loss())) {
                    return new Trial(rate, repeat, Map.of());
                }
            }
            return new Trial(rate, repeat, measured(session, heldOut(parts)));
        }
    }

    private Map<String, Double> measured(TrainingSession session, Dataset heldOut) {
        long outputs = (long) heldOut.size() * heldOut.target().outputs();
        if (!ScaledLoss.suits(planned.loss()) || outputs > MOST_SCALED) {
            return session.measure(heldOut);
        }
        var scaled = new ScaledLoss(heldOut.size(), heldOut.target().outputs());
        var measured =
                new LinkedHashMap<>(session.measure(session.model().values(), heldOut, scaled::on));
        measured.put(ScaledLoss.NAME, scaled.value());
        return measured;
    }

    /** Returns how noisy gradients are halfway through a run of the race. */
    NoiseScale noise(double rate, long steps) {
        long before = Math.max(1, steps / 2);
        try (var session = TrainingSession.open(settings(rate, 0, steps), first.train())) {
            start.ifPresent(snapshot -> begin.accept(session, snapshot));
            for (long step = 0; step < before && session.advance(); step++) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new IllegalStateException("the search was interrupted");
                }
            }
            return session.noiseScale(Math.clamp(steps - before, 2, NOISE_BATCHES));
        }
    }

    private Settings settings(double rate, int repeat, long steps) {
        Settings settings = planned.clone();
        PlanBuilder.schedules(planned)
                .forEach((driven, schedule) -> {
                    double factor = driven == HyperParameter.LEARNING_RATE ? rate / peak.rate() : 1;
                    settings.schedule(driven, compressed(schedule, factor, steps));
                });
        settings.set(Keys.CONTROLLERS, List.of());
        settings.set(Keys.STEPS, steps);
        if (settings.recipe.find(Keys.AVERAGE).filter(each -> !each.begins(steps)).isPresent()) {
            settings.recipe = settings.recipe.without(Keys.AVERAGE); // too short to have one
        }
        settings.set(Keys.SEED, planned.seed() + repeat);
        settings.warnings = _ -> {}; // the sweeps have reported them
        return settings;
    }

    /**
     * Returns the whole schedule compressed into fewer steps, or unchanged if the steps are as
     * many.
     */
    private Schedule compressed(Schedule schedule, double factor, long steps) {
        Curve curve = schedule.over(horizon);
        double stretch = (double) horizon.steps() / steps;
        return new Law(
                "race",
                step ->
                        factor
                                * curve.at(
                                        Math.min(
                                                horizon.steps() - 1,
                                                (long) Math.floor((step + 0.5) * stretch))));
    }
}
