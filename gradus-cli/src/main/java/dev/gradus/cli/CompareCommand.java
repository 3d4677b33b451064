package dev.gradus.cli;

import dev.gradus.plot.Plots;
import dev.gradus.run.History;
import dev.gradus.run.Run;
import dev.gradus.run.Runs;
import dev.gradus.run.TrainingEvent.EpochCompleted;
import dev.gradus.run.TrainingEvent.RunEnded;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gradus compare}. */
@Command(
        name = "compare",
        customSynopsis = "gradus compare [OPTION...] RUN RUN...",
        description = "Compare runs: a table, and with --plot their curves over each other.",
        footer = {"", "Example:", "  gradus compare latest calm-heron --plot both.svg"})
final class CompareCommand implements Callable<Integer> {
    private static final String FORM = "%-32s%10s%12s%12s  %-34s%s";

    private final Surroundings surroundings;

    @Parameters(
            arity = "2..*",
            paramLabel = "RUN",
            showDefaultValue = Visibility.NEVER,
            description = "latest, a run's id or the beginning of it, or the path of its folder.")
    private List<String> names = List.of();

    @Option(names = "--runs", paramLabel = "DIR", description = "The folder of all runs.")
    private String runs = "runs";

    @Option(
            names = "--plot",
            paramLabel = "FILE",
            showDefaultValue = Visibility.NEVER,
            description = "Draw the runs over each other; the name ends in .svg or .png.")
    private String plot = "";

    CompareCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        var folder = new Runs(surroundings.path(runs));
        var histories = new LinkedHashMap<String, History>();
        for (String name : names) {
            Run run = folder.find(name);
            histories.put(run.id(), History.read(run.events()));
        }
        Output out = surroundings.out();
        out.line(
                FORM.formatted("run", "steps", "seconds", "ended", "best validation", "test")
                        .stripTrailing());
        histories.forEach((id, history) -> out.line(row(id, history)));
        if (!plot.isEmpty()) {
            var file = surroundings.path(plot);
            Plots.compare(String.join(", ", histories.keySet()), histories).write(file);
            out.line("wrote " + file);
        }
        return ExitCode.DONE;
    }

    private static String row(String id, History history) {
        return FORM.formatted(
                        id,
                        history.end().map(end -> Numbers.grouped(end.steps())).orElse(""),
                        history.end().map(end -> Numbers.fixed(end.seconds(), 1)).orElse(""),
                        history.end().map(RunEnded::reason).orElse("not yet"),
                        history.best()
                                .map(EpochCompleted::validation)
                                .map(EpochTable::metrics)
                                .orElse(""),
                        history.end().map(RunEnded::test).map(EpochTable::metrics).orElse(""))
                .stripTrailing();
    }
}
