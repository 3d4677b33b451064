package dev.gradus.studio.page;

import static dev.gradus.studio.page.AnswerWords.brief;

import dev.gradus.number.NumberText;
import dev.gradus.number.Text;
import dev.gradus.run.control.Control;

/** The effect that a control would have on a run, in a sentence. */
final class PreviewWords {
    private PreviewWords() {}

    /**
     * Returns the sentence.
     *
     * @param step the next update, before which it takes effect if it is sent now
     * @param before the value without the control
     * @param after the value with it
     * @param endBefore how many steps the run has in all
     * @param endAfter how many it would have with the control
     */
    static String of(
            Control control,
            long step,
            double before,
            double after,
            long endBefore,
            long endAfter) {
        return switch (control) {
            case Control.Set(var driven, double value) ->
                    Text.of(
                            "Holds %s at %s from step %,d on, whatever its schedule says; now %s.",
                            driven.key(), brief(value), step, brief(before));
            case Control.Scale(var driven, double factor) ->
                    Text.of(
                            "Multiplies %s by %s from step %,d on: %s instead of %s.",
                            driven.key(), brief(factor), step, brief(after), brief(before));
            case Control.Release(var driven) ->
                    Text.of(
                            "Gives %s back to its schedule from step %,d on: %s instead of %s.",
                            driven.key(), step, brief(after), brief(before));
            case Control.ReplaceSchedule(var driven, String _) ->
                    Text.of(
                            "Follows this schedule for %s from step %,d to the end; it begins at %s, now %s.",
                            driven.key(), step, brief(after), brief(before));
            case Control.CoolDown _ ->
                    Text.of(
                            "Lowers learningRate from %s to 0 over %s, then ends the run at step %,d instead of %,d.",
                            brief(before),
                            NumberText.counted(endAfter - step, "step"),
                            endAfter,
                            endBefore);
            case Control.Extend(String _, var continuation) ->
                    Text.of(
                            "Gives the run %s instead of %,d; schedules %s.",
                            NumberText.counted(endAfter, "step"),
                            endBefore,
                            switch (continuation) {
                                case KEEP -> "continue as planned, then hold their last value";
                                case STRETCH -> "are stretched to the new length";
                                case APPEND -> "start again over the added steps";
                            });
            case Control.Pause _ -> "Waits before the next update until it is resumed.";
            case Control.Resume _ -> "Continues with the next update.";
            case Control.Checkpoint _ -> "Saves its state and continues.";
            case Control.Validate _ ->
                    "Evaluates on the validation data; training is not affected.";
            case Control.Find _ ->
                    "Searches for a learning rate on copies of the run; training is not affected.";
            case Control.MeasureUpdates(int every) ->
                    every == 0
                            ? "Stops measuring updates."
                            : Text.of(
                                    "Measures one update in %,d relative to the weights of each layer; training is not affected, but such an update takes as much longer as copying the weights twice.",
                                    every);
            case Control.Quit _ -> "Saves its state and ends the process; it can be resumed.";
            case Control.Stop _ -> "Ends the run with its newest parameters.";
            case Control.StopAndKeepBest _ -> "Ends the run with the parameters of its best epoch.";
        };
    }
}
