package dev.gradus.nn.optimizer;

import dev.gradus.text.OwnPart;

/**
 * An optimizer of the user's own, in plain Java over arrays; it runs on every backend.
 *
 * <p>What it keeps between updates is in its {@link #slots}, which are saved in checkpoints. It
 * does not deal with clipping, parameter groups or the schedule: its formula is given them as
 * numbers.
 */
public non-sealed interface OwnOptimizer extends Optimizer, OwnPart {
    @Override
    OwnOptimizer weightDecay(WeightDecay weightDecay);

    /**
     * {@return what computes updates in one program} None of it is saved: an update depends only on
     * its arguments.
     */
    Formula formula();

    /**
     * Computes updates, a block of a parameter at a time, with blocks in parallel on any thread.
     */
    interface Formula {
        /**
         * Begins an update, before any of its blocks.
         *
         * @param update which one, counted from 0, for bias corrections
         * @param momentum the momentum or beta1, 0 if the optimizer has none
         */
        default void begin(long update, double momentum) {}

        /**
         * Updates weights and slots at the places from {@code from} until before {@code to}.
         *
         * <p>Each place is updated independently, since a backend keeps values in its own order and
         * pads with zeros between them. A weight of 0 whose gradients are 0 stays 0.
         *
         * @param numbers the numbers of this update of this parameter
         * @param from the first place
         * @param to the first place that is not updated
         * @param weights the parameter's values
         * @param gradient its gradient, clipped by value if the run does so
         * @param slots its slots, one array each, in the order of {@link #slots}
         */
        void apply(
                Numbers numbers,
                int from,
                int to,
                float[] weights,
                float[] gradient,
                float[][] slots);
    }

    /**
     * The numbers of one update of one parameter. With g = {@link #scale} · gradient + {@link #l2}
     * · w, an optimizer with step s(g) does w ← w − {@link #shrink} · w − rate · s(g).
     */
    interface Numbers {
        /** {@return the learning rate, the group's multiplier included} */
        double rate();

        /** {@return the factor on the gradient, as of clipping by norm} */
        float scale();

        /** {@return how much of the weight is added to its gradient: a decay of kind L2} */
        float l2();

        /** {@return the share of the weight to subtract: rate × a decoupled decay} */
        float shrink();
    }
}
