package dev.gradus.train;

import dev.gradus.schedule.Curve;
import dev.gradus.schedule.HyperParameter;
import dev.gradus.schedule.controller.Controller;
import dev.gradus.schedule.controller.Manual;
import dev.gradus.schedule.controller.Observation;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * The one owner of every hyper-parameter: effective(step) = curve(step) × Π controller factors, or
 * what a person holds it at. A parameter group's multiplier comes on top, in the optimizer.
 *
 * <p>Curves are pure; the state is that of the controllers and of the person, and it is a value.
 */
public final class LivePlan {
    private static final Manual MANUAL = new Manual();

    private final EnumMap<HyperParameter, Curve> curves;
    private final List<Controller> controllers;
    private State state;

    /**
     * All that a plan remembers.
     *
     * @param controllers the state of each controller, in their order
     * @param manual what a person asked for
     * @param replaced the schedules that took the place of the first ones
     */
    public record State(
            List<Controller.State> controllers,
            Map<HyperParameter, Manual.State> manual,
            Map<HyperParameter, Replacement> replaced) {
        public State {
            controllers = List.copyOf(controllers);
            manual = Map.copyOf(manual);
            replaced = Map.copyOf(replaced);
        }
    }

    /**
     * A schedule that took another's place.
     *
     * @param schedule its text
     * @param step the update that is its step 0
     */
    public record Replacement(String schedule, long step) {}

    /**
     * Makes a plan.
     *
     * @param curves what drives each hyper-parameter; the learning rate is among them
     * @param controllers what scales the learning rate
     */
    LivePlan(Map<HyperParameter, Curve> curves, List<Controller> controllers) {
        this.curves = new EnumMap<>(HyperParameter.class);
        this.curves.putAll(curves);
        this.controllers = List.copyOf(controllers);
        this.state =
                new State(controllers.stream().map(Controller::start).toList(), Map.of(), Map.of());
    }

    State state() {
        return state;
    }

    /**
     * Goes on from a state.
     *
     * @param bind binds the replaced schedules of that state again
     */
    void restore(State state, BiFunction<HyperParameter, Replacement, Curve> bind) {
        state.replaced()
                .forEach((driven, replacement) ->
                        curves.put(driven, bind.apply(driven, replacement)));
        this.state = state;
    }

    /** Drives a hyper-parameter by another schedule from its step 0 on. */
    void replace(HyperParameter driven, Replacement replacement, Curve curve) {
        var replaced = new EnumMap<HyperParameter, Replacement>(HyperParameter.class);
        replaced.putAll(state.replaced());
        replaced.put(driven, replacement);
        curves.put(driven, curve);
        state = new State(state.controllers(), state.manual(), replaced);
    }

    /** Returns whether anything drives this hyper-parameter. */
    boolean drives(HyperParameter hyperParameter) {
        return curves.containsKey(hyperParameter);
    }

    List<Controller> controllers() {
        return controllers;
    }

    /** Fills in what update {@code step} is given. */
    void at(long step, StepValues values) {
        values.curve = scheduled(HyperParameter.LEARNING_RATE, step);
        values.factor = factor(state.controllers().size());
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

    /** Takes a person's wish in; it holds until another one replaces it. */
    void ask(HyperParameter hyperParameter, Observation wish) {
        var manual = new EnumMap<HyperParameter, Manual.State>(HyperParameter.class);
        manual.putAll(state.manual());
        Manual.State before = manual.getOrDefault(hyperParameter, MANUAL.start());
        manual.put(hyperParameter, MANUAL.next(before, wish));
        state = new State(state.controllers(), manual, state.replaced());
    }

    /**
     * Tells the controllers of one kind what was measured after update {@code step}.
     *
     * @return the controllers whose factor fell by it
     */
    List<Controller> observe(Controller.Watched kind, double value, long step) {
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
        state = new State(next, state.manual(), state.replaced());
        return lowered;
    }

    /** Returns whether any controller wants to know the loss of every step. */
    boolean watches(Controller.Watched kind) {
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

    private double factor(int count) {
        double factor = 1;
        for (int i = 0; i < count; i++) {
            factor *= state.controllers().get(i).factor();
        }
        return factor;
    }

    private double factorWithout(int index) {
        double factor = 1;
        for (int i = 0; i < controllers.size(); i++) {
            factor *= i == index ? 1 : state.controllers().get(i).factor();
        }
        return factor;
    }
}
