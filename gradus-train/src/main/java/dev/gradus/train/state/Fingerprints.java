package dev.gradus.train.state;

import dev.gradus.data.Dataset;
import dev.gradus.data.Fingerprint;
import dev.gradus.recipe.Recipe;
import dev.gradus.run.json.Configuration;
import dev.gradus.train.plan.Settings;
import dev.gradus.train.plan.Validation;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The fingerprints of a run's recipe and data, as its configuration holds them. */
public final class Fingerprints {
    /** The name of the fingerprints in a configuration. */
    static final String KEY = "fingerprints";

    /** The name of the fingerprint of the values that training starts from. */
    static final String START = "start";

    private static final String RECIPE = "recipe";

    private Fingerprints() {}

    /**
     * Returns all fingerprints of a run.
     *
     * @param train what is learned from, a validation share included
     */
    static Map<String, Object> of(Recipe recipe, Settings settings, Dataset train) {
        var fingerprints = new LinkedHashMap<String, Object>();
        fingerprints.put(RECIPE, ofRecipe(recipe, settings));
        fingerprints.put("training", train.fingerprint());
        if (settings.validation() instanceof Validation.On(Dataset data)) {
            fingerprints.put("validation", data.fingerprint());
        }
        settings.test.ifPresent(data -> fingerprints.put("test", data.fingerprint()));
        settings.startFrom.ifPresent(weights -> fingerprints.put(START, weights.fingerprint()));
        return fingerprints;
    }

    /**
     * Combines the fingerprints: starting from a model trains something other than starting from
     * initial weights.
     */
    private static String ofRecipe(Recipe recipe, Settings settings) {
        return settings.startFrom
                .map(weights ->
                        Fingerprint.of(recipe.fingerprint() + " from " + weights.fingerprint()))
                .orElseGet(recipe::fingerprint);
    }

    /**
     * {@return the fingerprints of data and starting values on record, by part}
     *
     * @param configuration what is on record
     */
    public static Map<String, String> data(Configuration configuration) {
        var data = new LinkedHashMap<String, String>();
        if (configuration.values().get(KEY) instanceof Map<?, ?> all) {
            all.forEach((part, text) -> data.put(part.toString(), text.toString()));
        }
        data.remove(RECIPE);
        return data;
    }

    /**
     * {@return the fingerprint of the recipe on record, if there is one}
     *
     * @param configuration what is on record
     */
    public static Optional<String> recipe(Configuration configuration) {
        return configuration.values().get(KEY) instanceof Map<?, ?> all
                ? Optional.ofNullable(all.get(RECIPE)).map(Object::toString)
                : Optional.empty();
    }
}
