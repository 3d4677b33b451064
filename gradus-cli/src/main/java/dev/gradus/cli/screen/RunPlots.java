package dev.gradus.cli.screen;

import dev.gradus.model.Meaning;
import dev.gradus.plot.Figure;
import dev.gradus.plot.Plots;
import dev.gradus.run.Run;
import dev.gradus.run.event.Answer;
import dev.gradus.run.event.TrainingEvent.ControlAnswered;
import dev.gradus.run.file.RunFile;
import dev.gradus.run.history.History;
import dev.gradus.train.TrainingResult;
import dev.gradus.train.score.ClassScores;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Draws runs into their folders. */
public final class RunPlots {
    /** The name of the pictures of a confusion matrix. */
    public static final String CONFUSION = "confusion";

    private RunPlots() {}

    /**
     * Draws loss, validation, learning rate, momentum and gradient norm as SVG and PNG, and each
     * requested search for a learning rate.
     *
     * @return the files
     * @throws dev.gradus.run.json.RunException if one cannot be written
     */
    public static List<Path> draw(Run run, History history) {
        Figure figure = Plots.run(run.id(), history);
        RunFile.requireFolder(run.plots());
        var drawn = new ArrayList<>(RunPictures.draw(figure, run.plots(), "run"));
        for (ControlAnswered search : history.searches()) {
            if (search.answer() instanceof Answer.Found found) {
                drawn.addAll(FindFiles.keep(run, search.step(), found));
            }
        }
        return drawn;
    }

    /**
     * Draws the confusion matrix of the test part, or else of the validation part, as SVG and PNG.
     *
     * @return the files; none where no classes were measured, or too many to draw
     * @throws dev.gradus.run.json.RunException if one cannot be written
     */
    static List<Path> drawConfusion(Run run, TrainingResult result) {
        String part = result.testScores().isPresent() ? "test" : "validation";
        if (!(result.testScores().or(result::validationScores).orElse(null)
                        instanceof ClassScores scores)
                || scores.confusion().size() > Plots.MOST_CLASSES) {
            return List.of();
        }
        Figure figure =
                confusion(
                        "%s, %s part".formatted(run.id(), part),
                        result.model().meaning(),
                        scores.confusion());
        return RunPictures.draw(figure, run.plots(), CONFUSION);
    }

    /** Returns the picture of a confusion matrix. */
    public static Figure confusion(String title, Meaning meaning, List<List<Long>> counts) {
        List<String> names = IntStream.range(0, counts.size()).mapToObj(meaning::output).toList();
        return Plots.confusion(title, names, counts);
    }
}
