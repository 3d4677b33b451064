package dev.gradus.cli.screen;

import dev.gradus.recipe.RatePlan;
import dev.gradus.run.control.Control;
import dev.gradus.schedule.Hold;
import dev.gradus.schedule.HyperParameter;
import dev.gradus.train.Training;
import java.util.List;

/** Another learning rate for a run that continues, sent as a request like those of a person. */
public final class RateWish {
    private RateWish() {}

    /**
     * Requests a rate: a number is held, a schedule replaces the old one from here on.
     *
     * @param text a number or a schedule
     * @param by the sender
     */
    public static void ask(Training training, String text, String by) {
        training.change(controls(text), by);
    }

    /**
     * Returns the request.
     *
     * @throws IllegalArgumentException if the text is not a rate that can be requested
     */
    public static List<Control> controls(String text) {
        RatePlan plan = RatePlan.parse(text);
        if (!plan.controllers().isEmpty()) {
            throw new IllegalArgumentException(
                    "--learning-rate: a run that continues keeps its controllers; give a number or a schedule, got "
                            + text);
        }
        return plan.schedule() instanceof Hold hold
                ? List.of(new Control.Set(HyperParameter.LEARNING_RATE, hold.value()))
                : List.of(
                        new Control.ReplaceSchedule(
                                HyperParameter.LEARNING_RATE, plan.schedule().text()),
                        new Control.Release(HyperParameter.LEARNING_RATE));
    }
}
