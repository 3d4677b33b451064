package dev.gradus.train;

import dev.gradus.run.Configuration;
import dev.gradus.run.TrainingEvent.Machine;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Holds what a run was trained with against what it is to go on with. */
final class Continuity {
    /** What decides about the bits of a run, under its names in a {@link Configuration}. */
    static final List<String> RECIPE =
            List.of(
                    "examples",
                    "input",
                    "model",
                    "loss",
                    "optimizer",
                    "groups",
                    "learningRate",
                    "momentum",
                    "weightDecay",
                    "controllers",
                    "batchSize",
                    "epochs",
                    "steps",
                    "length",
                    "startFrom",
                    "sliceSize",
                    "augmentation",
                    "clipNorm",
                    "clipValue",
                    "seed",
                    "precision",
                    "validationShare",
                    "validateEvery",
                    "judgeBy",
                    "metrics",
                    "stop",
                    "nonFinite");

    /** What a run may go on with another of: where things are kept, and what computes. */
    static final List<String> FREE =
            List.of(
                    "data",
                    "validation",
                    "parent",
                    "threads",
                    "backend",
                    "checkpointEvery",
                    "keep",
                    OwnParts.KEY,
                    Fingerprints.KEY);

    private static final String JAVA = "java";
    private static final String NONE = "none";

    private Continuity() {}

    /**
     * Returns what is not as it was, a phrase each; data are compared by their fingerprints, if the
     * record has them.
     *
     * @param but names of the recipe to leave out
     */
    static List<String> changes(Configuration then, Configuration now, String... but) {
        var changes = new ArrayList<String>();
        List<String> exempt = List.of(but);
        for (String name : RECIPE) {
            Object before = then.values().getOrDefault(name, NONE);
            Object after = now.values().getOrDefault(name, NONE);
            if (!exempt.contains(name) && !before.equals(after)) {
                changes.add("%s is %s, it was %s".formatted(name, after, before));
            }
        }
        changes.addAll(OwnParts.missing(then, now));
        Map<String, String> recorded = Fingerprints.data(then);
        Map<String, String> found = Fingerprints.data(now);
        recorded.forEach((part, before) -> {
            String after = found.getOrDefault(part, NONE);
            if (!before.equals(after)) {
                changes.add(
                        "the %s data are not the same (fingerprint %s, it was %s)"
                                .formatted(part, after, before));
            }
        });
        if (!recorded.isEmpty()) {
            found.keySet().stream()
                    .filter(part -> !recorded.containsKey(part))
                    .forEach(part ->
                            changes.add("there are %s data, there were none".formatted(part)));
        }
        return changes;
    }

    /** Returns what could not be compared, if something could not. */
    static Optional<String> unchecked(Configuration then) {
        return Fingerprints.data(then).isEmpty()
                ? Optional.of(
                        "the run has no fingerprint of its data on record, so nobody can tell whether they are the same")
                : Optional.empty();
    }

    /**
     * Returns what keeps another machine from giving the same bits, a phrase each. Plain Java gives
     * the same bits on every machine, for any number of threads.
     */
    static List<String> changes(Machine then, Machine now) {
        var changes = new ArrayList<String>();
        compare(changes, "backend", then.backend(), now.backend());
        compare(changes, "precision", then.precision(), now.precision());
        if (!(then.backend().equals(JAVA) && now.backend().equals(JAVA))) {
            compare(changes, "threads", then.threads(), now.threads());
            String kernels = now.versions().getOrDefault("kernels", "unknown");
            compare(changes, "kernels", then.versions().getOrDefault("kernels", kernels), kernels);
        }
        return changes;
    }

    private static void compare(List<String> changes, String what, Object then, Object now) {
        if (!then.equals(now)) {
            changes.add("%s (%s, it was %s)".formatted(what, now, then));
        }
    }

    /** Returns the recipe's part of a configuration, in a fixed order. */
    static Map<String, Object> recipe(Map<String, Object> values) {
        var recipe = new LinkedHashMap<String, Object>();
        for (String name : RECIPE) {
            if (values.containsKey(name)) {
                recipe.put(name, values.get(name));
            }
        }
        return recipe;
    }
}
