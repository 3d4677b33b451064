package dev.gradus.cli.screen;

import dev.gradus.cli.syntax.Output;
import dev.gradus.model.Meaning;
import dev.gradus.number.NumberText;
import dev.gradus.number.Text;
import dev.gradus.plot.Plots;
import dev.gradus.recipe.Key;
import dev.gradus.recipe.Keys;
import dev.gradus.recipe.TableWishes;
import dev.gradus.run.Run;
import dev.gradus.run.event.EndReason.BuiltIn;
import dev.gradus.text.ShellWord;
import dev.gradus.train.TrainingResult;
import dev.gradus.train.checkpoint.CheckpointException;
import dev.gradus.train.checkpoint.CheckpointStore;
import dev.gradus.train.score.ClassScores;
import dev.gradus.train.score.Scores;
import dev.gradus.train.state.Unkept;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The report at the end of a run: the results, where they are, and what to do next. */
public final class TrainReport {
    private final Output out;
    private final String launcher;
    private final Optional<String> moved;

    /**
     * @param launcher the first word of suggested commands
     * @param moved where the data of the run are now, if they are no longer where its record says
     */
    public TrainReport(Output out, String launcher, Optional<String> moved) {
        this.out = out;
        this.launcher = launcher;
        this.moved = moved;
    }

    /**
     * Reports where an interrupted run is and how to continue it. Nothing is drawn, because a
     * process that is ending cannot start the plotting library.
     */
    public void interrupted(TrainingResult result) {
        told(result, _ -> {});
    }

    /**
     * Reports how a run ended, and draws it; returns what could not be drawn, one sentence each.
     */
    public List<String> ended(TrainingResult result) {
        var missing = new ArrayList<String>();
        told(result, run -> draw(run, result, missing::add));
        return missing;
    }

    private void told(TrainingResult result, Consumer<Run> picture) {
        ending(result);
        result.run()
                .ifPresent(run -> {
                    folder(run, result);
                    picture.accept(run);
                    next(run, result);
                });
        out.stream().flush();
    }

    private void ending(TrainingResult result) {
        if (!result.ending().detail().isEmpty()) {
            out.line(result.ending().reason().word() + ": " + result.ending().detail());
        }
        measured("test", result.test(), result.testScores(), result);
        measured("validation", result.validation(), result.validationScores(), result);
        unmeasured(result);
        confusion(result);
        if (!result.ending().isInterrupted()) {
            out.line("model: " + model(result));
        }
    }

    private void measured(
            String part,
            Map<String, Double> metrics,
            Optional<Scores> scores,
            TrainingResult result) {
        if (!metrics.isEmpty()) {
            out.line(part + ": " + ScoreText.line(metrics, result.model().meaning()::output));
            scores.map(ScoreText::targets).stream().flatMap(List::stream).forEach(out::line);
        }
    }

    /**
     * A small table is learned from as a whole, which must not look like a good result; what to do
     * about it was said before the training.
     */
    private void unmeasured(TrainingResult result) {
        boolean isTable = result.model().meaning().preparation().isPresent();
        if (isTable
                && !result.ending().isInterrupted()
                && result.test().isEmpty()
                && result.validation().isEmpty()) {
            out.line("no score on other rows, since nothing was held out");
        }
    }

    /**
     * Prints the confusion matrix for a table, and where it is if it is too large to draw: of the
     * test set, or else of the validation set.
     */
    private void confusion(TrainingResult result) {
        Meaning meaning = result.model().meaning();
        Optional<Scores> scores = result.testScores().or(result::validationScores);
        if (scores.orElse(null) instanceof ClassScores classes
                && (meaning.preparation().isPresent()
                        || classes.confusion().size() > Plots.MOST_CLASSES)) {
            ScoreText.confusion(classes.confusion(), meaning::output, out);
            out.line("");
        }
    }

    /** Prints which parameters are reported, and where the best ones are if they differ. */
    private static String model(TrainingResult result) {
        String step =
                NumberText.grouped(result.reported().step())
                        + result.reported().average().map(", averaged by %s"::formatted).orElse("");
        return switch (result.reported().parameters()) {
            case BEST ->
                    "the best, of step %s; training ended at step %s"
                            .formatted(step, NumberText.grouped(result.steps()));
            case NEWEST ->
                    "the newest, of step %s".formatted(step)
                            + result.history()
                                    .best()
                                    .filter(epoch -> epoch.step() != result.steps())
                                    .map(epoch ->
                                            "; the best epoch ended at step "
                                                    + NumberText.grouped(epoch.step()))
                                    .orElse("");
        };
    }

    private void folder(Run run, TrainingResult result) {
        out.line(
                "run:  %s   (%s s of training)"
                        .formatted(run.folder(), NumberText.fixed(result.seconds(), 1)));
        if (!result.ending().isInterrupted() && hasModel(run, result)) {
            out.line("kept: " + run.model());
        }
    }

