package dev.gradus.cli.screen;

import dev.gradus.plot.Figure;
import dev.gradus.plot.SweepPlots;
import dev.gradus.plot.SweepPoint;
import dev.gradus.recipe.Judge;
import dev.gradus.run.file.RunFile;
import dev.gradus.run.json.RunException;
import dev.gradus.sweep.Standing;
import dev.gradus.sweep.SweepFolder;
import dev.gradus.sweep.SweepState;
import dev.gradus.text.FileFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/** Draws sweeps into their folders. */
public final class SweepPictures {
    private SweepPictures() {}

    /**
     * Draws the metric that judges over each axis, and all axes side by side, as SVG and PNG.
     *
     * @return the files
     * @throws dev.gradus.run.json.RunException if one cannot be written
     * @throws IllegalArgumentException if no point has a value to draw
     */
    public static List<Path> draw(SweepFolder folder) {
        SweepState sweep = SweepState.read(folder);
        Judge judge = sweep.plan().judge();
        Figure figure =
                SweepPlots.of(
                        "sweep %s: %s of validation"
                                .formatted(folder.folder().getFileName(), judge.metric()),
                        judge.metric(),
                        judge.goal(),
                        points(sweep, judge));
        return RunPictures.draw(figure, plots(folder), "sweep");
    }

    private static Path plots(SweepFolder folder) {
        Path plots = folder.folder().resolve("plots");
        RunFile.requireFolder(plots);
        try {
            return Files.createDirectories(plots);
        } catch (IOException fault) {
            throw new RunException(FileFault.of("cannot create", plots, fault), fault);
        }
    }

    private static List<SweepPoint> points(SweepState sweep, Judge judge) {
        return sweep.standings().stream()
                .sorted(Comparator.comparingInt(Standing::point))
                .map(standing ->
                        new SweepPoint(
                                standing.settings(),
                                standing.rung(),
                                sweep.results(standing).stream()
                                        .map(result -> result.value(judge.metric()))
                                        .toList()))
                .toList();
    }
}
