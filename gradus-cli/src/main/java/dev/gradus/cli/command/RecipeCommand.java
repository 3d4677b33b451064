package dev.gradus.cli.command;

import dev.gradus.cli.input.RunsFolder;
import dev.gradus.cli.syntax.Command;
import dev.gradus.cli.syntax.ExitCode;
import dev.gradus.cli.syntax.Output;
import dev.gradus.cli.syntax.Surroundings;
import dev.gradus.cli.syntax.Syntax;
import dev.gradus.recipe.Keys;
import dev.gradus.recipe.Recipe;
import dev.gradus.run.Run;
import java.util.List;

/** {@code gradus recipe}. */
public final class RecipeCommand implements Command {
    private final Surroundings surroundings;
    private String name = "";
    private final RunsFolder runs = new RunsFolder();

    public RecipeCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Syntax syntax() {
        return Syntax.of("recipe", this)
                .synopsis("[OPTION...] RUN")
                .description(
                        "Print the recipe of a run: what it was started with, as YAML.",
                        "gradus train my.yaml trains the same bits again.")
                .example("gradus recipe latest > my.yaml")
                .parameter("RUN", name, word -> name = word)
                .says(RunsFolder.RUN)
                .with(runs::declare);
    }

    @Override
    public Integer call() {
        Run run = runs.find(name, surroundings);
        run.damage().ifPresent(surroundings::warn);
        Output out = surroundings.out();
        out.line("# what run %s was started with".formatted(run.id()));
        run.configuration()
                .text("parent")
                .ifPresent(parent ->
                        out.line(
                                "# it started from a checkpoint of %s; this recipe starts from scratch"
                                        .formatted(parent)));
        out.line(forPeople(RunOptions.recipe(run)).yaml().stripTrailing());
        return ExitCode.DONE;
    }

    /** Includes the defaults of the command, and leaves out what follows from the data. */
    private static Recipe forPeople(Recipe recipe) {
        boolean severalInputs =
                recipe.find(Keys.INPUT).filter(text -> text.contains("=")).isPresent();
        Recipe brief = severalInputs ? recipe : recipe.without(Keys.INPUT);
        Recipe stopped =
                brief.find(Keys.STOP).isPresent() ? brief : brief.with(Keys.STOP, List.of());
        return stopped.find(Keys.VALIDATION_SHARE).isPresent()
                ? stopped
                : stopped.with(Keys.VALIDATION_SHARE, 0.0);
    }
}
