package dev.gradus.recipe;

import dev.gradus.nn.optimizer.Optimizers;
import dev.gradus.schedule.controller.Controller;
import dev.gradus.schedule.controller.Goal;
import dev.gradus.schedule.controller.Plateau;
import java.util.List;

/**
 * How a network is trained on a table by default: ordinary settings, which the recipe of the run
 * records and each of which can be overridden.
 *
 * <p>They were chosen by cross-validation on training files alone; docs/tables-results.md has the
 * numbers. A table of fewer than {@value #FEW} rows has none to spare for validation: a small
 * network, regularized by dropout and weight decay, learns from all of them for a fixed number of
 * updates. A larger table is validated, and the result of the run is the parameters of its best
 * epoch.
 *
 * <pre>
 *                    fewer than 500 rows       500 rows or more
 * model              small-wide-deep           wide-deep
 * optimizer          adamw(weightDecay=0.3)    adamw(weightDecay=0.1)
 * learningRate       oneCycle(0.01)            oneCycle(0.01)
 * steps              1000                      3000 · √(rows / 1000)
 * batchSize          32                        32; 128 from 10,000 rows on
 * validationShare    0                         0.2
 * stop               –                         patience 30
 * </pre>
 *
 * <p>A run that starts from a model has the model's network. With a plateau controller, patience is
 * at least twice the controller's, so that a lowered rate has time to help.
 */
public final class TableDefaults {
    private static final int FEW = 500;
    private static final int MANY = 10_000;

    private static final Recipe OF_FEW =
            Recipe.empty()
                    .with(Keys.MODEL, "small-wide-deep")
                    .with(Keys.OPTIMIZER, Optimizers.adamw().weightDecay(0.3))
                    .with(Keys.BATCH_SIZE, BatchSize.of(32))
                    .with(Keys.STEPS, 1000L)
                    .with(Keys.VALIDATION_SHARE, 0.0);

    private static final Recipe OF_MORE =
            Recipe.empty()
                    .with(Keys.MODEL, "wide-deep")
                    .with(Keys.OPTIMIZER, Optimizers.adamw().weightDecay(0.1))
                    .with(Keys.VALIDATION_SHARE, 0.2);

    private static final int PATIENCE = 30;

    /** A file of weights has no network, so the default network is used. */
    private static final String WEIGHTS = ".safetensors";

    private TableDefaults() {}

    /** {@return the settings that are the same for tables of any size} */
    public static Recipe ofAnySize() {
        return Recipe.empty()
                .with(Keys.LEARNING_RATE, RatePlan.parse("oneCycle(0.01)").schedule())
                .with(Keys.SEED, 1L);
    }

    /**
     * {@return a recipe with the defaults for a table of this size for all settings it lacks}
     *
     * @param written what a user wrote
     * @param rows how many rows the table has, at least 1
     */
    public static Recipe completed(Recipe written, long rows) {
        Recipe usual = rows < FEW ? OF_FEW : ofMore(rows);
        boolean hasLength =
                written.find(Keys.STEPS).isPresent() || written.find(Keys.EPOCHS).isPresent();
        Recipe completed = hasLength ? written : written.with(Keys.STEPS, usual.get(Keys.STEPS));
        for (Key<?> key : List.of(Keys.OPTIMIZER, Keys.BATCH_SIZE, Keys.VALIDATION_SHARE)) {
            completed = withUsual(completed, usual, key);
        }
        if (!bringsNetwork(written)) {
            completed = withUsual(completed, usual, Keys.MODEL);
        }
        boolean choosesBest = rows >= FEW && completed.get(Keys.VALIDATION_SHARE) > 0;
        return choosesBest && completed.find(Keys.STOP).isEmpty()
                ? completed.with(Keys.STOP, List.of(keepsBest(written)))
                : completed;
    }

    private static boolean bringsNetwork(Recipe written) {
        return written.find(Keys.START_FROM).filter(file -> !file.endsWith(WEIGHTS)).isPresent();
    }

    /** With this rule the result of a run is the parameters of its best epoch, however it ends. */
    private static StopRule keepsBest(Recipe written) {
        int patience = PATIENCE;
        for (Controller controller : written.get(Keys.CONTROLLERS)) {
            if (controller instanceof Plateau plateau) {
                long twice = 2L * plateau.patience() * plateau.averaged();
                patience = Math.clamp(twice, patience, Integer.MAX_VALUE);
            }
        }
        return StopRule.patience(patience, Judge.LOSS.metric(), Goal.MINIMIZE);
    }

    private static Recipe ofMore(long rows) {
        return OF_MORE.with(Keys.STEPS, Math.round(30 * Math.sqrt(rows / 1000.0)) * 100)
                .with(Keys.BATCH_SIZE, BatchSize.of(rows < MANY ? 32 : 128));
    }

    private static <T> Recipe withUsual(Recipe recipe, Recipe usual, Key<T> key) {
        return recipe.find(key).isPresent() ? recipe : recipe.with(key, usual.get(key));
    }
}
