package dev.gradus.cli.command;

import dev.gradus.cli.syntax.Surroundings;
import dev.gradus.recipe.Recipe;
import dev.gradus.sweep.Workshop;
import dev.gradus.sweep.cluster.WorkshopSource;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Reads the data of a sweep's runs in another process, as this command does here.
 *
 * @param directory what relative paths are relative to, here and there
 * @param base what names the data, as JSON
 */
record CommandWorkshop(String directory, String base) implements WorkshopSource {
    static CommandWorkshop of(Surroundings surroundings, Recipe base) {
        return new CommandWorkshop(
                surroundings.directory().toAbsolutePath().toString(), base.json());
    }

    @Override
    public Workshop open(Consumer<String> warnings) {
        var data =
                new SweepData(
                        Surroundings.silent(Path.of(directory), System.getenv()),
                        Recipe.ofJson(base, "the run"));
        return recipe -> {
            Workshop.Ready ready = data.ready(recipe);
            return new Workshop.Ready(ready.trainer().warnings(warnings), ready.train());
        };
    }
}
