package dev.gradus.cli;

import dev.gradus.run.History;
import dev.gradus.run.Run;
import dev.gradus.run.Runs;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gradus plot}. */
@Command(
        name = "plot",
        customSynopsis = "gradus plot [OPTION...] RUN...",
        description = "Draw runs: loss, validation, learning rate, momentum, gradient norm.",
        footer = {"", "Example:", "  gradus plot latest"})
final class PlotCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(
            arity = "1..*",
            paramLabel = "RUN",
            showDefaultValue = Visibility.NEVER,
            description = "latest, a run's id or the beginning of it, or the path of its folder.")
    private List<String> names = List.of();

    @Option(names = "--runs", paramLabel = "DIR", description = "The folder of all runs.")
    private String runs = "runs";

    PlotCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        var folder = new Runs(surroundings.path(runs));
        for (Run run : names.stream().map(folder::find).toList()) {
            RunPlots.draw(run, History.read(run.events()))
                    .forEach(file -> surroundings.out().line(file.toString()));
        }
        return ExitCode.DONE;
    }
}
