package dev.gradus.cli.screen;

import dev.gradus.plot.Figure;
import dev.gradus.plot.Plots;
import dev.gradus.run.Run;
import dev.gradus.run.event.Answer;
import dev.gradus.run.event.TrainingEvent.ControlAnswered;
import dev.gradus.run.file.RunFile;
import dev.gradus.run.history.History;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Draws runs into their folders. */
public final class RunPlots {
    private RunPlots() {}

    /**
     * Draws loss, validation, learning rate, momentum and gradient norm as SVG and PNG, and each
     * search for a learning rate that a person asked for.
     *
     * @return the files
     * @throws dev.gradus.run.json.RunException if one cannot be written
     */
    public static List<Path> draw(Run run, History history) {
        Figure figure = Plots.run(run.id(), history);
        List<Path> files = List.of(run.plots().resolve("run.svg"), run.plots().resolve("run.png"));
        RunFile.requireFolder(run.plots());
        files.forEach(RunFile::requirePlain);
        files.forEach(figure::write);
        var drawn = new ArrayList<>(files);
        for (ControlAnswered search : history.searches()) {
            if (search.answer() instanceof Answer.Found found) {
                drawn.addAll(FindFiles.keep(run, search.step(), found));
            }
        }
        return drawn;
    }
}
