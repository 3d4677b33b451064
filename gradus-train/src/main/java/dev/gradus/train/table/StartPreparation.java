package dev.gradus.train.table;

import dev.gradus.model.Model;
import dev.gradus.prepare.Preparation;
import dev.gradus.prepare.Wishes;
import dev.gradus.recipe.Keys;
import dev.gradus.recipe.Recipe;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How the rows of a table become inputs where training starts from a model: by the preparation that
 * the model's weights were trained with, unless a user wants another.
 */
public final class StartPreparation {
    /** The setting for the preparation of the model. */
    public static final String OF_MODEL = "model";

    private static final String WEIGHTS = ".safetensors";

    private StartPreparation() {}

    /**
     * {@return the preparation of a model, if it was trained on a table}
     *
     * @param file a model file, or one of weights, which has none
     * @throws dev.gradus.model.ModelException if a model file cannot be read
     */
    public static Optional<Preparation> of(String file) {
        return file.endsWith(WEIGHTS)
                ? Optional.empty()
                : Model.load(Path.of(file)).meaning().preparation();
    }

    /**
     * {@return a recipe that says how rows are prepared where it starts from a model of a table: as
     * the model's, unless it or the wishes say something else}
     *
     * @param recipe what a user wrote
     * @param wishes what the columns are used for
     * @throws IllegalArgumentException if both say something
     */
    static Recipe settled(Recipe recipe, Wishes wishes) {
        if (wishes.preparation().isPresent()) {
            recipe.find(Keys.PREPARATION).ifPresent(StartPreparation::refuse);
            return recipe;
        }
        boolean isOpen = recipe.find(Keys.PREPARATION).isEmpty();
        return isOpen && recipe.find(Keys.START_FROM).flatMap(StartPreparation::of).isPresent()
                ? recipe.with(Keys.PREPARATION, OF_MODEL)
                : recipe;
    }

    private static void refuse(String preparation) {
        throw new IllegalArgumentException(
                "rows are prepared as Wishes.preparedAs or as the recipe says (preparation: %s); give one"
                        .formatted(preparation));
    }

    /**
     * {@return the wishes, for rows that are prepared as a recipe says}
     *
     * @param recipe the recipe
     * @param wishes what the columns are used for
     * @throws IllegalArgumentException if the recipe wants the preparation of a model that has none
     */
    public static Wishes kept(Recipe recipe, Wishes wishes) {
        if (recipe.find(Keys.PREPARATION).filter(OF_MODEL::equals).isEmpty()) {
            return wishes;
        }
        String file =
                recipe.find(Keys.START_FROM)
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "preparation model is that of the model that training starts from; name it (startFrom, --start-from), or leave preparation out"));
        return of(file).map(wishes::preparedAs)
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "%s has no preparation of a table to keep; leave preparation out"
                                        .formatted(file)));
    }
}
