package dev.gradus.train.session;

import dev.gradus.recipe.StopRule;
import dev.gradus.run.event.EndReason;
import dev.gradus.run.event.EndReason.BuiltIn;
import dev.gradus.run.event.TrainingEvent.Parameters;

/**
 * Why a run is over.
 *
 * @param reason the reason, which is a word for scripts
 * @param detail a sentence for people; may be empty
 * @param parameters which ones are the result of the run
 */
public record Ending(EndReason reason, String detail, Parameters parameters) {
    /**
     * The end of a run whose result is its newest parameters.
     *
     * @param reason the reason
     * @param detail a sentence for people
     */
    public Ending(EndReason reason, String detail) {
        this(reason, detail, Parameters.NEWEST);
    }

    /**
     * {@return the ending of a run by a rule}
     *
     * @param rule the rule that ended the run
     * @param state what the rule remembers
     */
    public static Ending of(StopRule rule, StopRule.State state) {
        Parameters parameters =
                rule instanceof StopRule.Patience ? Parameters.BEST : Parameters.NEWEST;
        return new Ending(EndReason.of(rule.reason()), rule.detail(state), parameters);
    }

    /**
     * {@return this ending with other parameters as the result}
     *
     * @param others which parameters
     */
    public Ending with(Parameters others) {
        return new Ending(reason, detail, others);
    }

    /**
     * {@return the ending of a process before its run is over, which may continue in another one}
     *
     * @param detail a sentence for people
     */
    public static Ending interrupted(String detail) {
        return new Ending(BuiltIn.INTERRUPTED, detail);
    }

    /** A loss or gradient was not finite. */
    static Ending diverged(String detail) {
        return new Ending(BuiltIn.DIVERGED, detail);
    }

    /**
     * {@return the ending of a run by an error}
     *
     * @param failure the error
     */
    public static Ending failed(Throwable failure) {
        String message = failure.getMessage();
        return new Ending(
                BuiltIn.FAILED, message == null ? failure.getClass().getSimpleName() : message);
    }

    /** {@return whether an error ended the run} */
    public boolean isFailed() {
        return reason == BuiltIn.FAILED;
    }

    /** {@return whether a loss or gradient that is not finite ended the run} */
    public boolean isDiverged() {
        return reason == BuiltIn.DIVERGED;
    }

    /** {@return whether the run may continue as if nothing had happened} */
    public boolean isInterrupted() {
        return reason == BuiltIn.INTERRUPTED;
    }
}
