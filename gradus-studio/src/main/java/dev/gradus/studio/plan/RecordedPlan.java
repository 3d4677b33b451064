package dev.gradus.studio.plan;

import dev.gradus.number.Text;
import dev.gradus.recipe.BatchSize;
import dev.gradus.run.control.Control;
import dev.gradus.run.control.Pieces;
import dev.gradus.run.event.TrainingEvent.Extent;
import dev.gradus.run.json.Configuration;
import dev.gradus.schedule.Hold;
import dev.gradus.schedule.Horizon;
import dev.gradus.schedule.HyperParameter;
import dev.gradus.schedule.Schedule;
import dev.gradus.schedule.controller.Manual;
import dev.gradus.schedule.curve.Curve;
import dev.gradus.schedule.curve.Explanation;
import dev.gradus.schedule.text.ScheduleReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The plan for every step of a run: its schedules, and the changes since. It is derived only from
 * the run's record, and agrees with what the trainer does.
 */
public final class RecordedPlan {
    private static final Manual MANUAL = new Manual();

    private final Map<HyperParameter, Schedule> own;
    private final Horizon horizon;
    private final List<Since> states;

    /** Schedules are bound once, since some evaluate every step to do so. */
    private final Map<Driven, Curve> bound;

    private record Driven(HyperParameter parameter, Pieces pieces) {}

    /** The state from a step on. */
    private record Since(long step, PlanState state) {}

    private RecordedPlan(
            Map<HyperParameter, Schedule> own,
            Horizon horizon,
            List<Since> states,
            Map<Driven, Curve> bound) {
        this.own = own;
        this.horizon = horizon;
        this.states = states;
        this.bound = bound;
    }

    /**
     * Derives a plan.
     *
     * @param configuration what the run was started with
     * @param extent its planned length at the start
     * @param changes its changes, in the order in which they took effect
     * @throws IllegalArgumentException if a schedule cannot be read, such as one that a Java
     *     program supplied
     */
    public static RecordedPlan of(
            Configuration configuration, Extent extent, List<PlanStep> changes) {
        var own = new EnumMap<HyperParameter, Schedule>(HyperParameter.class);
        var pieces = new EnumMap<HyperParameter, Pieces>(HyperParameter.class);
        for (HyperParameter driven : HyperParameter.values()) {
            if (driven != HyperParameter.BATCH_SIZE) {
                configuration
                        .text(driven.key())
                        .ifPresent(text -> {
                            own.put(driven, ScheduleReader.parse(text));
                            pieces.put(
                                    driven,
                                    Pieces.of(
                                            new Pieces.Piece(Optional.empty(), 0, extent.steps())));
                        });
            }
        }
        var start = new Since(0, new PlanState(pieces, Map.of(), extent.steps()));
        var plan =
                new RecordedPlan(
                        Collections.unmodifiableMap(own),
                        horizon(configuration, extent),
                        List.of(start),
                        new ConcurrentHashMap<>());
        for (PlanStep change : changes) {
            plan = plan.after(change);
        }
        return plan;
    }

    /** Steps per epoch and batch size are means where they vary, as in training. */
    private static Horizon horizon(Configuration configuration, Extent extent) {
        long examples = configuration.values().get("examples") instanceof Long count ? count : 0;
        long mean =
                extent.stepsPerEpoch() == 0
                        ? 0
                        : Math.round((double) examples / (double) extent.stepsPerEpoch());
        long size =
                configuration
                        .text("batchSize")
                        .map(BatchSize::parse)
                        .map(each ->
                                each instanceof BatchSize.Planned(Hold constant)
                                        ? Math.min(Math.round(constant.value()), examples)
                                        : mean)
                        .orElse(mean);
        return new Horizon(extent.steps(), extent.stepsPerEpoch(), size);
    }

    private RecordedPlan after(PlanStep change) {
        long step = change.event().step();
        Control control = change.event().request().control();
        PlanState state = state(step);
        double rate = change.rate().orElseGet(() -> rate(step, change.controllers()));
        var now =
                new ControlEffect.Moment(
                        step,
                        rate,
                        change.controllers(),
                        change.length()
                                .orElseGet(
                                        () -> ControlEffect.length(control, state, horizon, step)));
        return since(step, ControlEffect.after(control, state, now));
    }

