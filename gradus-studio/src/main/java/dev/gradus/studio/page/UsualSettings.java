package dev.gradus.studio.page;

import dev.gradus.nn.Models;
import dev.gradus.nn.Network;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.recipe.CommandDefaults;
import dev.gradus.recipe.DefaultRate;
import dev.gradus.recipe.Keys;
import dev.gradus.recipe.Recipe;
import dev.gradus.recipe.TableDefaults;
import dev.gradus.schedule.Schedule;
import java.util.Map;

/** What the command takes for the settings that the page of a new run leaves empty. */
final class UsualSettings {
    private static final Shape DIGIT = Shape.image(1, 28, 28);
    private static final int DIGITS = 60_000;
    private static final int CLASSES = 10;

    private UsualSettings() {}

    /**
     * Returns all settings of a run on a table as far as they are known before its rows are
     * prepared, by name; its target may not be chosen yet.
     *
     * @param rows how many rows the table has; 0 while that is not known
     */
    static Map<String, Object> ofTable(RunWish wish, long rows) {
        Recipe recipe = CommandDefaults.beneathTable(wish.draft()).recipe();
        return rows == 0 ? recipe.values() : TableDefaults.completed(recipe, rows).values();
    }

    /** Returns all settings of a run on the digits that come with Gradus, by name. */
    static Map<String, Object> ofDigits(RunWish wish) {
        Recipe recipe = ofImages(wish);
        return recipe.find(Keys.LEARNING_RATE).isPresent()
                ? recipe.values()
                : recipe.with(Keys.LEARNING_RATE, rate(recipe)).values();
    }

    /** Returns those of a run on images that are not read yet: all but the rate. */
    static Map<String, Object> ofUnreadImages(RunWish wish) {
        return ofImages(wish).values();
    }

    /** Returns those of a run on arrays that are not read yet: all but the network and the rate. */
    static Map<String, Object> ofArrays(RunWish wish) {
        return CommandDefaults.beneath(wish.draft()).recipe().values();
    }

    private static Recipe ofImages(RunWish wish) {
        Recipe recipe = CommandDefaults.beneath(wish.draft()).recipe();
        return recipe.find(Keys.MODEL).isPresent()
                ? recipe
                : recipe.with(Keys.MODEL, Models.usual(DIGIT));
    }

    private static Schedule rate(Recipe recipe) {
        String model = recipe.get(Keys.MODEL);
        Network network =
                Models.isName(model)
                        ? Models.named(model, DIGIT, CLASSES)
                        : Network.parse(DIGIT, model);
        return DefaultRate.usual(
                recipe.get(Keys.OPTIMIZER), network, DefaultRate.updates(recipe, DIGITS));
    }
}
