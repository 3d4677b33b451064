package dev.gradus.recipe;

import dev.gradus.schedule.Hold;
import dev.gradus.schedule.Span;
import dev.gradus.schedule.peer.PeerSchedule;
import dev.gradus.text.Suggestions;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A recipe as it was written, before its values are read: plain values by name, each with the place
 * where it was written. One draft can override another, setting by setting: an option wins over a
 * file.
 *
 * @param entries by name
 */
public record Draft(Map<String, Entry> entries) {
    /** A draft without settings. */
    public static final Draft EMPTY = new Draft(Map.of());

    /**
     * A setting as it was written.
     *
     * @param value a text, number or flag, or a list or map of such
     * @param place the beginning of messages about it: {@code --epochs}, or {@code my.yaml, line 3,
     *     epochs}
     */
    public record Entry(Object value, String place) {}

    /** Keeps the order. */
    public Draft {
        entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    /**
     * Reads YAML, whatever its keys.
     *
     * @param text the content of the file
     * @param file the name of the file, for messages
     * @return the draft
     * @throws RecipeException if it is not YAML; names file and line
     * @throws IllegalArgumentException if it has a key twice or one without a value
     */
    public static Draft ofYaml(String text, String file) {
        return DraftReader.yaml(text, file);
    }

    /**
     * Reads one JSON object; see {@link #ofYaml}.
     *
     * @param text the content of the file
     * @param file the name of the file, for messages
     * @return the draft
     */
    public static Draft ofJson(String text, String file) {
        return DraftReader.json(text, file);
    }

    /**
     * {@return values that do not come from a file}
     *
     * @param values plain values by the names of settings
     * @param where the source of the values, with which each message begins
     */
    public static Draft of(Map<String, ?> values, String where) {
        var entries = new LinkedHashMap<String, Entry>();
        values.forEach((name, value) -> entries.put(name, new Entry(value, where + ", " + name)));
        return new Draft(entries);
    }

    /**
     * {@return a recipe's settings as they are written}
     *
     * @param recipe the recipe
     */
    public static Draft of(Recipe recipe) {
        return of(recipe.values(), "the recipe");
    }

    /**
     * {@return this draft with another value of a setting, which also replaces a setting that means
     * the same}
     *
     * @param name the name of a setting
     * @param value a text, a number, a flag, or a list or map of such
     * @param place where it was written, for messages
     */
    public Draft with(String name, Object value, String place) {
        var changed = new LinkedHashMap<>(entries);
        Keys.rival(name).ifPresent(changed::remove);
        if (name.equals(Keys.LEARNING_RATE.name())) {
            changed.remove(Keys.CONTROLLERS.name()); // the text of a rate includes its controllers
        }
        changed.put(name, new Entry(value, place));
        return new Draft(changed);
    }

    /**
     * {@return this draft with another value of one setting and the others as they are} Unlike
     * {@link #with(String, Object, String)}, this keeps controllers that are written beside a
     * learning rate when the rate changes.
     *
     * @param name the name of a setting
     * @param value a text, a number, a flag, or a list or map of such
     * @param place where it was written, for messages
     */
    public Draft withOnly(String name, Object value, String place) {
        Draft changed = with(name, value, place);
        Entry controllers = entries.get(Keys.CONTROLLERS.name());
        return controllers == null || !name.equals(Keys.LEARNING_RATE.name())
                ? changed
                : changed.with(Keys.CONTROLLERS.name(), controllers.value(), controllers.place());
    }

    /**
     * {@return this draft with only the values that have these names}
     *
     * @param names names of settings
     */
    public Draft only(Collection<String> names) {
        var kept = new LinkedHashMap<>(entries);
        kept.keySet().retainAll(names);
        return new Draft(kept);
    }

    /**
     * {@return this draft without the values that have these names}
     *
     * @param names names of settings
     */
    public Draft without(Collection<String> names) {
        var kept = new LinkedHashMap<>(entries);
        kept.keySet().removeAll(names);
        return new Draft(kept);
    }

    /**
     * {@return this draft, overridden by another one, setting by setting}
     *
     * @param stronger the draft whose values win
     * @throws IllegalArgumentException if one of the two gives the same setting in two ways
     */
    public Draft with(Draft stronger) {
        requireOneOfTwo(); // else the second would silently replace the first
        stronger.requireOneOfTwo();
        Draft both = this;
        for (Map.Entry<String, Entry> each : stronger.entries.entrySet()) {
            both = both.with(each.getKey(), each.getValue().value(), each.getValue().place());
        }
        // Its rate, if set after its controllers, has dropped them.
        Entry controllers = stronger.entries.get(Keys.CONTROLLERS.name());
        return controllers == null
                ? both
                : both.with(Keys.CONTROLLERS.name(), controllers.value(), controllers.place());
    }

    /**
     * {@return what was written under a name, as text}
     *
     * @param name the name of a setting
     */
    public Optional<String> text(String name) {
        return Optional.ofNullable(entries.get(name)).map(entry -> entry.value().toString());
    }

    /**
     * Reads the recipe.
     *
     * @return the recipe
     * @throws IllegalArgumentException if a name or value is wrong; the message names the place and
     *     says what to write instead
     */
    public Recipe recipe() {
        entries.forEach((name, entry) -> {
            if (Keys.named(name).isEmpty()) {
                throw new IllegalArgumentException(
                        Problem.before(
                                entry.place(),
                                name,
                                Suggestions.unknown("key", name, Keys.names())));
            }
        });
        requireOneOfTwo();
        Recipe recipe = Recipe.empty();
        for (Key<?> key : Keys.ALL) {
            Entry entry = entries.get(key.name());
            if (entry != null) {
                recipe = read(recipe, key, entry);
            }
        }
        return recipe;
    }

    private void requireOneOfTwo() {
        entries.forEach((name, entry) ->
                Keys.rival(name)
                        .map(entries::get)
                        .ifPresent(rival -> {
                            throw new IllegalArgumentException(
                                    "%s and %s both set %s; give one"
                                            .formatted(
                                                    entry.place(),
                                                    rival.place(),
                                                    name.equals(Keys.LABEL.name())
                                                                    || name.equals(
                                                                            Keys.TARGET.name())
                                                            ? "what is learned"
                                                            : "the length"));
                        }));
    }

    private <T> Recipe read(Recipe recipe, Key<T> key, Entry entry) {
        try {
            return key == Keys.LEARNING_RATE
                    ? readRate(recipe, entry)
                    : recipe.with(key, key.read(entry.value()));
        } catch (IllegalArgumentException fault) {
            throw Problem.at(entry.place(), fault);
        }
    }

    /** Sets the rate and its controllers, as in {@code cosine(0.1) * plateau(patience=3)}. */
    private Recipe readRate(Recipe recipe, Entry entry) {
        RatePlan plan = RatePlan.parse(Plain.text(entry.value()));
        if (plan.schedule() instanceof Hold(double rate, Span.Rest _)) {
            Limits.learningRate(rate);
        }
        Recipe rated = recipe.with(Keys.LEARNING_RATE, plan.schedule());
        int brought =
                plan.schedule() instanceof PeerSchedule peer && peer.controller().isPresent()
                        ? 1
                        : 0;
        if (!entries.containsKey(Keys.CONTROLLERS.name())) {
            return rated.with(Keys.CONTROLLERS, plan.controllers());
        }
        if (plan.controllers().size() > brought) {
            throw new IllegalArgumentException(
                    "both the rate and 'controllers' have controllers, got %s; write all of them in one of the two"
                            .formatted(List.of(plan.text())));
        }
        return rated;
    }
}
