package dev.gradus.cli;

import dev.gradus.run.Run;
import dev.gradus.run.RunException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The options a run was started with, defaults included, kept with it to train it again. */
final class RecordedOptions {
    /** The name of the options in a run's configuration. */
    static final String KEY = "options";

    /** What is about this terminal, not about the run. */
    private static final Set<String> NOT_KEPT = Set.of("--runs", "--name", "--json", "--quiet");

    private RecordedOptions() {}

    /** Returns options by their long names. */
    static Map<String, Object> of(TrainOptions options) {
        var kept = new LinkedHashMap<String, Object>();
        Syntax.of(options::declare)
                .values()
                .forEach((name, value) -> {
                    if (!NOT_KEPT.contains(name)) {
                        kept.put(name, plain(value));
                    }
                });
        return kept;
    }

    private static Object plain(Object value) {
        return value instanceof Collection<?> several
                ? several.stream().map(String::valueOf).toList()
                : value.toString();
    }

    /** Returns the options of a run as they were kept, to be kept with another. */
    static Object kept(Run run) {
        return run.configuration().values().getOrDefault(KEY, Map.of());
    }

    /**
     * Returns the options of a run.
     *
     * @throws RunException if it has none, or none that this version knows
     */
    static TrainOptions read(Run run) {
        if (!(kept(run) instanceof Map<?, ?> kept) || kept.isEmpty()) {
            throw new RunException(
                    "run %s does not say with what options it was trained; it was not started by this command"
                            .formatted(run.id()));
        }
        var arguments = new ArrayList<String>();
        kept.forEach((name, value) -> {
            List<?> values = value instanceof List<?> several ? several : List.of(value);
            values.forEach(each -> arguments.add(name + "=" + each));
        });
        var options = new TrainOptions();
        try {
            Syntax.of(options::declare).read(arguments);
        } catch (IllegalArgumentException fault) {
            throw new RunException(
                    "the options of run %s cannot be read: %s"
                            .formatted(run.id(), fault.getMessage()),
                    fault);
        }
        return options;
    }
}
