package dev.gradus.nn.engine.update;

import dev.gradus.nn.optimizer.RateFree;

/**
 * The formula of a {@link RateFree} optimizer: first sums over all parameters, then the step, with
 * an estimate computed from the sums.
 */
interface RateFreeRule {
    /**
     * Begins an update at a rate above 0.
     *
     * @param update which one, counted from 0
     * @param rate the learning rate that was given
     * @param momentum the momentum or beta1
     * @param numbers what {@link RateFree#numbers} names, modified; the first, the estimate, is 0
     *     before the first update at a rate above 0
     */
    void begin(long update, double rate, double momentum, double[] numbers);

    /** Returns the factor on the given rate in this update, as far as it is known yet. */
    double factor();

    /**
     * Updates the slots at the places from {@code from} until before {@code to}, and the block's
     * sums.
     *
     * @param sums where the block's two sums go
     * @param block the block's number in its parameter
     */
    void gather(
            Terms terms,
            int from,
            int to,
            float[] weights,
            float[] gradient,
            float[][] slots,
            Sums sums,
            int parameter,
            int block);

    /**
     * Computes the estimate from all sums.
     *
     * @param sums the sums of all blocks
     * @param numbers the optimizer's numbers, modified
     * @return whether there is a step to take: false while every gradient so far is 0
     */
    boolean settle(Sums sums, double[] numbers);

    /** Takes the step. */
    void step(Terms terms, int from, int to, float[] weights, float[] gradient, float[][] slots);

    /**
     * The two sums of an update.
     *
     * @param first the first
     * @param second the second
     */
    record Sums(BlockSums first, BlockSums second) {
        void set(int parameter, int block, double one, double two) {
            first.set(parameter, block, one);
            second.set(parameter, block, two);
        }
    }

    static RateFreeRule of(RateFree optimizer) {
        return switch (optimizer) {
            case RateFree.Prodigy prodigy -> new ProdigyRule(prodigy);
            case RateFree.DAdaptAdam adam -> new DAdaptAdamRule(adam);
            case RateFree.DAdaptSgd sgd -> new DAdaptSgdRule(sgd);
            case RateFree.Dog dog -> new DogRule(dog);
        };
    }
}
