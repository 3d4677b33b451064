package dev.gradus.studio.page;

import dev.gradus.prepare.Wishes;
import dev.gradus.prepare.table.TableFormat;
import dev.gradus.recipe.Draft;
import dev.gradus.recipe.Key;
import dev.gradus.recipe.Keys;
import dev.gradus.recipe.Recipe;
import dev.gradus.recipe.TableWishes;
import dev.gradus.run.codec.JsonFields;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is filled in on the page of a new run.
 *
 * @param texts the texts of settings by name, none of them blank
 */
record RunWish(Map<String, String> texts) {
    private static final Key<?> DROP = Keys.of(Wishes.DROP);

    /** The settings that the page offers, in the order of the command's words. */
    private static final List<Key<?>> OFFERED =
            List.of(
                    Keys.MODEL,
                    Keys.OPTIMIZER,
                    Keys.LEARNING_RATE,
                    Keys.EPOCHS,
                    Keys.STEPS,
                    Keys.BATCH_SIZE,
                    Keys.SEED,
                    Keys.VALIDATION_SHARE,
                    Keys.TEST_SHARE,
                    Keys.IMAGE_SIZE,
                    Keys.AUGMENTATION,
                    Keys.TASK,
                    Keys.CLASS_WEIGHTS,
                    DROP,
                    Keys.COLUMNS,
                    Keys.of(TableFormat.ENCODING),
                    Keys.of(TableFormat.ON_BAD_ROW));

    /** Those of them that are lists, written with commas between their texts. */
    private static final List<Key<?>> LISTS = List.of(Keys.CLASS_WEIGHTS, DROP, Keys.COLUMNS);

    /**
     * Takes what is known and not blank.
     *
     * @param models has the file of the model to start from, which the page names by its run
     */
    static RunWish of(JsonFields body, StartModels models) {
        var texts = new LinkedHashMap<String, String>();
        for (Key<?> key : OFFERED) {
            String text = body.text(key.name(), "").strip();
            if (!text.isEmpty()) {
                texts.put(key.name(), LISTS.contains(key) ? String.join(",", parts(text)) : text);
            }
        }
        String start = body.text(Keys.START_FROM.name(), "");
        if (!start.isEmpty()) {
            texts.put(Keys.START_FROM.name(), models.file(start).toString());
        }
        String target = body.text(Keys.TARGET.name(), "");
        if (!target.isEmpty()) {
            texts.put(Keys.TARGET.name(), target);
        }
        return new RunWish(texts);
    }

    private static List<String> parts(String text) {
        return Arrays.stream(text.split(",", -1)).map(String::strip).toList();
    }

    /** Returns the column to learn. */
    Optional<String> target() {
        return Optional.ofNullable(texts.get(Keys.TARGET.name()));
    }

    /** Returns whether training starts from a model. */
    boolean startsFromModel() {
        return texts.containsKey(Keys.START_FROM.name());
    }

    /** Returns the settings as they were written. */
    Draft draft() {
        var values = new LinkedHashMap<String, Object>(texts);
        for (Key<?> key : LISTS) {
            values.computeIfPresent(key.name(), (_, text) -> parts(text.toString()));
        }
        target().ifPresent(name -> values.put(Keys.TARGET.name(), List.of(name)));
        return Draft.of(values, "the page");
    }

    /**
     * Returns the settings.
     *
     * @throws IllegalArgumentException if one is wrong; the message says what to write
     */
    Recipe recipe() {
        return draft().recipe();
    }

    /**
     * Returns how the table is read.
     *
     * @throws IllegalArgumentException if a setting is wrong; the message says what to write
     */
    TableFormat format() {
        return TableWishes.format(recipe());
    }

    /**
     * Returns the words of the command, each an option with its value.
     *
     * @throws IllegalArgumentException if a setting is wrong: before a process starts
     */
    List<String> words() {
        recipe();
        var words = new ArrayList<String>();
        texts.forEach(
                (name, text) -> words.add(Keys.named(name).orElseThrow().option() + "=" + text));
        return words;
    }
}
