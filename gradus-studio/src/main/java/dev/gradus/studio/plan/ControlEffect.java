package dev.gradus.studio.plan;

import dev.gradus.run.control.Control;
import dev.gradus.schedule.Horizon;
import dev.gradus.schedule.HyperParameter;
import dev.gradus.schedule.Span;
import dev.gradus.schedule.controller.Manual;
import dev.gradus.schedule.named.Schedules;
import dev.gradus.schedule.text.LengthText;

/** Applies a control to a plan, as the trainer does to the plan it trains by. */
final class ControlEffect {
    private static final String USUAL_COOL_DOWN = "10%";

    private ControlEffect() {}

    /**
     * The circumstances of a control.
     *
     * @param step the next update
     * @param rate the learning rate it would have had without the control
     * @param controllers what the controllers multiply the learning rate by
     * @param length how many steps the run has in all afterwards
     */
    record Moment(long step, double rate, double controllers, long length) {}

    /** Returns how many steps a run has in all after a control. */
    static long length(Control control, PlanState state, Horizon horizon, long step) {
        return switch (control) {
            case Control.CoolDown(String span) ->
                    step + Math.max(1, Math.round(read(cooling(span)).in(over(horizon, state))));
            case Control.Extend(String length, var _) ->
                    Math.round(read(length).in(over(horizon, state)));
            case Control.Set _,
                    Control.Scale _,
                    Control.Release _,
                    Control.ReplaceSchedule _,
                    Control.Pause _,
                    Control.Resume _,
                    Control.Checkpoint _,
                    Control.Validate _,
                    Control.Find _,
                    Control.MeasureUpdates _,
                    Control.Quit _,
                    Control.Stop _,
                    Control.StopAndKeepBest _ ->
                    state.end();
        };
    }

    private static String cooling(String span) {
        return span.isBlank() ? USUAL_COOL_DOWN : span;
    }

    private static Horizon over(Horizon horizon, PlanState state) {
        return new Horizon(state.end(), horizon.stepsPerEpoch(), horizon.batchSize());
    }

    private static Span read(String length) {
        return LengthText.read(length)
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "a length is a number of steps or epochs, such as 500 or 2ep; got \"%s\""
                                        .formatted(length)));
    }

    static PlanState after(Control control, PlanState state, Moment now) {
        return switch (control) {
            case Control.Set(HyperParameter driven, double value) ->
                    state.asked(driven, _ -> Manual.State.held(value));
            case Control.Scale(HyperParameter driven, double factor) ->
                    state.asked(driven, wish -> wish.scaled(factor));
            case Control.Release(HyperParameter driven) ->
                    state.asked(driven, _ -> Manual.State.FREE);
            case Control.ReplaceSchedule(HyperParameter driven, String schedule) ->
                    state.replaced(driven, schedule, now.step());
            case Control.Extend(var _, var continuation) ->
                    state.extended(now.length(), continuation);
            case Control.CoolDown _ -> cooled(state, now);
            case Control.Pause _,
                    Control.Resume _,
                    Control.Checkpoint _,
                    Control.Validate _,
                    Control.Find _,
                    Control.MeasureUpdates _,
                    Control.Quit _,
                    Control.Stop _,
                    Control.StopAndKeepBest _ ->
                    state;
        };
    }

    private static PlanState cooled(PlanState state, Moment now) {
        double updates = (double) now.length() - (double) now.step();
        String down =
                Schedules.linear(now.rate() / now.controllers(), 0, Span.steps(updates)).text();
        return state.asked(HyperParameter.LEARNING_RATE, _ -> Manual.State.FREE)
                .endingAt(now.length())
                .replaced(HyperParameter.LEARNING_RATE, down, now.step());
    }
}
