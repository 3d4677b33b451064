package dev.gradus.cli.record;

import dev.gradus.cli.input.RunsFolder;
import dev.gradus.cli.screen.RunPlots;
import dev.gradus.cli.screen.SweepPictures;
import dev.gradus.cli.syntax.Command;
import dev.gradus.cli.syntax.ExitCode;
import dev.gradus.cli.syntax.Surroundings;
import dev.gradus.cli.syntax.Syntax;
import dev.gradus.run.Run;
import dev.gradus.run.Runs;
import dev.gradus.sweep.SweepFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** {@code gradus plot}. */
public final class PlotCommand implements Command {
    private final Surroundings surroundings;
    private List<String> names = List.of();
    private final RunsFolder runs = new RunsFolder();

    public PlotCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Syntax syntax() {
        return Syntax.of("plot", this)
                .synopsis("[OPTION...] RUN|SWEEP...")
                .description(
                        "Draw runs (loss, validation, rates, gradient norm) or sweeps.",
                        "A sweep is drawn as its judging metric over each setting, and all settings side by",
                        "side.")
                .example("gradus plot latest")
                .parameters(1, "RUN|SWEEP", names, words -> names = words)
                .says(
                        "latest, a run's name or whole words of it, the path of its folder, or the name or",
                        "folder of a sweep.")
                .with(runs::declare);
    }

    @Override
    public Integer call() {
        names.stream()
                .map(this::drawing)
                .toList() // so that a missing run is reported before anything is drawn
                .forEach(drawing ->
                        drawing.get().forEach(file -> surroundings.out().line(file.toString())));
        return ExitCode.DONE;
    }

    private Supplier<List<Path>> drawing(String name) {
        Path folder = runs.path(surroundings);
        Optional<SweepFolder> sweep = SweepFolder.find(folder, surroundings.path(name), name);
        if (sweep.isPresent()) {
            return () -> SweepPictures.draw(sweep.get());
        }
        Run run = new Runs(folder).find(name, surroundings::warn);
        return () -> RunPlots.draw(run, surroundings.history(run));
    }
}
