package dev.gradus.train.state;

import dev.gradus.recipe.Key;
import dev.gradus.recipe.Keys;
import dev.gradus.run.event.TrainingEvent.Machine;
import dev.gradus.run.json.Configuration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Compares what a run was trained with and what it is to continue with. */
public final class Continuity {
    /** The names in a {@link Configuration} of what affects the bits of a run. */
    static final List<String> RECIPE =
            Stream.concat(Stream.of("examples"), named(Key.Effect.BITS)).toList();

    /** What may differ when a run continues: where things are kept, and what computes. */
    static final List<String> FREE =
            Stream.concat(
                            Stream.of(
                                    "validation",
                                    "parent",
                                    OwnParts.KEY,
                                    RunDescription.OWN_DATA,
                                    Fingerprints.KEY),
                            named(Key.Effect.NONE))
                    .toList();

    private static final String JAVA = "java";
    private static final String NONE = "none";

    private Continuity() {}

    private static Stream<String> named(Key.Effect effect) {
        return Keys.ALL.stream().filter(key -> key.effect() == effect).map(Key::name);
    }

    /**
     * {@return what has changed, one phrase each; data are compared by their fingerprints, if the
     * record has them}
     *
     * @param then what is on record
     * @param now the current configuration
     * @param but names of the recipe to leave out
     */
    public static List<String> changes(Configuration then, Configuration now, String... but) {
        var changes = new ArrayList<String>();
        List<String> exempt = List.of(but);
        for (String name : RECIPE) {
            Object before = value(then, name);
            Object after = value(now, name);
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
                        "%s are not the same (fingerprint %s, it was %s)"
                                .formatted(what(part), after, before));
            }
        });
        if (!recorded.isEmpty()) {
            found.keySet().stream()
                    .filter(part -> !recorded.containsKey(part))
                    .forEach(part ->
                            changes.add("%s are new, there were none".formatted(what(part))));
        }
        return changes;
    }

    private static String what(String part) {
        return part.equals(Fingerprints.START)
                ? "the values to start from"
                : "the %s data".formatted(part);
    }

    /** Returns a value as this version writes it; that of a user's own part unchanged. */
    private static Object value(Configuration configuration, String name) {
        Object value = configuration.values().get(name);
        return Keys.named(name)
                .map(key -> value(key, value))
                .orElseGet(() -> value == null ? NONE : value);
    }

    private static <T> Object value(Key<T> key, @Nullable Object written) {
        if (written == null) {
            return key.usual().map(key::write).orElse(NONE);
        }
        try {
            return key.write(key.read(written));
        } catch (IllegalArgumentException own) {
            return written;
        }
    }

    /**
     * {@return whether the average of the weights has changed, ended or begun}
     *
     * @param then what is on record
     * @param now what is there now
     */
    public static boolean isOtherAverage(Configuration then, Configuration now) {
        String name = Keys.AVERAGE.name();
        return !value(then, name).equals(value(now, name));
    }

    /**
     * {@return whether the model has an average of the weights}
     *
     * @param configuration what is trained
     */
    public static boolean isAveraged(Configuration configuration) {
        return !value(configuration, Keys.AVERAGE.name()).equals(NONE);
    }

    /**
     * {@return what could not be compared, if anything}
     *
     * @param then what is on record
     */
    public static Optional<String> unchecked(Configuration then) {
        return Fingerprints.data(then).isEmpty()
                ? Optional.of(
                        "the run has no fingerprint of its data on record, so it is unknown whether they are the same")
                : Optional.empty();
    }

    /**
     * {@return a sentence if a run continues with another number of replicas}
     *
     * @param then what is on record
     * @param now what is there now
     */
    public static Optional<String> otherReplicas(Configuration then, Configuration now) {
        Object before = value(then, Keys.REPLICAS.name());
        Object after = value(now, Keys.REPLICAS.name());
        return before.equals(after)
                ? Optional.empty()
                : Optional.of(
                        "the run continues with another number of replicas (%s, it was %s), so its further bits differ from those with as many as before"
                                .formatted(after, before));
    }

    /**
     * {@return why another machine may not give the same bits, one phrase each} Plain Java gives
     * the same bits on every machine, for any number of threads.
     *
     * @param then what is on record
     * @param now what is there now
     */
    public static List<String> changes(Machine then, Machine now) {
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
}
