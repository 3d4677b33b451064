package dev.gradus.run.control;

import dev.gradus.schedule.HyperParameter;
import java.util.Optional;

/**
 * What can be requested of a live run. The trainer applies controls between two updates and records
 * each as an event.
 *
 * @see ControlText the text form
 */
public sealed interface Control {
    /** {@return its effect on the results of training} */
    default Effect effect() {
        return switch (this) {
            case Set _, Scale _, Release _, ReplaceSchedule _, CoolDown _, Extend _ ->
                    Effect.CHANGE;
            case Stop _, StopAndKeepBest _ -> Effect.END;
            case Pause _, Resume _, Checkpoint _, Validate _, Find _, MeasureUpdates _, Quit _ ->
                    Effect.NONE;
        };
    }

    /**
     * {@return whether this change overrides another one that was made for later steps: both drive
     * the same hyper-parameter, or both set the length of the run}
     *
     * @param other an earlier change
     */
    default boolean overrides(Control other) {
        return (driven().isPresent() && driven().equals(other.driven()))
                || (changesLength() && other.changesLength());
    }

    /**
     * {@return whether this determines a hyper-parameter from now on}
     *
     * @param hyperParameter the hyper-parameter
     */
    default boolean drives(HyperParameter hyperParameter) {
        return driven().equals(Optional.of(hyperParameter));
    }

    /** {@return whether this sets the length of the run} */
    default boolean changesLength() {
        return this instanceof Extend || this instanceof CoolDown;
    }

    /** {@return whether it ends a pause} */
    default boolean endsPause() {
        return this instanceof Resume || this instanceof Final;
    }

    private Optional<HyperParameter> driven() {
        return switch (this) {
            case Set set -> Optional.of(set.hyperParameter());
            case Scale scale -> Optional.of(scale.hyperParameter());
            case Release release -> Optional.of(release.hyperParameter());
            case ReplaceSchedule replace -> Optional.of(replace.hyperParameter());
            case CoolDown _ -> Optional.of(HyperParameter.LEARNING_RATE);
            case Extend _,
                    Pause _,
                    Resume _,
                    Checkpoint _,
                    Validate _,
                    Find _,
                    MeasureUpdates _,
                    Quit _,
                    Stop _,
                    StopAndKeepBest _ ->
                    Optional.empty();
        };
    }

    /** The effect of a control on the results of training. */
    enum Effect {
        /** None: they are the same without it. */
        NONE,
        /** The following steps change. */
        CHANGE,
        /** The run makes no more steps. */
        END
    }

    /**
     * Holds a hyper-parameter at a value, whatever its schedule says, until released.
     *
     * @param hyperParameter what to hold
     * @param value the value, finite and at least 0
     */
    record Set(HyperParameter hyperParameter, double value) implements Control {
        /**
         * Checks the values.
         *
         * @throws IllegalArgumentException if one is out of range; the message names it
         */
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
     * Multiplies a hyper-parameter's schedule by a factor, in addition to earlier factors, until
     * released.
     *
     * @param hyperParameter what to scale
     * @param factor the factor, finite and above 0
     */
    record Scale(HyperParameter hyperParameter, double factor) implements Control {
        /**
         * Checks the values.
         *
         * @throws IllegalArgumentException if one is out of range; the message names it
         */
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
     * Returns a hyper-parameter to its schedule: cancels earlier {@link Set} and {@link Scale}.
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
        /**
         * Checks the values.
         *
         * @throws IllegalArgumentException if one is out of range; the message names it
         */
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
     * Lowers the learning rate from its current value to 0 and ends the run there.
     *
     * @param span how long that takes, for example {@code 500}, {@code 2ep} or {@code 10%}; empty
     *     for the trainer's default
     */
    record CoolDown(String span) implements Control {}

    /**
     * Changes the length of the run.
     *
     * @param length the total length, from the first step: {@code 2000} steps or {@code 6ep}
     * @param continuation how its schedules continue
     */
    record Extend(String length, Continuation continuation) implements Control {}

    /** Waits before the next update until {@link Resume}, a stop or {@link Quit}. */
    record Pause() implements Control {}

    /** Ends a {@link Pause}. */
    record Resume() implements Control {}

    /** Writes a checkpoint now. */
    record Checkpoint() implements Control {}

    /** Validates now; training continues as if it had not. */
    record Validate() implements Control {}

    /**
     * Searches for a learning rate on a copy of the run in its current state, and reports what it
     * found.
     */
    record Find() implements Control {}

    /**
     * Measures from now on how large updates are relative to the weights of each layer, until this
     * process of the run ends.
     *
     * @param every one update in this many is measured; 0 for none any more
     */
    record MeasureUpdates(int every) implements Control {
        /**
         * Checks the number.
         *
         * @throws IllegalArgumentException if it is negative
         */
        public MeasureUpdates {
            if (every < 0) {
                throw new IllegalArgumentException(
                        "updateRatios: write after how many updates to measure one, for example updateRatios 100, or off; got "
                                + every);
            }
        }
    }

    /** A request after which the process makes no more steps of the run. */
    sealed interface Final extends Control permits Quit, Stop, StopAndKeepBest {}

    /** Saves a checkpoint and ends the process; the run may continue in another one. */
    record Quit() implements Final {}

    /** Ends the run, keeping the newest parameters. */
    record Stop() implements Final {}

    /** Ends the run, keeping the parameters of the best checkpoint. */
    record StopAndKeepBest() implements Final {}
}
