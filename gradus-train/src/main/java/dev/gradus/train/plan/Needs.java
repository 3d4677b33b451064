package dev.gradus.train.plan;

import dev.gradus.recipe.Key;
import dev.gradus.recipe.Keys;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Refuses settings that would have no effect because another one is missing. */
public final class Needs {
    /** Where replicas run: a setting that no recipe has. */
    public static final String REPLICAS_ON = "replicasOn";

    private static final List<Key<?>> OF_THE_FOLDER =
            List.of(Keys.CHECKPOINT_EVERY, Keys.KEEP, Keys.TENSORBOARD, Keys.HISTOGRAMS);

    private Needs() {}

    /**
     * Checks the settings that a program gave.
     *
     * @param settings the settings of the trainer
     * @throws IllegalArgumentException if one of them would have no effect; the message names what
     *     it needs
     */
    public static void require(Settings settings) {
        if (settings.get(Keys.HISTOGRAMS) && !settings.get(Keys.TENSORBOARD)) {
            throw new IllegalArgumentException(
                    "histograms are written into TensorBoard's file; add tensorboard (--tensorboard)");
        }
        Set<String> given = settings.given;
        boolean validates = !(settings.validation() instanceof Validation.None);
        require(
                settings.place.isPresent(),
                given,
                names(OF_THE_FOLDER),
                "a folder for the run's record: add .runs(Path.of(\"runs\"))");
        require(
                settings.recipe.find(Keys.REPLICAS).isPresent(),
                given,
                Set.of(REPLICAS_ON),
                "replicas: add .replicas(count, rounds)");
        require(
                validates,
                given,
                names(List.of(Keys.VALIDATE_EVERY)),
                "a validation part: add .validateOn(0.1)");
        require(
                validates || settings.test.isPresent(),
                given,
                names(List.of(Keys.METRICS)),
                "data to measure: add .validateOn(0.1) or .testOn(data)");
    }

    private static void require(boolean holds, Set<String> given, Set<String> inNeed, String need) {
        List<String> idle = holds ? List.of() : given.stream().filter(inNeed::contains).toList();
        if (!idle.isEmpty()) {
            throw new IllegalArgumentException(
                    "%s %s %s, or leave %s out"
                            .formatted(
                                    String.join(" and ", idle),
                                    idle.size() == 1 ? "needs" : "need",
                                    need,
                                    idle.size() == 1 ? "it" : "them"));
        }
    }

    /**
     * Removes the folder of a run's record, and everything that needs it.
     *
     * @param settings the settings of the trainer, changed
     */
    public static void removeFolder(Settings settings) {
        settings.place = Optional.empty();
        var given = new TreeSet<>(settings.given);
        for (Key<?> key : OF_THE_FOLDER) {
            settings.recipe = settings.recipe.without(key);
            given.remove(key.name());
        }
        settings.given = Collections.unmodifiableSet(given);
    }

    private static Set<String> names(List<Key<?>> keys) {
        return keys.stream().map(Key::name).collect(Collectors.toUnmodifiableSet());
    }
}
