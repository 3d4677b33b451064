package dev.gradus.cli.command;

import dev.gradus.cli.syntax.Surroundings;
import dev.gradus.data.Dataset;
import dev.gradus.recipe.Recipe;
import dev.gradus.sweep.Workshop;
import dev.gradus.sweep.cluster.WorkshopSource;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Reads the data of a run in a process that trains some of its replicas. The run's recipe is whole,
 * so what it lacks has no default: a record leaves out what a run does without.
 *
 * @param directory what relative paths are relative to, here and there
 * @param recipe the run's recipe, as JSON
 */
record ReplicaWorkshop(String directory, String recipe) implements WorkshopSource {
    static ReplicaWorkshop of(Surroundings surroundings, Recipe recipe) {
        return new ReplicaWorkshop(
                surroundings.directory().toAbsolutePath().toString(), recipe.json());
    }

    @Override
    public Workshop open(Consumer<String> warnings) {
        TrainingData source =
                Launch.source(
                        Recipe.ofJson(recipe, "the run"),
                        Surroundings.silent(Path.of(directory), System.getenv()));
        Dataset shared = Workshop.shared(source.train());
        return each -> new Workshop.Ready(source.trainer(each).warnings(warnings), shared);
    }
}
