package dev.gradus.nn.engine.update;

import dev.gradus.nn.optimizer.AdamFamily;
import dev.gradus.nn.optimizer.Optimizer;
import dev.gradus.nn.optimizer.OwnOptimizer;
import dev.gradus.nn.optimizer.ParameterGroup;
import dev.gradus.nn.optimizer.RateFree;
import dev.gradus.nn.optimizer.ScheduleFree;
import dev.gradus.nn.parameter.Parameter;
import java.util.List;

/**
 * Applies an optimizer to blocks of parameters, wherever a backend stores them. Shared by all
 * backends.
 *
 * <p>For each update a backend calls {@link #begin} once, then for one pass after another {@link
 * #beginPass} and {@link #apply} for every block of every parameter, the blocks of a pass in any
 * order and on any thread. A parameter has ⌈size / {@link #BLOCK}⌉ blocks, one after another in the
 * order in which the backend keeps its values; where it pads with zeros between them, blocks are
 * longer.
 */
public interface Updater {
    /**
     * How many values a block has, the last of a parameter fewer: few enough to stay in the L1
     * cache with their gradient, many enough that slots are read in long runs.
     */
    int BLOCK = 2048;

    /** No numbers for all parameters together. */
    double[] NONE = {};

    /**
     * {@return an updater of these parameters with this optimizer}
     *
     * @param optimizer the optimizer
     * @param parameters all parameters of a network, in its order
     * @param groups which of them are updated in their own way; the first that matches a parameter
     *     counts
     * @param gradientLimit each value of the gradient is clipped to [-limit, limit]; infinite for
     *     no clipping
     * @throws IllegalArgumentException if a group matches no parameter
     */
    static Updater of(
            Optimizer optimizer,
            List<Parameter> parameters,
            List<ParameterGroup> groups,
            double gradientLimit) {
        var clip = new GradientClip((float) gradientLimit);
        return switch (optimizer) {
            case AdamFamily.Lamb lamb -> new LambUpdater(lamb, parameters, groups, clip);
            case RateFree free -> new RateFreeUpdater(free, parameters, groups, clip);
            case ScheduleFree free -> new ScheduleFreeUpdater(free, parameters, groups, clip);
            case Optimizer.Sgd _,
                    Optimizer.Momentum _,
                    Optimizer.Nesterov _,
                    Optimizer.Lion _,
                    Optimizer.RmsProp _,
                    Optimizer.Adagrad _,
                    Optimizer.Adadelta _,
                    AdamFamily _,
                    OwnOptimizer _ ->
                    new BlockUpdater(optimizer, parameters, groups, clip);
        };
    }

    /**
     * {@return an updater with one more slot, a running average of the weights}
     *
     * @param updates the updater of the weights
     */
    static Updater averaging(Updater updates) {
        return new AveragingUpdater(updates);
    }

    /**
     * Sets how much the weights after each following update count in their running average: average
     * ← average + share · (weights − average).
     *
     * @param share in [0, 1]; 1 begins the average anew, 0 leaves it
     * @throws IllegalStateException if no average is kept
     */
    default void averageShare(double share) {
        throw new IllegalStateException(
                "no average of the weights is kept; compile with ProgramOptions.average");
    }

    /** {@return how many slots each parameter has} */
    int slots();

    /**
     * {@return what {@link Optimizer#numbers} names, as the last update left it; change it to
     * restore a state; empty for most}
     */
    default double[] numbers() {
        return NONE;
    }

    /** {@return what the optimizer multiplied the rate of its last update by; 1 for most} */
    default double rateFactor() {
        return 1;
    }

    /** {@return how many passes over all blocks an update takes; 1 for most} */
    default int passes() {
        return 1;
    }

    /**
     * Begins an update.
     *
     * @param update which one, counted from 0
     * @param learningRate the rate, before the groups' multipliers
     * @param momentum the momentum or beta1
     * @param weightDecay the decay, before the groups' multipliers
     * @param gradientScale multiplies the (clipped) gradient first
     */
    void begin(
            long update,
            double learningRate,
            double momentum,
            double weightDecay,
            double gradientScale);

    /**
     * Begins a pass, after all blocks of the one before are done; called by one thread.
     *
     * @param pass which pass, counted from 0
     */
    default void beginPass(int pass) {}

    /**
     * Computes one pass over one block.
     *
     * @param pass which pass, counted from 0
     * @param parameter the number of the block's parameter in the network's order
     * @param block the number of the block within its parameter
     * @param offset where the block begins in each of the arrays
     * @param length how many values it has
     * @param weights the parameter's values, modified
     * @param gradient its gradient; clipped in place, and modified if there is more than one pass
     * @param slots its slots, one array each, modified
     */
    void apply(
            int pass,
            int parameter,
            int block,
            int offset,
            int length,
            float[] weights,
            float[] gradient,
            float[][] slots);

    /**
     * Clips a block's gradient in place, as {@link #apply} does; clipping again changes nothing.
     *
     * @param offset where the block begins
     * @param length how many values it has
     * @param gradient the gradient
     */
    void clip(int offset, int length, float[] gradient);
}
