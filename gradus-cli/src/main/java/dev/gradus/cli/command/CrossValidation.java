package dev.gradus.cli.command;

import dev.gradus.cli.input.TableSettings;
import dev.gradus.cli.record.FoldFolder;
import dev.gradus.cli.screen.Drawing;
import dev.gradus.cli.screen.FoldReport;
import dev.gradus.cli.screen.FoldReport.Kept;
import dev.gradus.cli.screen.FoldScores;
import dev.gradus.cli.screen.Interruption;
import dev.gradus.cli.screen.RunPictures;
import dev.gradus.cli.screen.RunPlots;
import dev.gradus.cli.screen.SuggestedName;
import dev.gradus.cli.syntax.DiskFault;
import dev.gradus.cli.syntax.ExitCode;
import dev.gradus.cli.syntax.Output;
import dev.gradus.cli.syntax.Surroundings;
import dev.gradus.data.Dataset;
import dev.gradus.data.jdbc.JdbcAddress;
import dev.gradus.number.NumberText;
import dev.gradus.number.Text;
import dev.gradus.plot.Figure;
import dev.gradus.recipe.Draft;
import dev.gradus.recipe.Keys;
import dev.gradus.recipe.Recipe;
import dev.gradus.recipe.TableUse;
import dev.gradus.run.Run;
import dev.gradus.run.RunGroup;
import dev.gradus.run.Runs;
import dev.gradus.run.json.RunException;
import dev.gradus.train.Changes;
import dev.gradus.train.Resume;
import dev.gradus.train.Trainer;
import dev.gradus.train.Training;
import dev.gradus.train.TrainingResult;
import dev.gradus.train.score.ClassScores;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Trains a network for each fold of a table on the rows of the other folds, with a preparation
 * fitted to those rows only, and measures it on the fold. Each fold is a run like any other, in a
 * folder named by its number; {@code folds.json} beside them has the scores.
 *
 * @param draft what to train
 * @param count how many folds there are
 * @param folder where everything is kept; must not exist yet
 * @param shown how the runs are shown
 */
