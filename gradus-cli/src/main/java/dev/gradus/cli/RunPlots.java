package dev.gradus.cli;

import dev.gradus.plot.Figure;
import dev.gradus.plot.Plots;
import dev.gradus.run.History;
import dev.gradus.run.Run;
import dev.gradus.run.RunFile;
import java.nio.file.Path;
import java.util.List;

/** Draws runs into their folders. */
final class RunPlots {
    private RunPlots() {}

    /**
     * Draws loss, validation, learning rate, momentum and gradient norm as SVG and PNG.
     *
     * @return the files
     * @throws dev.gradus.run.RunException if one cannot be written
     */
    static List<Path> draw(Run run, History history) {
        Figure figure = Plots.run(run.id(), history);
        List<Path> files = List.of(run.plots().resolve("run.svg"), run.plots().resolve("run.png"));
        RunFile.requireFolder(run.plots());
        files.forEach(RunFile::requirePlain);
        files.forEach(figure::write);
        return files;
    }
}
