package dev.gradus.cli.command;

import dev.gradus.cli.input.TableSettings;
import dev.gradus.cli.screen.FoldReport;
import dev.gradus.cli.screen.FoldScores;
import dev.gradus.cli.screen.Interruption;
import dev.gradus.cli.syntax.ExitCode;
import dev.gradus.cli.syntax.Output;
import dev.gradus.cli.syntax.Surroundings;
import dev.gradus.data.Dataset;
import dev.gradus.recipe.Draft;
import dev.gradus.recipe.Keys;
import dev.gradus.recipe.Recipe;
import dev.gradus.run.Run;
import dev.gradus.run.Runs;
import dev.gradus.run.file.RunFile;
import dev.gradus.train.Trainer;
import dev.gradus.train.Training;
import dev.gradus.train.TrainingResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Trains a network for each fold of a table on the rows of the others, its preparation fitted to
 * these alone, and measures it on the fold. Each fold is a run like any other, in a folder named by
 * its number; {@code folds.json} beside them has the scores.
 *
 * @param draft what to train
 * @param count how many folds there are
 * @param folder where all of it is kept; not there yet
 * @param shown what of it is shown
 */
record CrossValidation(
        Draft draft, int count, Path folder, Launch.Shown shown, Surroundings surroundings) {
    /** The number of a fold as a recipe has it. */
    private String fold(int number) {
        return number + "/" + count;
    }

    private Recipe recipe(int number) {
        return draft.with(Keys.FOLD.name(), fold(number), "--folds").recipe();
    }

    /**
     * Checks what can be checked before anything is read.
     *
     * @throws IllegalArgumentException if the settings and folds do not go together
     */
    void check() {
        if (count < 2) {
            throw new IllegalArgumentException("--folds must be at least 2, got " + count);
        }
        if (draft.text(Keys.FOLD.name()).isPresent()) {
            throw new IllegalArgumentException(
                    "--folds trains every fold, and --fold one; give one of the two");
        }
        if (draft.text(Keys.TARGET.name()).isEmpty()) {
            throw new IllegalArgumentException(
                    "--folds cuts a table, and no --target names its column to learn; add both");
        }
        if (AutoRate.of(draft).isAsked()) {
            throw new IllegalArgumentException(
                    "--folds trains every fold with the same rate, and auto is a search for each; find it first, with gradus find");
        }
        new TableSettings(recipe(1)).shares();
    }

    /** Trains all folds; returns what that means to a script. */
    int run() {
        var unkept = new ArrayList<String>();
        FoldScores scores = new FoldScores(count, List.of());
        boolean isDiverged = false;
        for (int number = 1; number <= count; number++) {
            TrainingData source = TrainingData.read(recipe(number), surroundings);
            if (number == 1 && !shown.quiet()) {
                columns(source);
            }
            TrainingResult result = trained(number, source);
            unkept.addAll(unkept(number, result));
            if (result.ending().isInterrupted()) {
                interrupted(number, result);
                return ExitCode.INTERRUPTED;
            }
            isDiverged |= result.ending().isDiverged();
            FoldScores.Fold fold = measured(number, source, result);
            scores = scores.with(fold);
            RunFile.replace(folder.resolve("folds.json"), json(scores) + "\n");
            if (!shown.quiet()) {
                screen().line(FoldReport.line(fold, count));
            }
        }
        ended(scores);
        unkept.forEach(sentence -> surroundings.err().line("gradus: " + sentence));
        return isDiverged ? ExitCode.DIVERGED : unkept.isEmpty() ? ExitCode.DONE : ExitCode.UNKEPT;
    }

    private List<String> unkept(int number, TrainingResult result) {
        return result.unkept().stream().map(each -> fold(number, each.sentence())).toList();
    }

    private String fold(int number, String sentence) {
        return "fold %s: %s".formatted(fold(number), sentence);
    }

    private void columns(TrainingData source) {
        source.table()
                .flatMap(TrainingData.OfTable::columns)
                .ifPresent(columns -> columns.lines().forEach(screen()::line));
        source.table().ifPresent(table -> table.notes().forEach(screen()::line));
    }

    private TrainingResult trained(int number, TrainingData source) {
        Recipe asked = recipe(number);
        Recipe recipe = source.completed(asked);
        Dataset test = source.test().orElseThrow();
        Trainer trainer =
                Launch.described(source.trainer(recipe), source)
                        .testOn(test)
                        .warnings(text -> surroundings.warn(fold(number, text)))
                        .runs(folder, "fold-" + number);
        Trainer noted =
                asked.find(Keys.CLASS_WEIGHTS).isPresent()
                        ? trainer.note(ClassWeights.sentence(recipe, source.train()))
                        : trainer;
        try (Training training = noted.prepare(source.train());
                var interruption = Interruption.of(training, Optional.empty())) {
            TrainingResult result = training.run();
            interruption.endsWith(
                    result.ending().isInterrupted() ? ExitCode.INTERRUPTED : ExitCode.DONE);
            return result;
        }
    }

    private static FoldScores.Fold measured(
            int number, TrainingData source, TrainingResult result) {
        return new FoldScores.Fold(
                number,
                result.run().map(Run::id).orElse(""),
                source.train().size(),
                source.test().orElseThrow().size(),
                result.steps(),
                (result.ending().reason() + " " + result.ending().detail()).strip(),
                result.ending().isDiverged() ? Map.of() : result.test());
    }

    private String json(FoldScores scores) {
        return FoldReport.json(scores, recipe(1).without(Keys.FOLD).values());
    }

    private void interrupted(int number, TrainingResult result) {
        screen().line(
                        "interrupted in fold %s after %,d steps; the folds before it are in %s"
                                .formatted(fold(number), result.steps(), folder));
        screen().line(
                        "next: %s resume %s ends this fold; the others are trained with --fold, or all anew with --folds"
                                .formatted(
                                        surroundings.launcher(), folder.resolve("fold-" + number)));
    }

    private void ended(FoldScores scores) {
        if (shown.json()) {
            surroundings.out().line(json(scores));
        }
        FoldReport.table(scores, screen());
        screen().line(
                        "folds: %s   (scores in folds.json; a run and its model for each fold)"
                                .formatted(folder));
        screen().line(
                        "No network was trained on all rows: the same command without --folds does that.");
    }

    private Output screen() {
        return shown.json() ? surroundings.err() : surroundings.out();
    }

    /** Returns where to keep it, which is not there yet. */
    static Path folder(Runs runs, String name) {
        runs.requireFree(name);
        return runs.folder().resolve(name);
    }
}
