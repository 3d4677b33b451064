package dev.gradus.nn.parameter;

import dev.gradus.text.OwnPart;

/**
 * An initializer of the user's own. Its values depend only on its arguments, so that a seed gives
 * the same values on every machine.
 */
public non-sealed interface OwnInitializer extends Initializer, OwnPart {
    /**
     * Fills in the initial values of a parameter, all finite.
     *
     * @param parameter its dimensions, and how many values enter and leave a unit
     * @param random random numbers of the run's seed and this parameter
     * @param values takes the values in logical order, the last dimension the fastest
     */
    void fill(Parameter parameter, Randomness random, float[] values);

    /** Random numbers as a function of their index: the same every time they are asked for. */
    interface Randomness {
        /**
         * {@return a uniform number in [0, 1)}
         *
         * @param index the number of the value within its parameter, from 0
         */
        double uniform(long index);

        /**
         * {@return a normal number with mean 0 and deviation 1}
         *
         * @param index the number of the value within its parameter, from 0
         */
        double normal(long index);
    }
}
