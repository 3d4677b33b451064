package dev.gradus.train.plan;

import dev.gradus.run.control.Pieces;
import dev.gradus.schedule.HyperParameter;
import dev.gradus.schedule.controller.Controller;
import dev.gradus.schedule.controller.Manual;
import dev.gradus.schedule.controller.Observation;
import dev.gradus.schedule.curve.Curve;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/**
 * The one owner of every hyper-parameter: effective(step) = curve(step) × Π controller factors ×
 * the factor after numbers that were not finite, or the value at which a person holds it. A
 * parameter group's multiplier comes on top, in the optimizer.
 *
 * <p>Curves are pure functions; the state, that of the controllers and of the person's requests, is
 * a value.
 */
public final class LivePlan {
    private static final Manual MANUAL = new Manual();

    private final Map<HyperParameter, Curve> own;
    private final EnumMap<HyperParameter, Curve> curves;
    private final List<Controller> controllers;
    private State state;

    /**
     * Everything that a plan remembers.
     *
     * @param controllers the state of each controller, in their order
     * @param manual the requests of a person
     * @param pieces the schedules that drive a hyper-parameter, once it is not its first one alone
     * @param caution the factor by which the run was {@linkplain #lower lowered}
     */
    public record State(
            List<Controller.State> controllers,
            Map<HyperParameter, Manual.State> manual,
            Map<HyperParameter, Pieces> pieces,
            double caution) {
        /** Copies the list and the maps. */
        public State {
            controllers = List.copyOf(controllers);
            manual = Map.copyOf(manual);
            pieces = Map.copyOf(pieces);
        }
    }

    /**
     * Creates a plan.
     *
     * @param curves what drives each hyper-parameter; the learning rate is among them
     * @param controllers what scales the learning rate
     */
    LivePlan(Map<HyperParameter, Curve> curves, List<Controller> controllers) {
        this.own = Map.copyOf(curves);
        this.curves = new EnumMap<>(own);
        this.controllers = List.copyOf(controllers);
        this.state =
                new State(
                        controllers.stream().map(Controller::start).toList(),
                        Map.of(),
                        Map.of(),
                        1);
    }

    /** {@return everything that the plan remembers} */
    public State state() {
        return state;
    }

    /**
     * Continues from a state.
     *
     * @param state the state
     * @param bind binds the pieces of that state again
     */
    public void restore(State state, BiFunction<HyperParameter, Pieces, Curve> bind) {
        curves.putAll(own);
        state.pieces().forEach((driven, pieces) -> curves.put(driven, bind.apply(driven, pieces)));
        this.state = state;
    }

    /**
     * Drives a hyper-parameter by these pieces from here on.
     *
     * @param driven the hyper-parameter
     * @param pieces one schedule after another
     * @param curve their values over the steps of the run
     */
    public void replan(HyperParameter driven, Pieces pieces, Curve curve) {
        var changed = new EnumMap<HyperParameter, Pieces>(HyperParameter.class);
        changed.putAll(state.pieces());
        changed.put(driven, pieces);
        curves.put(driven, curve);
        state = new State(state.controllers(), state.manual(), changed, state.caution());
    }

    /**
     * Multiplies the learning rate for the rest of the run.
     *
     * @param factor above 0 and below 1
     */
    public void lower(double factor) {
        state =
                new State(
                        state.controllers(),
                        state.manual(),
                        state.pieces(),
                        state.caution() * factor);
    }

    /**
     * {@return the schedules that drive a hyper-parameter, once it is not its first one alone}
     *
     * @param driven the hyper-parameter
     */
    public Optional<Pieces> pieces(HyperParameter driven) {
        return Optional.ofNullable(state.pieces().get(driven));
    }

    /** {@return all hyper-parameters that are driven} */
    public Set<HyperParameter> driven() {
        return own.keySet();
    }

    /** {@return the learning rate of the steps to come, as far as they are planned} */
    public Curve rates() {
        Curve curve = Objects.requireNonNull(curves.get(HyperParameter.LEARNING_RATE));
        double factor = factor();
        Manual.State manual =
                state.manual().getOrDefault(HyperParameter.LEARNING_RATE, MANUAL.start());
        return step -> MANUAL.apply(manual, curve.at(step) * factor);
    }

