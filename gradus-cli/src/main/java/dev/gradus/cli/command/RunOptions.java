package dev.gradus.cli.command;

import dev.gradus.cli.input.RunsFolder;
import dev.gradus.cli.syntax.Surroundings;
import dev.gradus.cli.syntax.Syntax;
import dev.gradus.recipe.Keys;
import dev.gradus.recipe.Recipe;
import dev.gradus.run.Run;
import dev.gradus.run.json.RunException;
import dev.gradus.train.state.RecordedRecipe;

/** The options of commands that train again what a run folder describes. */
final class RunOptions {
    final RunsFolder runs = new RunsFolder();
    boolean json;
    boolean quiet;

    /** Says how these options are written. */
    void declare(Syntax syntax) {
        syntax.with(runs::declare)
                .flag("--json", json, wanted -> json = wanted)
                .says("Events as JSON lines on standard output; progress goes to standard error.")
                .flag("--quiet", quiet, wanted -> quiet = wanted)
                .says("No progress, only the result, warnings and errors.");
    }

    Run find(String name, Surroundings surroundings) {
        return runs.find(name, surroundings);
    }

    /** Returns what trains and shows a run. */
    Launch launch(Surroundings surroundings) {
        return new Launch(new Launch.Shown(json, quiet), surroundings);
    }

    /** Returns what a run was started with. */
    static Recipe recipe(Run run) {
        Recipe recipe = RecordedRecipe.of(run);
        if (recipe.find(Keys.DATA).isEmpty()) {
            throw new RunException(
                    "run " + run.id() + " has no record of the data it was trained on");
        }
        return recipe;
    }
}