    /**
     * Returns the plan after a control that might be sent.
     *
     * @param step the next update
     * @param controllers what the controllers multiply the learning rate by
     * @throws IllegalArgumentException if a schedule or a length cannot be read or does not fit
     */
    public RecordedPlan after(Control control, long step, double controllers) {
        PlanState state = state(step);
        long length = ControlEffect.length(control, state, horizon, step);
        if (length <= step) {
            throw new IllegalArgumentException(
                    Text.of(
                            "the run has made %,d steps already and cannot be %,d long",
                            step, length));
        }
        var now = new ControlEffect.Moment(step, rate(step, controllers), controllers, length);
        RecordedPlan after = since(step, ControlEffect.after(control, state, now));
        after.own.keySet().forEach(driven -> after.at(driven, step, controllers));
        return after;
    }

    private RecordedPlan since(long step, PlanState state) {
        var all = new ArrayList<>(states.stream().filter(each -> each.step <= step).toList());
        all.add(new Since(step, state));
        return new RecordedPlan(own, horizon, List.copyOf(all), new ConcurrentHashMap<>(bound));
    }

    private PlanState state(long step) {
        PlanState last = states.getFirst().state;
        for (Since each : states) {
            if (each.step <= step) {
                last = each.state;
            }
        }
        return last;
    }

    /** Returns how many steps the run has in all. */
    public long end() {
        return states.getLast().state.end();
    }

    /** Returns the hyper-parameters that the plan drives. */
    public Set<HyperParameter> driven() {
        return own.keySet();
    }

    /** Returns the horizon of spans. */
    public Horizon horizon() {
        return new Horizon(end(), horizon.stepsPerEpoch(), horizon.batchSize());
    }

    /** Returns the requests of a person that are in force at a step. */
    public Manual.State manual(HyperParameter driven, long step) {
        return state(step).manual(driven);
    }

    /**
     * Returns the values for a step.
     *
     * @param controllers what the controllers multiply the learning rate by
     */
    public double at(HyperParameter driven, long step, double controllers) {
        PlanState state = state(step);
        double scheduled = scheduled(driven, step);
        double factor = driven == HyperParameter.LEARNING_RATE ? controllers : 1;
        return MANUAL.apply(state.manual(driven), scheduled * factor);
    }

    private double rate(long step, double controllers) {
        return at(HyperParameter.LEARNING_RATE, step, controllers);
    }

    /** Returns the value of the schedule alone at a step. */
    public double scheduled(HyperParameter driven, long step) {
        Pieces pieces = state(step).pieces().get(driven);
        return pieces == null ? Double.NaN : curve(driven, pieces).at(step);
    }

    private Curve curve(HyperParameter driven, Pieces pieces) {
        return bound.computeIfAbsent(
                new Driven(driven, pieces),
                _ -> pieces.bound(piece -> schedule(driven, piece).over(over(piece))));
    }

    private Schedule schedule(HyperParameter driven, Pieces.Piece piece) {
        return piece.schedule()
                .map((Function<String, Schedule>) ScheduleReader::parse)
                .orElseGet(() -> Objects.requireNonNull(own.get(driven)));
    }

    private Horizon over(Pieces.Piece piece) {
        return new Horizon(
                Math.max(1, piece.steps()), horizon.stepsPerEpoch(), horizon.batchSize());
    }

    /** Returns the text of the schedule that is in force at a step. */
    public String text(HyperParameter driven, long step) {
        return schedule(driven, piece(driven, step)).text();
    }

    /** Returns how the schedule in force computes its value. */
    public Explanation explain(HyperParameter driven, long step) {
        Pieces.Piece piece = piece(driven, step);
        return schedule(driven, piece).explain(over(piece), Math.max(0, step - piece.from()));
    }

    private Pieces.Piece piece(HyperParameter driven, long step) {
        Pieces pieces = Objects.requireNonNull(state(step).pieces().get(driven));
        Pieces.Piece last = pieces.list().getFirst();
        for (Pieces.Piece each : pieces.list()) {
            if (each.from() <= step) {
                last = each;
            }
        }
        return last;
    }

    /**
     * Returns steps at which to draw the plan, from one to the last.
     *
     * @param count about how many
     */
    public long[] samples(long from, long to, int count) {
        long last = Math.min(to, end() - 1);
        if (last < from) {
            return new long[0];
        }
        long stride = Math.max(1, (last - from) / Math.max(1, count));
        int size = (int) ((last - from) / stride) + 1;
        boolean endsThere = from + (size - 1) * stride == last;
        long[] steps = new long[endsThere ? size : size + 1];
        for (int i = 0; i < size; i++) {
            steps[i] = from + i * stride;
        }
        steps[steps.length - 1] = last;
        return steps;
    }
}
