package dev.gradus.recipe;

import dev.gradus.prepare.Kind;
import dev.gradus.prepare.Wishes;
import dev.gradus.prepare.table.TableFormat;
import dev.gradus.prepare.table.TableOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What a recipe says about a table: how its file is read, and what its columns are for. */
public final class TableWishes {
    private TableWishes() {}

    /**
     * {@return how the file of a table is read}
     *
     * @param recipe the recipe
     * @throws IllegalArgumentException if a setting is wrong; the message says what to write
     */
    public static TableFormat format(Recipe recipe) {
        return settled(recipe, TableFormat.OPTIONS, TableFormat.usual());
    }

    /**
     * {@return what is learned, and from which columns}
     *
     * @param recipe a recipe with a target
     * @throws IllegalArgumentException if a setting is wrong; the message says what to write
     */
    public static Wishes of(Recipe recipe) {
        List<String> targets = recipe.get(Keys.TARGET);
        return settled(
                recipe,
                Wishes.OPTIONS,
                new Wishes(targets, Set.of(), Set.of(), taught(recipe, targets)));
    }

    /** Returns the kinds of the targets, if a task is given. */
    private static Map<String, Kind> taught(Recipe recipe, List<String> targets) {
        return recipe.find(Keys.TASK)
                .map(task -> task.equals("classification") ? Kind.CATEGORY : Kind.NUMBER)
                .map(kind ->
                        targets.stream()
                                .distinct()
                                .collect(Collectors.toMap(each -> each, _ -> kind)))
                .orElse(Map.of());
    }

    /**
     * {@return the settings that say how the text of a table is read} All commands that read tables
     * have them as options, and a file is not read again as it was without them.
     */
    public static List<Key<List<String>>> ofText() {
        return TableFormat.OPTIONS.stream().<Key<List<String>>>map(Keys::of).toList();
    }

    private static <S> S settled(Recipe recipe, List<TableOption<S>> options, S settings) {
        return TableOption.applied(options, settings, option -> recipe.find(Keys.of(option)));
    }
}
