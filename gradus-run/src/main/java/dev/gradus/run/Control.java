package dev.gradus.run;

import dev.gradus.schedule.HyperParameter;

/**
 * What may be asked of a live run. The trainer applies controls between two updates and records
 * each as an event.
 *
 * @see ControlText the text form
 */
public sealed interface Control {

    /**
     * Holds a hyper-parameter at a value, whatever its schedule says, until released.
     *
     * @param hyperParameter what to hold
     * @param value the value, finite and at least 0
     */
    record Set(HyperParameter hyperParameter, double value) implements Control {
        public Set {
            if (!(value >= 0) || Double.isInfinite(value)) {
                throw new IllegalArgumentException(
                        "set "
                                + hyperParameter.key()
                                + ": the value must be finite and at least 0; got "
                                + value);
            }
        }
    }

    /**
     * Multiplies a hyper-parameter's schedule by a factor, on top of earlier factors, until
     * released.
     *
     * @param hyperParameter what to scale
     * @param factor the factor, finite and above 0
     */
    record Scale(HyperParameter hyperParameter, double factor) implements Control {
        public Scale {
            if (!(factor > 0) || Double.isInfinite(factor)) {
                throw new IllegalArgumentException(
                        "scale "
                                + hyperParameter.key()
                                + ": the factor must be finite and above 0; got "
                                + factor);
            }
        }
    }

    /**
     * Gives a hyper-parameter back to its schedule: takes earlier {@link Set} and {@link Scale}
     * away.
     *
     * @param hyperParameter what to release
     */
    record Release(HyperParameter hyperParameter) implements Control {}

    /**
     * Replaces a hyper-parameter's schedule for the rest of the run.
     *
     * @param hyperParameter what it drives
     * @param schedule the text of the new schedule, whose step 0 is the next update
     */
    record ReplaceSchedule(HyperParameter hyperParameter, String schedule) implements Control {
        public ReplaceSchedule {
            if (schedule.isBlank()) {
                throw new IllegalArgumentException(
                        "schedule "
                                + hyperParameter.key()
                                + ": a schedule must follow, for example cosine(0.003, 0)");
            }
        }
    }

    /**
     * Lowers the learning rate from where it is to 0 and ends the run there.
     *
     * @param span how long that takes, for example {@code 500}, {@code 2ep} or {@code 10%}; empty
     *     for the trainer's default
     */
    record CoolDown(String span) implements Control {}

    /** Waits before the next update until {@link Resume} or a stop. */
    record Pause() implements Control {}

    /** Ends a {@link Pause}. */
    record Resume() implements Control {}

    /** Writes a checkpoint now. */
    record Checkpoint() implements Control {}

    /** Validates now; training goes on as if it had not. */
    record Validate() implements Control {}

    /** Ends the run, keeping the newest parameters. */
    record Stop() implements Control {}

    /** Ends the run, keeping the parameters of the best checkpoint. */
    record StopAndKeepBest() implements Control {}
}
