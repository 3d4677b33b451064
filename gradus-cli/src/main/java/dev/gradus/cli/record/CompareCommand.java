package dev.gradus.cli.record;

import dev.gradus.cli.input.RunsFolder;
import dev.gradus.cli.screen.EpochTable;
import dev.gradus.cli.syntax.Command;
import dev.gradus.cli.syntax.ExitCode;
import dev.gradus.cli.syntax.Output;
import dev.gradus.cli.syntax.Pictures;
import dev.gradus.cli.syntax.Surroundings;
import dev.gradus.cli.syntax.Syntax;
import dev.gradus.number.NumberText;
import dev.gradus.number.Text;
import dev.gradus.plot.Plots;
import dev.gradus.run.Run;
import dev.gradus.run.event.TrainingEvent.EpochCompleted;
import dev.gradus.run.event.TrainingEvent.RunEnded;
import dev.gradus.run.history.History;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code gradus compare}. */
public final class CompareCommand implements Command {
    private static final String FORM = "%-32s%10s%12s%12s  %-34s%s";

    private static final int MOST_NAMED = 3;

    private final Surroundings surroundings;
    private List<String> names;
    private final RunsFolder runs;
    private String plot = "";

    public CompareCommand(Surroundings surroundings) {
        this(surroundings, new RunsFolder(), List.of());
    }

    /** Compares these runs of a folder. */
    public CompareCommand(Surroundings surroundings, RunsFolder runs, List<String> names) {
        this.surroundings = surroundings;
        this.runs = runs;
        this.names = names;
    }

    @Override
    public Syntax syntax() {
        return Syntax.of("compare", this)
                .synopsis("[OPTION...] RUN RUN...")
                .description("Compare runs: a table, and with --plot their curves in one picture.")
                .example("gradus compare latest calm-heron --plot both.svg")
                .parameters(2, "RUN", names, words -> names = words)
                .says(RunsFolder.RUN)
                .with(runs::declare)
                .option("--plot=FILE", String.class, plot, file -> plot = file)
                .says("Draw the runs in one picture; the name ends in .svg or .png.");
    }

    @Override
    public Integer call() {
        Optional<Path> drawn =
                plot.isEmpty()
                        ? Optional.empty()
                        : Optional.of(Pictures.checked(surroundings.path(plot)));
        var histories = new LinkedHashMap<String, History>();
        for (String name : names) {
            Run run = runs.find(name, surroundings);
            histories.put(run.id(), surroundings.history(run));
        }
        Output out = surroundings.out();
        out.line(
                Text.of(FORM, "run", "steps", "seconds", "ended", "best validation", "test")
                        .stripTrailing());
        histories.forEach((id, history) -> out.line(row(id, history)));
        drawn.ifPresent(file -> {
            Plots.compare(title(histories.keySet()), histories).write(file);
            out.line("wrote " + file);
        });
        return ExitCode.DONE;
    }

    /** The legend has all names. */
    private static String title(Set<String> ids) {
        return ids.size() <= MOST_NAMED ? String.join(", ", ids) : ids.size() + " runs";
    }

    private static String row(String id, History history) {
        return Text.of(
                        FORM,
                        id,
                        history.end().map(end -> NumberText.grouped(end.steps())).orElse(""),
                        history.end().map(end -> NumberText.fixed(end.seconds(), 1)).orElse(""),
                        history.end().map(end -> end.reason().word()).orElse("not yet"),
                        history.best()
                                .map(EpochCompleted::validation)
                                .map(EpochTable::metrics)
                                .orElse(""),
                        history.end().map(RunEnded::test).map(EpochTable::brief).orElse(""))
                .stripTrailing();
    }
}
