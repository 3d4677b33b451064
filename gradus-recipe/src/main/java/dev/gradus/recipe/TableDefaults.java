package dev.gradus.recipe;

import dev.gradus.nn.optimizer.Optimizer;
import dev.gradus.nn.tensor.Target;

/** How a network is trained on a table where nothing else is written. */
public final class TableDefaults {
    /** The share of the training part that is validated on. */
    public static final double VALIDATION_SHARE = 0.2;

    private TableDefaults() {}

    /**
     * Returns the settings for a table of this size.
     *
     * @param rows how many rows are learned from
     * @param inputs how many inputs they were prepared as
     * @param target what is learned
     */
    public static Recipe of(long rows, int inputs, Target target) {
        return Recipe.empty()
                .with(Keys.OPTIMIZER, Optimizer.parse("adamw(weightDecay=0.1)"))
                .with(Keys.LEARNING_RATE, RatePlan.parse("oneCycle(0.03)").schedule())
                .with(Keys.BATCH_SIZE, BatchSize.of(32))
                .with(Keys.STEPS, 1000L)
                .with(Keys.VALIDATION_SHARE, VALIDATION_SHARE);
    }
}
