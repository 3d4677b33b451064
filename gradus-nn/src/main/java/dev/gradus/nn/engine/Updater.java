package dev.gradus.nn.engine;

/**
 * An optimizer at work on blocks of parameters, wherever a backend keeps them. Shared by all
 * backends.
 *
 * <p>For each update a backend calls {@link #begin} once, then {@link #apply} for every block of
 * every parameter and every pass, the passes one after another, the blocks of a pass in any order
 * and on any thread. A block lies in one parameter and holds at most {@link #BLOCK} values, so it
 * stays in the L1 cache with its gradient and slots.
 */
public interface Updater {
    /** The largest number of values in a block. */
    int BLOCK = 2048;

    /** Returns how many slots each parameter has. */
    int slots();

    /** Returns how many passes over all blocks an update makes. */
    int passes();

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
     * Does one pass over one block.
     *
     * @param pass which pass, counted from 0
     * @param parameter the number of the block's parameter in the network's order
     * @param block the number of the block within its parameter
     * @param offset where the block begins in each of the arrays
     * @param length how many values it has, at most {@link #BLOCK}
     * @param weights the parameter's values, modified
     * @param gradient its gradient, modified if there is more than one pass
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

    /** Returns the sum of squares of a block's gradient after clipping, added in a fixed order. */
    double squaredNorm(int offset, int length, float[] gradient);
}
