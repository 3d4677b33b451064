package dev.gradus.train.plan;

import dev.gradus.nn.optimizer.Optimizer;
import dev.gradus.number.NumberText;
import dev.gradus.number.Text;
import dev.gradus.recipe.DefaultRate;
import dev.gradus.run.control.Pieces;
import dev.gradus.schedule.Hold;
import dev.gradus.schedule.Horizon;
import dev.gradus.schedule.HyperParameter;
import dev.gradus.schedule.Schedule;
import dev.gradus.schedule.curve.Curve;
import dev.gradus.schedule.named.Schedules;
import dev.gradus.schedule.peer.Peers;
import dev.gradus.schedule.text.ScheduleReader;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/** Binds the schedule of each hyper-parameter to a run, and evaluates it before the first step. */
public final class PlanBuilder {
    /** Runs with more steps than this are sampled. */
    private static final long TRIED = 1_000_000;

    private final Settings settings;
    private final Horizon horizon;

    /**
     * Creates a builder for one run.
     *
     * @param settings the settings of the trainer
     * @param horizon how long the run is
     */
    public PlanBuilder(Settings settings, Horizon horizon) {
        this.settings = settings;
        this.horizon = horizon;
    }

    /**
     * Binds every schedule to the run.
     *
     * @return the plan of the run
     * @throws IllegalArgumentException if a value is not usable throughout the run
     */
    public LivePlan build() {
        var curves = new EnumMap<HyperParameter, Curve>(HyperParameter.class);
        schedules(settings)
                .forEach((driven, schedule) -> curves.put(driven, bound(driven, schedule)));
        return new LivePlan(curves, settings.controllers());
    }

    /**
     * {@return what drives each hyper-parameter: its setting, else a companion of the learning
     * rate's schedule, else the optimizer's default}
     *
     * @param settings the settings of the trainer
     */
    public static Map<HyperParameter, Schedule> schedules(Settings settings) {
        Optimizer optimizer = settings.optimizer();
        Schedule rate = rate(settings.schedules(), optimizer);
        var schedules = new EnumMap<HyperParameter, Schedule>(HyperParameter.class);
        schedules.put(HyperParameter.LEARNING_RATE, rate);
        schedules.put(
                HyperParameter.WEIGHT_DECAY, Schedules.hold(optimizer.weightDecay().amount()));
        OptionalDouble momentum = optimizer.momentum();
        momentum.ifPresent(own -> schedules.put(HyperParameter.MOMENTUM, Schedules.hold(own)));
        rate.companions()
                .forEach((driven, schedule) -> {
                    if (driven != HyperParameter.MOMENTUM || momentum.isPresent()) {
                        schedules.put(driven, schedule);
                    }
                });
        schedules.putAll(settings.schedules());
        requireDriven(schedules, optimizer);
        return schedules;
    }

    private static Schedule rate(Map<HyperParameter, Schedule> written, Optimizer optimizer) {
        return Optional.ofNullable(written.get(HyperParameter.LEARNING_RATE))
                .or(() -> DefaultRate.of(optimizer))
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "there is no learning rate; write .learningRate(0.01) or"
                                        + " .learningRate(oneCycle(0.01))"));
    }

    private static void requireDriven(
            Map<HyperParameter, Schedule> schedules, Optimizer optimizer) {
        if (schedules.containsKey(HyperParameter.MOMENTUM) && optimizer.momentum().isEmpty()) {
            throw new IllegalArgumentException(
                    "%s has no momentum to set; leave momentum out or use an optimizer such as momentum(0.9)"
                            .formatted(optimizer));
        }
    }

    private Curve bound(HyperParameter driven, Schedule schedule) {
        return tried(driven, schedule, horizon);
    }

    /**
     * Binds the pieces that drive a hyper-parameter.
     *
     * @param driven the hyper-parameter
     * @param pieces one schedule after another
     * @return their values as one curve
     * @throws IllegalArgumentException if a schedule among them cannot be read or bound
     */
    public Curve bound(HyperParameter driven, Pieces pieces) {
        return pieces.bound(piece ->
                schedule(driven, piece)
                        .over(
                                new Horizon(
                                        Math.max(1, piece.steps()),
                                        horizon.stepsPerEpoch(),
                                        horizon.batchSize())));
    }

    private Schedule schedule(HyperParameter driven, Pieces.Piece piece) {
        return piece.schedule()
                .map(PlanBuilder::later)
                .orElseGet(() -> Objects.requireNonNull(schedules(settings).get(driven)));
    }

    /**
     * Reads a schedule that takes over during a run, after the parameter groups have been settled.
     */
    private static Schedule later(String text) {
        Schedule schedule = ScheduleReader.parse(text);
        if (Peers.groupRates(schedule).isPresent()) {
            throw new IllegalArgumentException(
                    "the multiples of parameter groups are settled when a run begins; write a single rate, that of the last group, got "
                            + text);
        }
        return schedule;
    }

    /** Binds a schedule to the whole run and evaluates it. */
    private static Curve tried(HyperParameter driven, Schedule schedule, Horizon horizon) {
        Curve curve = schedule.over(horizon);
        double highest = highest(named(driven, schedule), driven, curve, 0, horizon.steps());
        if (driven == HyperParameter.LEARNING_RATE && highest == 0) {
            throw new IllegalArgumentException(
                    "%s is 0 at every step of the run; nothing would be learned"
                            .formatted(named(driven, schedule)));
        }
        return curve;
    }

    /** Returns what a message calls the values of a schedule. */
    static String named(HyperParameter driven, Schedule schedule) {
        return schedule instanceof Hold
                ? "the " + driven.words()
                : "the %s of %s".formatted(driven.words(), schedule);
    }

    /**
     * Evaluates a curve throughout a part of the run, at all steps unless there are many, so that
     * faults show before training.
     *
     * @param what what a message calls the values, as in {@code the momentum}
     * @param driven the hyper-parameter
     * @param curve its values over the steps of the run
     * @param from the first step
     * @param end the step after the last
     * @return the highest value
     * @throws IllegalArgumentException if a value is not usable
     */
    public static double highest(
            String what, HyperParameter driven, Curve curve, long from, long end) {
        long stride = Math.max(1, (end - from) / TRIED);
        double highest = 0;
        for (long step = from; step < end; step += stride) {
            double value = curve.at(step);
            requireUsable(what, driven, step, value);
            highest = Math.max(highest, value);
        }
        return highest;
    }

    private static void requireUsable(String what, HyperParameter driven, long step, double value) {
        double limit = driven == HyperParameter.MOMENTUM ? 1 : Double.POSITIVE_INFINITY;
        if (!(value >= 0 && value < limit)) {
            throw new IllegalArgumentException(
                    Text.of(
                            "%s is %s at step %d; it must be at least 0 and %s throughout the run",
                            what,
                            NumberText.brief(value, 6),
                            step,
                            driven == HyperParameter.MOMENTUM ? "below 1" : "finite"));
        }
    }
}
