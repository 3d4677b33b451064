package dev.gradus.train.session;

import dev.gradus.recipe.StopRule;
import dev.gradus.run.event.TrainingEvent.Parameters;

/**
 * Why a run is over.
 *
 * @param reason one word for scripts: {@code completed}, {@code patience}, {@code target}, {@code
 *     time}, {@code steps}, {@code stopped}, {@code interrupted}, {@code diverged}, {@code failed}
 * @param detail a sentence for people; may be empty
 * @param parameters which ones are the result of the run
 */
public record Ending(String reason, String detail, Parameters parameters) {
    private static final String INTERRUPTED = "interrupted";
    private static final String FAILED = "failed";
    private static final String DIVERGED = "diverged";

    /**
     * The end of a run whose result is its newest parameters.
     *
     * @param reason one word for scripts
     * @param detail a sentence for people
     */
    public Ending(String reason, String detail) {
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
        return new Ending(rule.reason(), rule.detail(state), parameters);
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
        return new Ending(INTERRUPTED, detail);
    }

    /** A loss or gradient was not finite. */
    static Ending diverged(String detail) {
        return new Ending(DIVERGED, detail);
    }

    /**
     * {@return the ending of a run by an error}
     *
     * @param failure the error
     */
    public static Ending failed(Throwable failure) {
        String message = failure.getMessage();
        return new Ending(FAILED, message == null ? failure.getClass().getSimpleName() : message);
    }

    /** {@return whether an error ended the run} */
    public boolean isFailed() {
        return reason.equals(FAILED);
    }

    /** {@return whether a loss or gradient that is not finite ended the run} */
    public boolean isDiverged() {
        return reason.equals(DIVERGED);
    }

    /** {@return whether the run may continue as if nothing had happened} */
    public boolean isInterrupted() {
        return reason.equals(INTERRUPTED);
    }
}
