package dev.gradus.recipe;

import dev.gradus.nn.optimizer.Optimizer;

/** How a network is trained on a table where nothing else is written: ordinary settings. */
public final class TableDefaults {
    private static final long STEPS = 1000;

    private TableDefaults() {}

    /** {@return the settings for tables of any size, all but the length} */
    public static Recipe ofAnySize() {
        return Recipe.empty()
                .with(Keys.OPTIMIZER, Optimizer.parse("adamw(weightDecay=0.1)"))
                .with(Keys.LEARNING_RATE, RatePlan.parse("oneCycle(0.03)").schedule())
                .with(Keys.BATCH_SIZE, BatchSize.of(32))
                .with(Keys.VALIDATION_SHARE, 0.2);
    }

    /**
     * {@return a recipe with a length that suits the table, unless it has one}
     *
     * @param recipe what a user wrote
     * @param rows how many rows are learned from
     */
    public static Recipe withLength(Recipe recipe, long rows) {
        boolean hasLength =
                recipe.find(Keys.STEPS).isPresent() || recipe.find(Keys.EPOCHS).isPresent();
        return hasLength ? recipe : recipe.with(Keys.STEPS, STEPS);
    }
}
