package dev.gradus.train.state;

import dev.gradus.recipe.Draft;
import dev.gradus.recipe.Keys;
import dev.gradus.recipe.Recipe;
import dev.gradus.run.Run;
import dev.gradus.run.json.Configuration;
import dev.gradus.run.json.RunException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** The recipe of a run on record. */
public final class RecordedRecipe {
    /** Earlier versions kept the options of the command instead of a recipe. */
    private static final String OPTIONS = "options";

    private static final Pattern NEXT_WORD = Pattern.compile("-([a-z])");

    private RecordedRecipe() {}

    /**
     * {@return the recipe that a run was started with}
     *
     * @param run the run
     * @throws RunException if it has parts that only the program that started it has, or settings
     *     that this version cannot read; the message names them
     */
    public static Recipe of(Run run) {
        Configuration configuration = run.configuration();
        requireNothingOwn(run);
        try {
            return draft(configuration).recipe();
        } catch (IllegalArgumentException fault) {
            throw new RunException(
                    "the recipe of run %s cannot be read: %s"
                            .formatted(run.id(), fault.getMessage()),
                    fault);
        }
    }

    private static Draft draft(Configuration configuration) {
        if (configuration.values().get(OPTIONS) instanceof Map<?, ?> options
                && !options.isEmpty()) {
            var values = new LinkedHashMap<String, Object>();
            options.forEach((name, value) -> {
                if (!value.equals(List.of())) {
                    values.put(key(name.toString()), value);
                }
            });
            configuration.text(Keys.DATA.name()).ifPresent(data -> values.put("data", data));
            return Draft.of(values, "configuration.json");
        }
        return Draft.of(configuration.values(), "configuration.json").only(Keys.names());
    }

    /** Returns {@code batchSize} for {@code --batch-size}. */
    private static String key(String option) {
        return NEXT_WORD
                .matcher(option.replaceFirst("^--", ""))
                .replaceAll(found -> found.group(1).toUpperCase(Locale.ROOT));
    }

    /** Refuses a run with parts that a user wrote in Java, or with data that only a program has. */
    private static void requireNothingOwn(Run run) {
        List<String> own = OwnParts.all(run.configuration());
        if (!own.isEmpty()) {
            throw new RunException(
                    "run %s has parts that a Java program supplied (%s) and only that program can supply again; resume from that program: trainer.runIn(run).prepare(data), then Resume.goOn"
                            .formatted(run.id(), String.join("; ", own)));
        }
    }
}
