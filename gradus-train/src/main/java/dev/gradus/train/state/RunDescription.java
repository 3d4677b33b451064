package dev.gradus.train.state;

import dev.gradus.data.DataSource;
import dev.gradus.data.Dataset;
import dev.gradus.recipe.Draft;
import dev.gradus.recipe.Key;
import dev.gradus.recipe.Keys;
import dev.gradus.recipe.Recipe;
import dev.gradus.recipe.Rounds;
import dev.gradus.run.json.Configuration;
import dev.gradus.schedule.HyperParameter;
import dev.gradus.schedule.Schedule;
import dev.gradus.train.plan.PlanBuilder;
import dev.gradus.train.plan.Settings;
import dev.gradus.train.plan.Validation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The configuration in a run folder: the run's recipe, and a description of its data. */
public final class RunDescription {
    /** The data sets that only a program has, by their use. */
    static final String OWN_DATA = "ownData";

    private RunDescription() {}

    /**
     * {@return the recipe with everything it leaves open, except the data}
     *
     * @param settings the settings of the trainer
     */
    public static Recipe recipe(Settings settings) {
        return settings.recipe
                .with(Keys.MODEL, settings.network.text())
                .with(Keys.INPUT, settings.network.inputText())
                .with(Keys.AUGMENTATION, settings.augmentation.toString())
                .complete();
    }

    /**
     * {@return the {@linkplain #recipe recipe} with the schedule of each hyper-parameter and how
     * replicas are brought together, which follow from other settings where none is written}
     *
     * @param settings the settings of the trainer
     */
    public static Recipe settled(Settings settings) {
        Recipe recipe = recipe(settings);
        for (Map.Entry<HyperParameter, Schedule> each :
                PlanBuilder.schedules(settings).entrySet()) {
            recipe = recipe.with(Settings.key(each.getKey()), each.getValue());
        }
        return recipe.find(Keys.REPLICAS).isPresent()
                ? recipe.with(Keys.ROUNDS, Rounds.of(recipe))
                : recipe;
    }

    /**
     * {@return the configuration of a run}
     *
     * @param settings the settings of the trainer
     * @param data the data of the run
     * @param train the part of it that is left for training
     */
    public static Configuration of(Settings settings, Dataset data, Dataset train) {
        Recipe recipe = settled(settings).with(Keys.METRICS, settings.metricsFor(train.target()));
        var own = new ArrayList<String>();
        recipe = ofData(recipe, settings, data, own);
        if (settings.validation() instanceof Validation.None) {
            recipe = recipe.without(Keys.VALIDATION_SHARE); // a share of 0 means no validation
        }
        if (settings.place.isEmpty()) {
            recipe = recipe.without(Keys.CHECKPOINT_EVERY).without(Keys.KEEP);
        }
        var values = new LinkedHashMap<String, Object>(settings.description);
        values.put("examples", (long) train.size());
        settings.parent.ifPresent(parent -> values.put("parent", parent));
        values.putAll(recipe.values());
        if (settings.validation() instanceof Validation.On(Dataset other)) {
            values.put("validation", other.name());
        }
        List<String> parts = OwnParts.of(settings);
        if (!parts.isEmpty()) {
            values.put(OwnParts.KEY, parts);
        }
        if (settings.startFrom.isPresent() && recipe.find(Keys.START_FROM).isEmpty()) {
            own.add("the values that training starts from");
        }
        if (!own.isEmpty()) {
            values.put(OWN_DATA, own);
        }
        values.put(Fingerprints.KEY, Fingerprints.of(recipe, settings, data));
        return new Configuration(values);
    }

    /** Adds the settings that name the data, or the names of data that have none. */
    private static Recipe ofData(Recipe recipe, Settings settings, Dataset data, List<String> own) {
        Optional<DataSource> origin =
                data.origin().filter(place -> place.part() != DataSource.Part.TEST);
        Recipe named =
                origin.map(place -> with(recipe, place.words()))
                        .orElseGet(() -> recipe.with(Keys.DATA, name(settings, data)));
        if (origin.isEmpty()) {
            own.add("training data '%s'".formatted(data.name()));
        }
        if (settings.validation() instanceof Validation.On(Dataset other)
                && !isPart(DataSource.Part.VALIDATION, origin, other)) {
            own.add("validation data '%s'".formatted(other.name()));
        }
        if (isOwn(recipe, named)) {
            own.add("the preparation of the rows");
            named = named.without(Keys.PREPARATION);
        }
        if (settings.test.isEmpty()) {
            boolean left =
                    origin.filter(place -> place.part() == DataSource.Part.TRAINING).isPresent();
            return left ? named.with(Keys.TEST, "none") : named;
        }
        Dataset test = settings.test.get();
        if (!isPart(DataSource.Part.TEST, origin, test)) {
            own.add("test data '%s'".formatted(test.name()));
        }
        return named;
    }

    /** Returns whether rows are prepared as a model's that the recipe does not start from. */
    private static boolean isOwn(Recipe recipe, Recipe named) {
        return named.find(Keys.PREPARATION).isPresent() && recipe.find(Keys.PREPARATION).isEmpty();
    }

    /** The program's name for its data, if it gives one. */
    private static String name(Settings settings, Dataset data) {
        return settings.description.getOrDefault(Keys.DATA.name(), data.name()).toString();
    }

    /** Returns whether the settings that name the training data also name this part. */
    private static boolean isPart(
            DataSource.Part part, Optional<DataSource> training, Dataset data) {
        return data.origin()
                .filter(place -> place.part() == part)
                .filter(place ->
                        training.filter(other -> place.words().equals(other.words())).isPresent())
                .isPresent();
    }

    private static Recipe with(Recipe recipe, Map<String, Object> words) {
        Recipe data = Draft.of(words, "the data").recipe();
        Recipe named = recipe;
        for (Key<?> key : Keys.ALL) {
            named = copy(data, named, key);
        }
        return named;
    }

    private static <T> Recipe copy(Recipe from, Recipe to, Key<T> key) {
        return from.find(key).map(value -> to.with(key, value)).orElse(to);
    }
}