    /**
     * {@return the values of the steps to come, as far as they are planned: those that updates
     * would use}
     *
     * @param driven a hyper-parameter that is driven
     */
    public Curve planned(HyperParameter driven) {
        return driven == HyperParameter.LEARNING_RATE ? rates() : step -> effective(driven, step);
    }

    /**
     * {@return the values that update {@code step} would use, by hyper-parameter}
     *
     * @param step the update, from 0
     */
    public Map<HyperParameter, Double> values(long step) {
        var values = new EnumMap<HyperParameter, Double>(HyperParameter.class);
        for (HyperParameter driven : own.keySet()) {
            values.put(driven, planned(driven).at(step));
        }
        return values;
    }

    /**
     * {@return whether anything drives this hyper-parameter}
     *
     * @param hyperParameter the hyper-parameter
     */
    public boolean drives(HyperParameter hyperParameter) {
        return own.containsKey(hyperParameter);
    }

    List<Controller> controllers() {
        return controllers;
    }

    /**
     * Fills in the values for update {@code step}.
     *
     * @param step the update, from 0
     * @param values takes the values
     */
    public void at(long step, StepValues values) {
        values.curve = scheduled(HyperParameter.LEARNING_RATE, step);
        values.factor = factor();
        values.held = Double.NaN;
        Manual.State manual = state.manual().get(HyperParameter.LEARNING_RATE);
        values.learningRate = values.curve * values.factor;
        if (manual != null) {
            values.learningRate = MANUAL.apply(manual, values.learningRate);
            values.factor *= manual.factor();
            values.held = manual.held() * manual.factor();
        }
        values.momentum = effective(HyperParameter.MOMENTUM, step);
        values.weightDecay = effective(HyperParameter.WEIGHT_DECAY, step);
    }

    /**
     * Applies a person's request; it holds until another replaces it.
     *
     * @param hyperParameter the hyper-parameter
     * @param wish how a person's state changes
     */
    public void ask(HyperParameter hyperParameter, UnaryOperator<Manual.State> wish) {
        var manual = new EnumMap<HyperParameter, Manual.State>(HyperParameter.class);
        manual.putAll(state.manual());
        manual.put(
                hyperParameter, wish.apply(manual.getOrDefault(hyperParameter, Manual.State.FREE)));
        state = new State(state.controllers(), manual, state.pieces(), state.caution());
    }

    /**
     * Gives the controllers that watch this kind a measurement after update {@code step}.
     *
     * @param kind what was measured
     * @param value the measured value
     * @param step the update, from 0
     * @return the controllers whose factor it lowered
     */
    public List<Controller> observe(Controller.Watched kind, double value, long step) {
        var lowered = new ArrayList<Controller>();
        var next = new ArrayList<>(state.controllers());
        for (int i = 0; i < controllers.size(); i++) {
            Controller controller = controllers.get(i);
            if (controller.watched() == kind) {
                Controller.State before = next.get(i);
                double rate = scheduled(HyperParameter.LEARNING_RATE, step) * factorWithout(i);
                next.set(i, controller.next(before, Observation.measured(value, rate)));
                if (next.get(i).factor() < before.factor()) {
                    lowered.add(controller);
                }
            }
        }
        state = new State(next, state.manual(), state.pieces(), state.caution());
        return lowered;
    }

    /**
     * {@return whether any controller watches this kind, such as the loss of every step}
     *
     * @param kind what was measured
     */
    public boolean watches(Controller.Watched kind) {
        for (int i = 0; i < controllers.size(); i++) {
            if (controllers.get(i).watched() == kind) {
                return true;
            }
        }
        return false;
    }

    private double scheduled(HyperParameter hyperParameter, long step) {
        Curve curve = curves.get(hyperParameter);
        return curve == null ? Double.NaN : curve.at(step);
    }

    private double effective(HyperParameter hyperParameter, long step) {
        double scheduled = scheduled(hyperParameter, step);
        Manual.State manual = state.manual().get(hyperParameter);
        return manual == null ? scheduled : MANUAL.apply(manual, scheduled);
    }

    private double factor() {
        return factorWithout(-1);
    }

    private double factorWithout(int index) {
        double factor = state.caution();
        for (int i = 0; i < controllers.size(); i++) {
            factor *= i == index ? 1 : state.controllers().get(i).factor();
        }
        return factor;
    }
}
