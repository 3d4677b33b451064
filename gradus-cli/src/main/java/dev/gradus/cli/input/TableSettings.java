package dev.gradus.cli.input;

import dev.gradus.data.Fold;
import dev.gradus.data.PreparedTable.Shares;
import dev.gradus.prepare.Wishes;
import dev.gradus.prepare.table.TableFormat;
import dev.gradus.recipe.Keys;
import dev.gradus.recipe.Recipe;
import dev.gradus.recipe.TableWishes;
import java.util.Optional;

/**
 * The settings of a recipe for a table.
 *
 * @param recipe with a target
 */
public record TableSettings(Recipe recipe) {
    public static final String NO_TEST = "none";

    public Wishes wishes() {
        return TableWishes.of(recipe);
    }

    public TableFormat format() {
        return TableWishes.format(recipe);
    }

    public Shares shares() {
        if (testFile().isPresent() && recipe.find(Keys.TEST_SHARE).isPresent()) {
            throw new IllegalArgumentException(
                    "--test and --test-share both choose the test part; give one");
        }
        if (fold().isPresent()
                && (testFile().isPresent() || recipe.find(Keys.TEST_SHARE).isPresent())) {
            throw new IllegalArgumentException(
                    "a fold is the test part, but %s gives another; give one"
                            .formatted(testFile().isPresent() ? "--test" : "--test-share"));
        }
        return new Shares(
                recipe.find(Keys.VALIDATION_SHARE).orElse(0.0),
                recipe.find(Keys.TEST_SHARE).orElse(0.0));
    }

    /** Returns which fold is the test part. */
    public Optional<Fold> fold() {
        return recipe.find(Keys.FOLD)
                .map(text -> text.split("/", -1))
                .map(parts -> new Fold(Integer.parseInt(parts[0]) - 1, Integer.parseInt(parts[1])));
    }

    /** Returns the further table to test on. */
    public Optional<String> testFile() {
        return recipe.find(Keys.TEST).filter(test -> !test.equals(NO_TEST));
    }

    public boolean isTested() {
        return recipe.find(Keys.TEST).filter(NO_TEST::equals).isEmpty();
    }

    public boolean hasExamples() {
        return !recipe.find(Keys.NO_EXAMPLES).orElse(false);
    }
}
