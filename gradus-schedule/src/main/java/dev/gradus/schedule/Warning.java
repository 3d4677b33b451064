package dev.gradus.schedule;

import dev.gradus.number.NumberText;
import dev.gradus.schedule.curve.Phase;
import dev.gradus.schedule.track.Tracks;

/**
 * Something in a schedule that is allowed but probably a mistake. {@link Schedule#check} finds it.
 */
public sealed interface Warning {
    /** {@return what is wrong and how to fix it} */
    String sentence();

    /**
     * The highest value lies between two updates or after the run.
     *
     * @param asked the highest value of the curve
     * @param used the highest value an update uses
     * @param step the update that uses it
     */
    record PeakNeverReached(double asked, double used, long step) implements Warning {
        @Override
        public String sentence() {
            return "the peak "
                    + NumberText.brief(asked, 6)
                    + " is never used: the highest rate is "
                    + NumberText.brief(used, 6)
                    + " at step "
                    + step
                    + "; let a phase begin at the peak, or give the run more steps";
        }
    }

    /** The first update changes nothing. */
    record FirstUpdateAtZero() implements Warning {
        @Override
        public String sentence() {
            return "the first update has the value 0 and is wasted; start a little above, or use landing(NEITHER) for the warm-up";
        }
    }

    /**
     * The run ends before the schedule has come down.
     *
     * @param last the value of the last update
     * @param asked the value that the schedule would reach
     */
    record EndsAbove(double last, double asked) implements Warning {
        @Override
        public String sentence() {
            return "the last update uses "
                    + NumberText.brief(last, 6)
                    + " and not yet "
                    + NumberText.brief(asked, 6)
                    + ", which the schedule would reach";
        }
    }

    /**
     * The run ends within the schedule.
     *
     * @param length of the schedule, in steps
     * @param steps of the run
     * @param cut the phase the run ends in, or the last that begins
     */
    record LongerThanRun(double length, long steps, Phase cut) implements Warning {
        @Override
        public String sentence() {
            return "the schedule takes "
                    + Tracks.steps(length)
                    + " and the run has "
                    + steps
                    + ": it ends during the phase from step "
                    + NumberText.brief(cut.start(), 6)
                    + " on ("
                    + cut.what()
                    + ")";
        }
    }

    /**
     * A length comes to 0 steps, so its phase vanishes.
     *
     * @param length as written
     * @param steps of the run
     */
    record PhaseVanished(Span length, long steps) implements Warning {
        @Override
        public String sentence() {
            return length + " rounds to 0 steps in a run of " + steps + ", so that phase vanishes";
        }
    }

    /**
     * The phases before a schedule take the whole run.
     *
     * @param schedule the schedule that is not reached
     * @param steps of the run
     */
    record NeverBegins(Schedule schedule, long steps) implements Warning {
        @Override
        public String sentence() {
            return schedule
                    + " never starts: the phases before it take all "
                    + NumberText.counted(steps, "step")
                    + " of the run; shorten the warm-up or the phases before it";
        }
    }

    /**
     * Two consecutive updates use very different values.
     *
     * @param step the first update at the new value
     * @param before the value before
     * @param after the new value
     */
    record Jump(long step, double before, double after) implements Warning {
        @Override
        public String sentence() {
            double fold = after > before ? after / before : before / after;
            return (after > before ? "the value rises " : "the value falls ")
                    + NumberText.brief(Math.rint(fold), 6)
                    + "-fold at step "
                    + step
                    + ", from "
                    + NumberText.brief(before, 6)
                    + " to "
                    + NumberText.brief(after, 6);
        }
    }

    /**
     * A companion begins only in a later phase and is therefore left out.
     *
     * @param driven the hyper-parameter without a schedule in the first phase
     * @param before the first phase
     * @param with the later phase that would drive it
     */
    record CompanionLost(HyperParameter driven, Schedule before, Schedule with) implements Warning {
        @Override
        public String sentence() {
            return "the "
                    + driven.words()
                    + " of "
                    + with
                    + " is left out, as "
                    + before
                    + " says nothing about it; give the "
                    + driven.words()
                    + " a schedule of its own, or begin with knots(…)";
        }
    }

    /** Every update changes nothing. */
    record AlwaysZero() implements Warning {
        @Override
        public String sentence() {
            return "every update has the value 0, so nothing is trained";
        }
    }

    /**
     * The last updates of a run change nothing.
     *
     * @param first the first of them
     * @param steps of the run
     */
    record EndsAtZero(long first, long steps) implements Warning {
        @Override
        public String sentence() {
            return "from step %s to the end, %s, the value is 0 and nothing is trained; give a shorter run or a longer schedule"
                    .formatted(first, steps);
        }
    }

    /**
     * The value is highest at the end of the run and would go on rising.
     *
     * @param first the value of the first update
     * @param last the value of the last update
     */
    record RisesToTheEnd(double first, double last) implements Warning {
        @Override
        public String sentence() {
            return "the value rises from %s to %s at the last update, where it is usually low; give a longer run or a shorter warm-up, or the higher value first; a length has a unit, as in cosine(0.1, 0, epochs(10))"
                    .formatted(NumberText.brief(first, 6), NumberText.brief(last, 6));
        }
    }

    /**
     * A schedule that changes only after the run.
     *
     * @param schedule the schedule
     * @param value the value of all updates
     */
    record NeverChanges(Schedule schedule, double value) implements Warning {
        @Override
        public String sentence() {
            return "every update has the value %s, though %s would change it in a longer run; write shorter lengths, or the number alone"
                    .formatted(NumberText.brief(value, 6), schedule);
        }
    }

    /**
     * The highest value is far from what networks are trained with.
     *
     * @param highest the highest value
     */
    record UnusualValue(double highest) implements Warning {
        @Override
        public String sentence() {
            return "the highest value is %s; learning rates are usually between 1e-6 and 10"
                    .formatted(NumberText.brief(highest, 6));
        }
    }

    /**
     * A value no optimizer can use.
     *
     * @param step the first such update
     * @param value negative, infinite or not a number
     */
    record Unusable(long step, double value) implements Warning {
        @Override
        public String sentence() {
            return "the value at step "
                    + step
                    + " is "
                    + NumberText.brief(value, 6)
                    + ", which is not a valid rate";
        }
    }
}
