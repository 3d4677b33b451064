package dev.gradus.train.plan;

import dev.gradus.recipe.Key;
import dev.gradus.recipe.Keys;
import dev.gradus.train.plan.Validation.None;
import java.util.List;
import java.util.Set;
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

    private Needs() {}

    /**
     * Returns what to add so that the settings that a program gave have an effect.
     *
     * @param settings the settings of the trainer
     * @return a sentence for each setting that is missing
     */
    public static Stream<String> missing(Settings settings) {
        boolean validates = !(settings.validation() instanceof None);
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
                                validates,
                                settings.given,
                                names(Keys.VALIDATE_EVERY),
                                "a validation part: add .validateOn(0.1)"),
                        idle(
                                validates || settings.test.isPresent(),
                                settings.given,
                                names(Keys.METRICS),
                                "data to measure: add .validateOn(0.1) or .testOn(data)"))
                .flatMap(each -> each);
    }

    private static Stream<String> idle(
            boolean isMet, Set<String> given, Set<String> inNeed, String need) {
        List<String> idle = isMet ? List.of() : given.stream().filter(inNeed::contains).toList();
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
