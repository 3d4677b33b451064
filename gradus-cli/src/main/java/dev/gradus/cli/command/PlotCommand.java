package dev.gradus.cli.command;

import dev.gradus.cli.screen.RunPlots;
import dev.gradus.cli.syntax.Command;
import dev.gradus.cli.syntax.ExitCode;
import dev.gradus.cli.syntax.Surroundings;
import dev.gradus.cli.syntax.Syntax;
import dev.gradus.run.Run;
import dev.gradus.run.Runs;
import java.util.List;

/** {@code gradus plot}. */
public final class PlotCommand implements Command {
    private final Surroundings surroundings;
    private List<String> names = List.of();
    private String runs = "runs";

    public PlotCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Syntax syntax() {
        return Syntax.of("plot", this)
                .synopsis("[OPTION...] RUN...")
                .description("Draw runs: loss, validation, learning rate, momentum, gradient norm.")
                .example("gradus plot latest")
                .parameters(1, "RUN", names, words -> names = words)
                .says("latest, a run's id or the beginning of it, or the path of its folder.")
                .option("--runs=DIR", String.class, runs, folder -> runs = folder)
                .says("The folder of all runs.");
    }

    @Override
    public Integer call() {
        var folder = new Runs(surroundings.path(runs));
        for (Run run : found(folder)) {
            RunPlots.draw(run, surroundings.history(run))
                    .forEach(file -> surroundings.out().line(file.toString()));
        }
        return ExitCode.DONE;
    }

    private List<Run> found(Runs folder) {
        return names.stream().map(name -> folder.find(name, surroundings::warn)).toList();
    }
}
