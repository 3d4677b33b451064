package dev.gradus.train.plan;

import dev.gradus.nn.tensor.Target;
import dev.gradus.recipe.Key;
import dev.gradus.recipe.Keys;
import dev.gradus.recipe.Recipe;
import dev.gradus.train.plan.Validation.None;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which settings have no effect because another one is missing. They are not refused: a program may
 * train in memory with the settings of a run that it records.
 */
public final class Needs {
    /** Where replicas run: a setting that no recipe has. */
    public static final String REPLICAS_ON = "replicasOn";

    private static final Set<String> OF_THE_FOLDER =
            names(Keys.CHECKPOINT_EVERY, Keys.KEEP, Keys.TENSORBOARD, Keys.HISTOGRAMS);

    private static final Set<String> OF_VALIDATION = names(Keys.VALIDATE_EVERY);
    private static final Set<String> OF_MEASURING = names(Keys.METRICS);

    private Needs() {}

    /**
     * Returns what to add so that the settings have an effect: those that a program gave, and those
     * of a recipe.
     *
     * @param settings the settings of the trainer
     * @param target the kind of targets
     * @return a sentence for each setting that is missing
     */
    public static Stream<String> missing(Settings settings, Target target) {
        return Stream.concat(ofProgram(settings), ofRecipe(settings, target));
    }

    private static Stream<String> ofProgram(Settings settings) {
        return Stream.of(
                        idle(
                                settings.place.isPresent(),
                                settings.given,
                                OF_THE_FOLDER,
                                "a folder for the run's record: add .runs(Path.of(\"runs\"))"),
                        idle(
                                settings.recipe.find(Keys.REPLICAS).isPresent(),
                                settings.given,
                                Set.of(REPLICAS_ON),
                                "replicas: add .replicas(count, rounds)"),
                        idle(
                                validates(settings),
                                settings.given,
                                OF_VALIDATION,
                                "a validation part: add .validateOn(0.1)"),
                        idle(
                                measures(settings),
                                settings.given,
                                OF_MEASURING,
                                "data to measure: add .validateOn(0.1) or .testOn(data)"))
                .flatMap(each -> each);
    }

    /** A recipe does not say where its run is recorded, so it may be trained without a record. */
    private static Stream<String> ofRecipe(Settings settings, Target target) {
        Set<String> chosen = chosen(settings, target);
        return Stream.concat(
                idle(
                        validates(settings),
                        chosen,
                        OF_VALIDATION,
                        "a validation part: add validationShare (--validation-share 0.1)"),
                idle(
                        measures(settings),
                        chosen,
                        OF_MEASURING,
                        "data to measure: add validationShare (--validation-share 0.1) or test data (--test FILE)"));
    }

    /**
     * Returns the settings of the recipe that are not the usual ones, which the recipe of a run on
     * record spells out, and that no program gave.
     */
    private static Set<String> chosen(Settings settings, Target target) {
        Recipe recipe = settings.recipe;
        var names = new TreeSet<String>();
        if (!recipe.get(Keys.VALIDATE_EVERY).equals(Keys.VALIDATE_EVERY.usual().orElseThrow())) {
            names.add(Keys.VALIDATE_EVERY.name());
        }
        if (!settings.metricsFor(target).equals(Settings.usualMetrics(target))) {
            names.add(Keys.METRICS.name());
        }
        names.removeAll(settings.given);
        return names;
    }

    private static boolean validates(Settings settings) {
        return !(settings.validation() instanceof None);
    }

    private static boolean measures(Settings settings) {
        return validates(settings) || settings.test.isPresent();
    }

    private static Stream<String> idle(
            boolean isMet, Set<String> set, Set<String> inNeed, String need) {
        List<String> idle = isMet ? List.of() : set.stream().filter(inNeed::contains).toList();
        return idle.isEmpty()
                ? Stream.empty()
                : Stream.of(
                        "%s %s no effect without %s"
                                .formatted(
                                        String.join(" and ", idle),
                                        idle.size() == 1 ? "has" : "have",
                                        need));
    }

    private static Set<String> names(Key<?>... keys) {
        return Stream.of(keys).map(Key::name).collect(Collectors.toUnmodifiableSet());
    }
}