record CrossValidation(
        Draft draft, int count, Path folder, Launch.Shown shown, Surroundings surroundings) {
    /** The fold as it is written in a recipe. */
    private String fold(int number) {
        return number + "/" + count;
    }

    private Recipe recipe(int number) {
        return draft.with(Keys.FOLD.name(), fold(number), "--folds").recipe();
    }

    /**
     * Checks what can be checked before anything is read.
     *
     * @throws IllegalArgumentException if the settings do not allow folds
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
                    "--folds needs a table, and --target COLUMN to name the column to learn; add both");
        }
        if (AutoRate.of(draft).isAsked()) {
            throw new IllegalArgumentException(
                    "--folds trains every fold with the same rate, but auto would search for one in each; find it first, with gradus find");
        }
        new TableSettings(recipe(1)).shares();
    }

    /** Trains all folds; returns the exit code. */
    int run() {
        try (FoldFolder place = FoldFolder.ofNew(folder)) {
            return run(
                    new Kept(new FoldScores(count, List.of(), List.of()), asked(), Map.of()),
                    place);
        }
    }

    /**
     * Returns the settings as they were given, but with a path of the data that is still valid
     * later.
     */
    private Map<String, Object> asked() {
        Recipe asked = recipe(1).without(Keys.FOLD);
        String name = asked.get(Keys.DATA);
        if (JdbcAddress.isAddress(name)) {
            return asked.values();
        }
        Path data = surroundings.path(name).toAbsolutePath().normalize();
        return asked.with(Keys.DATA, data.toString()).values();
    }

    /**
     * Resumes a fold that was interrupted, trains those that are not measured yet, and reports all.
     */
    private int run(Kept before, FoldFolder place) {
        try {
            return runAll(before, place);
        } catch (RunException fault) {
            throw RunGroup.FOLDS.isIn(folder) ? DiskFault.named(fault, continuing()) : fault;
        }
    }

    /** Returns the command that continues this. */
    private String continuing() {
        return "%s resume %s".formatted(surroundings.launcher(), SuggestedName.of(folder));
    }

    private int runAll(Kept before, FoldFolder place) {
        Kept kept = before;
        var unkept = new ArrayList<String>();
        SurveyedTable.Opening tables = SurveyedTable.once();
        requireUnchanged(kept, tables);
        boolean isShown = shown.quiet();
        for (int number = 1; number <= count; number++) {
            if (kept.scores().has(number)) {
                continue;
            }
            Optional<Run> begun = begun(number);
            Recipe asked = begun.map(RunOptions::recipe).orElse(recipe(number));
            Recipe read = begun.isPresent() ? Launch.recorded(asked) : asked;
            TrainingData source = TrainingData.read(read, surroundings, tables);
            if (!isShown) {
                columns(source);
                isShown = true;
            }
            ReplicaSettings.Settled settled = settled(asked, begun, source);
            kept = kept.trained(settled.recipe().without(Keys.FOLD).values());
            place.keep(kept);
            TrainingResult result = trained(number, settled, begun, source);
            unkept.addAll(unkept(number, result));
            if (result.ending().isInterrupted()) {
                interrupted(number, result);
                unkept.forEach(sentence -> surroundings.err().line("gradus: " + sentence));
                return ExitCode.INTERRUPTED;
            }
            FoldScores.Fold fold = measured(number, source, result);
            kept = kept.with(kept.scores().with(fold, result.model().meaning().outputs()));
            place.keep(kept);
            if (!shown.quiet()) {
                screen().line(FoldReport.line(kept.scores()));
            }
        }
        ended(kept, unkept::add);
        unkept.forEach(sentence -> surroundings.err().line("gradus: " + sentence));
        boolean isDiverged =
                kept.scores().folds().stream().anyMatch(fold -> fold.measured().isEmpty());
        return isDiverged ? ExitCode.DIVERGED : unkept.isEmpty() ? ExitCode.DONE : ExitCode.UNKEPT;
    }

    /**
     * Requires that the folds that are left are trained as those before them were: other data or
     * defaults would make them incomparable. A fold that was begun is compared when it continues.
     *
     * @throws RunException if they are not; the message says in which way
     */
    private void requireUnchanged(Kept kept, SurveyedTable.Opening tables) {
        List<Integer> numbers = IntStream.rangeClosed(1, count).boxed().toList();
        boolean isAnyLeft =
                numbers.stream()
                        .anyMatch(each -> !kept.scores().has(each) && begun(each).isEmpty());
        numbers.stream()
                .filter(each -> begun(each).isPresent())
                .findFirst()
                .filter(_ -> isAnyLeft)
                .ifPresent(each -> requireUnchanged(each, begun(each).orElseThrow(), tables));
    }

    private void requireUnchanged(int number, Run run, SurveyedTable.Opening tables) {
        Recipe asked = recipe(number);
        TrainingData source = TrainingData.read(asked, surroundings, tables);
        Trainer trainer = trainer(settled(asked, Optional.empty(), source), source);
        try (Training training = trainer.doubts(_ -> {}).prepare(source.train())) {
            List<String> changes = Resume.changes(training, run);
            if (!changes.isEmpty()) {
                throw new RunException(
                        "the folds that are left would be trained in another way than fold %s (%s); continue with the data and the version of Gradus that they were begun with, or begin a new cross-validation"
                                .formatted(fold(number), String.join("; ", changes)));
            }
        }
    }

    /** Returns the run of a fold that an earlier process began. */
    private Optional<Run> begun(int number) {
        Path run = folder.resolve(name(number));
        return Run.isRun(run) ? Optional.of(Run.open(run)) : Optional.empty();
    }

    private static String name(int number) {
        return "fold-" + number;
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

    private TrainingResult trained(
            int number, ReplicaSettings.Settled settled, Optional<Run> begun, TrainingData source) {
        Trainer trainer =
                trainer(settled, source).warnings(text -> surroundings.warn(fold(number, text)));
        Trainer placed =
                begun.map(trainer::runIn).orElseGet(() -> trainer.runs(folder, name(number)));
        Trainer noted =
                begun.isEmpty() && draft.text(Keys.CLASS_WEIGHTS.name()).isPresent()
                        ? placed.note(source.weights().sentence(settled.recipe()))
                        : placed;
        try (Training training = noted.prepare(source.train());
                var interruption = Interruption.of(training, Optional.empty())) {
            begun.ifPresent(run -> Resume.goOn(training, run, Changes.REFUSED));
            TrainingResult result = training.run();
            interruption.endsWith(
                    result.ending().isInterrupted() ? ExitCode.INTERRUPTED : ExitCode.DONE);
            return result;
        }
    }

    private static Trainer trainer(ReplicaSettings.Settled settled, TrainingData source) {
        Dataset test = source.test().orElseThrow();
        return settled.noted(Launch.described(source.trainer(settled.recipe()), source))
                .testOn(test);
    }

    private ReplicaSettings.Settled settled(
            Recipe asked, Optional<Run> begun, TrainingData source) {
        return begun.isPresent()
                ? new ReplicaSettings.Settled(asked, Optional.empty())
                : ReplicaSettings.of(draft).divided(source.completed(asked));
    }

    private static FoldScores.Fold measured(
            int number, TrainingData source, TrainingResult result) {
        return new FoldScores.Fold(
                number,
                result.run().map(Run::id).orElse(""),
                source.train().size(),
                source.test().orElseThrow().size(),
                result.steps(),
                (result.ending().reason().word() + " " + result.ending().detail()).strip(),
                result.ending().isDiverged() ? Map.of() : result.test(),
                !result.ending().isDiverged()
                                && result.testScores().orElse(null) instanceof ClassScores scores
                        ? scores.confusion()
                        : List.of());
    }

    private void interrupted(int number, TrainingResult result) {
        screen().line(
                        Text.of(
                                "interrupted in fold %s after %s; the folds before it are in %s",
                                fold(number), NumberText.counted(result.steps(), "step"), folder));
        screen().line(
                        "next: %s goes on with this fold and trains the others"
                                .formatted(continuing()));
    }

    /** Reports all folds; {@code unkept} takes what cannot be kept of that, a sentence. */
    private void ended(Kept kept, Consumer<String> unkept) {
        if (shown.json()) {
            surroundings.out().line(FoldReport.json(kept));
        }
        FoldReport.table(kept.scores(), screen());
        FoldReport.confusion(kept.scores(), screen());
        String matrix =
                FoldReport.picture(
                                kept.scores(), Text.of("%s, %d folds", folder.getFileName(), count))
                        .map(figure -> drawn(figure, unkept))
                        .orElse("");
        screen().line(
                        "folds: %s   (scores in %s%s; a run and its model for each fold)"
                                .formatted(folder, RunGroup.FOLDS.file(), matrix));
        screen().line(
                        "No network was trained on all rows: the same command without --folds does that.");
    }

    /** Draws the matrix, and says where; without it, all numbers are kept. */
    private String drawn(Figure matrix, Consumer<String> unkept) {
        boolean isDrawn =
                new Drawing(
                                "the matrix",
                                "; %s draws it again".formatted(continuing()),
                                screen()::line,
                                unkept)
                        .attempt(() -> RunPictures.draw(matrix, folder, RunPlots.CONFUSION));
        return isDrawn ? ", the matrix in confusion.svg and .png" : "";
    }

    private Output screen() {
        return shown.json() ? surroundings.err() : surroundings.out();
    }

    /** Returns a new folder for a cross-validation. */
    static Path folder(Runs runs, String name) {
        runs.requireFree(name);
        return runs.folder().resolve(name);
    }

    /** Returns the folder of a cross-validation that is named as runs are, if there is one. */
    static Optional<Path> find(Path runs, String name) {
        return Stream.of(runs.resolve(name), Path.of(name))
                .filter(RunGroup.FOLDS::isIn)
                .findFirst();
    }

    /**
     * Returns what was asked for, with what it meant to the version that trained the first fold.
     */
    private static Draft asked(Kept kept, String file) {
        Draft asked = Draft.of(kept.asked(), file);
        Optional<String> meant =
                TableUse.ofRecord(Draft.of(kept.recipe(), file).recipe()).find(Keys.PREPARATION);
        return meant.map(preparation -> asked.with(Keys.PREPARATION.name(), preparation, file))
                .orElse(asked);
    }

    /**
     * Continues a cross-validation that did not finish: folds that are measured stay, one that was
     * interrupted continues from its newest checkpoint, the others are trained.
     */
    static int resume(Path folder, Launch.Shown shown, Surroundings surroundings) {
        try (FoldFolder place = FoldFolder.open(folder)) {
            Kept kept = place.kept();
            return new CrossValidation(
                            asked(kept, place.file().toString()),
                            kept.scores().count(),
                            folder,
                            shown,
                            surroundings)
                    .run(kept, place);
        }
    }
}
