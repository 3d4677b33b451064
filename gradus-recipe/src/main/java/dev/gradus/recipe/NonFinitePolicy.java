package dev.gradus.recipe;

import dev.gradus.number.Text;

/**
 * What to do when a loss or a gradient is not finite. With every policy, such a gradient changes no
 * parameter and the clock does not advance: schedules and the number of steps are as if the batch
 * had not been there.
 */
public sealed interface NonFinitePolicy {
    /** Ends the run as diverged. */
    record Stop() implements NonFinitePolicy {
        @Override
        public String toString() {
            return "stop";
        }
    }

    /**
     * Skips the batch and takes the next one.
     *
     * @param inARow how many batches in a row at most, at least 1; then the run ends as diverged
     */
    record Skip(int inARow) implements NonFinitePolicy {
        /**
         * Checks the settings.
         *
         * @throws IllegalArgumentException if one is out of range; the message names it
         */
        public Skip {
            requireAtLeastOne("skip", inARow);
        }

        @Override
        public String toString() {
            return "skip " + inARow;
        }
    }

    /**
     * Goes back to the parameters, slots and statistics the epoch began with, lowers the learning
     * rate for the rest of the run, whatever schedule drives it, and takes the next batch. Only a
     * rate that a person sets is not lowered.
     *
     * @param factor on the learning rate, above 0 and below 1
     * @param times how often at most, at least 1; then the run ends as diverged
     */
    record RollBack(double factor, int times) implements NonFinitePolicy {
        /**
         * Checks the settings.
         *
         * @throws IllegalArgumentException if one is out of range; the message names it
         */
        public RollBack {
            if (!(factor > 0 && factor < 1)) {
                throw new IllegalArgumentException(
                        "rolling back takes a factor on the learning rate above 0 and below 1, such as 0.5; got "
                                + factor);
            }
            requireAtLeastOne("rollBack", times);
        }

        @Override
        public String toString() {
            return "rollBack " + factor + " " + times;
        }
    }

    private static void requireAtLeastOne(String name, int times) {
        if (times < 1) {
            throw new IllegalArgumentException(
                    Text.of(
                            "%s takes a limit, at least 1, on how often it is applied; got %d",
                            name, times));
        }
    }

    /**
     * Reads {@code stop}, {@code skip 10} or {@code rollBack 0.5 3}; the inverse of {@code
     * toString}.
     *
     * @param text a policy as a user writes it
     * @return the policy
     * @throws IllegalArgumentException if it cannot be read; the message says what to write
     */
    static NonFinitePolicy parse(String text) {
        return NonFinitePolicyText.parse(text);
    }

    /** {@return {@link Stop}, the default} */
    static NonFinitePolicy stop() {
        return new Stop();
    }

    /**
     * {@return {@link Skip}}
     *
     * @param inARow how many updates may be skipped one after the other, at least 1
     */
    static NonFinitePolicy skip(int inARow) {
        return new Skip(inARow);
    }

    /**
     * {@return {@link RollBack}}
     *
     * @param factor what the rate is multiplied by, in (0, 1)
     * @param times how often, at least 1
     */
    static NonFinitePolicy rollBack(double factor, int times) {
        return new RollBack(factor, times);
    }
}