    /** A model that could not be saved may leave that of an earlier end in its place. */
    private static boolean hasModel(Run run, TrainingResult result) {
        return Files.isRegularFile(run.model())
                && result.unkept().stream().noneMatch(each -> each.item() == Unkept.Item.MODEL);
    }

    /** Each line is a complete command; the data and options of a run are in its record. */
    private void next(Run run, TrainingResult result) {
        if (!run.hasConfiguration()) {
            return; // it was removed, which was reported
        }
        if (result.ending().isInterrupted() || result.ending().reason() == BuiltIn.STOPPED) {
            out.line("next: %s resume %s%s".formatted(launcher, named(run), ofMoved()));
            return;
        }
        out.line("next: %s plot %s".formatted(launcher, named(run)));
        if (hasModel(run, result)) {
            data(run)
                    .ifPresent(data ->
                            or("predict", run, data, option(run, Keys.QUERY) + ofText(run)));
            unlearned(run, result).ifPresent(data -> or("evaluate", run, data, ofText(run)));
        }
        if (hasCheckpoint(run)) {
            further(run, result)
                    .ifPresent(line -> out.line("  or: %s %s".formatted(launcher, line)));
        }
    }

    /**
     * Returns data that the run did not learn from: its test file, or data that bring a test part.
     */
    private Optional<String> unlearned(Run run, TrainingResult result) {
        boolean hasOwnTest =
                !result.test().isEmpty() && result.model().meaning().preparation().isEmpty();
        return known(run, Keys.TEST).or(() -> hasOwnTest ? data(run) : Optional.empty());
    }

    private void or(String command, Run run, String data, String options) {
        out.line(
                "  or: %s %s %s %s%s"
                        .formatted(launcher, command, named(run), ShellWord.of(data), options));
    }

    /**
     * Returns an option of a run's recipe for reading its data, as it is written; empty if it has
     * none.
     */
    private static String option(Run run, Key<?> key) {
        return run.configuration()
                .text(key.name())
                .map(value -> " " + key.option() + " " + ShellWord.of(value))
                .orElse("");
    }

    /** Returns the options without which the text of a table is not read as it was. */
    private static String ofText(Run run) {
        return TableWishes.ofText().stream()
                .map(key -> option(run, key))
                .collect(Collectors.joining());
    }

    private Optional<String> data(Run run) {
        return moved.or(() -> known(run, Keys.DATA));
    }

    /** Returns the option without which a run is not resumed whose data have moved. */
    private String ofMoved() {
        return moved.map(data -> " --data " + ShellWord.of(data)).orElse("");
    }

    /**
     * Returns the path of recorded data relative to the current directory; empty for data that no
     * command reads.
     */
    private static Optional<String> known(Run run, Key<String> key) {
        return run.configuration()
                .text(key.name())
                .filter(name -> !name.equals("none"))
                .map(name -> {
                    Path here = Path.of("").toAbsolutePath();
                    Path path = Path.of(name);
                    return path.startsWith(here) ? here.relativize(path).toString() : name;
                });
    }

    /**
     * Returns the command that trains further: a complete run has no updates left for a fork, and a
     * fork reads the data where they were.
     */
    private Optional<String> further(Run run, TrainingResult result) {
        if (result.ending().reason() == BuiltIn.COMPLETED) {
            return Optional.of(
                    Text.of(
                            "resume %s%s %s --extend append",
                            named(run), ofMoved(), twice(run, result)));
        }
        return moved.isPresent()
                ? Optional.empty()
                : Optional.of("fork %s --lr 0.001".formatted(named(run)));
    }

    /** Returns twice the length of a complete run, in epochs if it was given so. */
    private static String twice(Run run, TrainingResult result) {
        return result.history()
                .last()
                .filter(epoch -> epoch.step() == result.steps())
                .filter(_ -> run.configuration().text(Keys.EPOCHS.name()).isPresent())
                .map(epoch -> Text.of("--epochs %d", 2 * (epoch.epoch() + 1)))
                .orElseGet(() -> Text.of("--steps %d", 2 * result.steps()));
    }

    private static boolean hasCheckpoint(Run run) {
        try {
            return !new CheckpointStore(run.checkpoints(), 1).steps().isEmpty();
        } catch (CheckpointException unreadable) {
            return false;
        }
    }

    private static String named(Run run) {
        return SuggestedName.of(run.folder());
    }

    private void draw(Run run, TrainingResult result, Consumer<String> unkept) {
        String again = "; %s plot %s draws them again".formatted(launcher, named(run));
        new Drawing("the plots", again, out::line, unkept)
                .attempt(() -> {
                    List<Path> plots = new ArrayList<>(RunPlots.draw(run, result.history()));
                    plots.addAll(RunPlots.drawConfusion(run, result));
                    plots.forEach(file -> out.line("plot: " + file));
                });
    }
}
