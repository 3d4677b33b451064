package dev.gradus.cli.command;

import dev.gradus.cli.input.RunsFolder;
import dev.gradus.cli.input.TableDoor;
import dev.gradus.cli.screen.RateWish;
import dev.gradus.cli.syntax.Command;
import dev.gradus.cli.syntax.Surroundings;
import dev.gradus.cli.syntax.Syntax;
import dev.gradus.data.DataException;
import dev.gradus.data.jdbc.JdbcAddress;
import dev.gradus.number.NumberText;
import dev.gradus.recipe.Draft;
import dev.gradus.recipe.Keys;
import dev.gradus.recipe.Recipe;
import dev.gradus.run.Run;
import dev.gradus.run.control.Continuation;
import dev.gradus.run.control.Control;
import dev.gradus.run.event.Answer;
import dev.gradus.run.event.TrainingEvent.ControlAnswered;
import dev.gradus.train.Changes;
import dev.gradus.train.Resume;
import dev.gradus.train.Trainer;
import dev.gradus.train.Training;
import dev.gradus.train.session.Extension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code gradus resume}. */
public final class ResumeCommand implements Command {
    private final Surroundings surroundings;
    private String name = "";
    private @Nullable String learningRate;
    private @Nullable Double epochs;
    private @Nullable Long steps;
    private @Nullable String extend;
    private boolean acceptChanges;
    private @Nullable String data;
    private @Nullable Integer workers;
    private final ClusterOption on = new ClusterOption();
    private final RunOptions options = new RunOptions();

    public ResumeCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Syntax syntax() {
        return Syntax.of("resume", this)
                .synopsis("[OPTION...] RUN")
                .description(
                        "Continue a run from its newest valid checkpoint.",
                        "The result has the same bits as that of an uninterrupted run.",
                        "For a cross-validation (--folds), train the folds that are not trained yet.")
                .example("gradus resume latest")
                .parameter("RUN", name, word -> name = word)
                .says(RunsFolder.RUN)
                .option(
                        "--lr, --learning-rate=TEXT",
                        String.class,
                        learningRate,
                        text -> learningRate = text)
                .says("A number to hold or a schedule for the rest, instead of the run's own.")
                .with(this::declareLength)
                .option("--data=DATA", String.class, data, text -> data = text)
                .says(
                        "Where the run's data are now, if they have moved. They must be the same data:",
                        "others are refused, unless --accept-changes is given.")
                .option("--workers=N", Integer.class, workers, count -> workers = count)
                .says(
                        "How many replicas a run with replicas continues with; its further bits then differ.")
                .with(cluster -> on.declare(cluster, "the replicas are trained"))
                .with(options::declare);
    }

    private void declareLength(Syntax syntax) {
        syntax.option("--epochs=N", Double.class, epochs, count -> epochs = count)
                .says("A new length for the whole run, in passes over the data; see --extend.")
                .option("--steps=N", Long.class, steps, count -> steps = count)
                .says("A new length for the whole run, in updates.")
                .option("--extend=keep|stretch|append", String.class, extend, word -> extend = word)
                .says(
                        "How schedules continue in a run of another length. keep: as planned, then the",
                        "value they end with; stretch: planned again for the new length; append: once",
                        "more over the added steps.")
                .flag("--accept-changes", acceptChanges, accepted -> acceptChanges = accepted)
                .says(
                        "Continue although the data, the recipe or the run of the checkpoint have changed;",
                        "the differences are recorded.");
    }

    @Override
    public Integer call() {
        Optional<Path> folds = CrossValidation.find(options.runs.path(surroundings), name);
        return folds.isPresent() ? folds(folds.get()) : run();
    }

    private int folds(Path folder) {
        if (learningRate != null
                || epochs != null
                || steps != null
                || extend != null
                || data != null
                || acceptChanges) {
            throw new IllegalArgumentException(
                    "%s is a cross-validation, which continues as it was started, so that its folds are alike; leave out --lr, --epochs, --steps, --extend, --data and --accept-changes"
                            .formatted(name));
        }
        if (workers != null || on.isGiven()) {
            throw new IllegalArgumentException(
                    "%s is a cross-validation, which continues as it was started; leave out --workers and --on"
                            .formatted(name));
        }
        return CrossValidation.resume(
                folder, new Launch.Shown(options.json, options.quiet), surroundings);
    }

    private int run() {
        Run run = options.find(name, surroundings);
        Optional<String> length = length();
        Optional<Continuation> continuation = Optional.ofNullable(extend).map(Continuation::of);
        List<Control> rates = learningRate == null ? List.of() : RateWish.controls(learningRate);
        Recipe recorded = RunOptions.recipe(run);
        requireThere(run, recorded);
        TableDoor.Hidden found = found(recorded);
        Launch launch = options.launch(found.surroundings()).with(Optional.ofNullable(data));
        Recipe asked = found.draft().recipe();
        Recipe recipe = workers == null ? asked : asked.with(Keys.REPLICAS, workers);
        Launch.Ready ready = launch.ready(recipe);
        try (on;
                Training training =
                        on.placed(
                                        moved(ready.trainer(), found, recorded).runIn(run),
                                        recipe,
                                        found.surroundings())
                                .prepare(ready.train())) {
            Resume.goOn(training, run, acceptChanges ? Changes.ACCEPTED : Changes.REFUSED);
            var wishes = new ArrayList<Control>();
            if (length.isPresent() && isNew(length.get(), run, training, launch)) {
                wishes.add(
                        new Control.Extend(
                                length.get(), continuation.orElseThrow(ResumeCommand::unclear)));
            }
            wishes.addAll(rates);
            if (!wishes.isEmpty()) {
                training.change(wishes, "resume");
            }
            if (training.session().step() >= training.session().end()) {
                launch.screen().line("run %s is complete".formatted(run.id()));
            }
            return launch.run(training).exitCode();
        }
    }

    /** Puts on record that the data are elsewhere than when the run was started, if they are. */
    private Trainer moved(Trainer trainer, TableDoor.Hidden found, Recipe recorded) {
        return data == null
                ? trainer
                : trainer.note(
                        "the data are read from %s; the run was started with %s"
                                .formatted(
                                        found.draft().text(Keys.DATA.name()).orElseThrow(),
                                        recorded.get(Keys.DATA)));
    }

    /** Returns the recipe with the place where the data are now. */
    private TableDoor.Hidden found(Recipe recorded) {
        Draft draft = Draft.of(recorded);
        return TableDoor.hidden(
                data == null ? draft : draft.with(Keys.DATA.name(), data, "--data"), surroundings);
    }

    /** Refuses a run whose data have moved, and says what to add, before they are read. */
    private void requireThere(Run run, Recipe recorded) {
        String name = recorded.get(Keys.DATA);
        if (data != null || JdbcAddress.isAddress(name)) {
            return;
        }
        Path file = Path.of(name.replaceFirst("^" + TableDoor.IMAGES, ""));
        if (file.isAbsolute() && Files.notExists(file)) {
            throw new DataException(
                    "run %s was trained on %s, which is no longer there; say where the data are now with --data"
                            .formatted(run.id(), file));
        }
    }

    /** Returns the requested length of the whole run, if any. */
    private Optional<String> length() {
        if (epochs == null && steps == null) {
            if (extend != null) {
                throw new IllegalArgumentException(
                        "--extend needs the new length of the run; add --epochs or --steps");
            }
            return Optional.empty();
        }
        if (epochs != null && steps != null) {
            throw new IllegalArgumentException(
                    "--epochs and --steps both set the length; give one");
        }
        if (epochs != null && !Double.isFinite(epochs)) {
            throw new IllegalArgumentException("--epochs takes a number, got " + epochs);
        }
        return Optional.of(
                epochs != null ? NumberText.plain(epochs) + "ep" : String.valueOf(steps));
    }

    /** Returns whether the run has another length, by all changes on record; if not, says so. */
    private boolean isNew(String length, Run run, Training training, Launch launch) {
        long wanted = Extension.steps(length, training.session());
        // What cannot be read is named when the run is resumed.
        List<ControlAnswered> changes = run.changes(_ -> {});
        long planned =
                changes.stream()
                        .map(ControlAnswered::answer)
                        .flatMap(answer ->
                                answer instanceof Answer.Applied(_, var changed)
                                        ? changed.stream()
                                        : Stream.empty())
                        .map(Answer.LengthChange::after)
                        .reduce(training.session().end(), (_, later) -> later);
        if (wanted == planned) {
            launch.screen()
                    .line(
                            "run %s has %s already: its length stays"
                                    .formatted(run.id(), NumberText.counted(planned, "step")));
        }
        return wanted != planned;
    }

    private static IllegalArgumentException unclear() {
        return new IllegalArgumentException(
                "the run's length changes; say how its schedules continue: --extend keep (as planned, then the value they end with), --extend stretch (to the new length) or --extend append (once more over the added steps)");
    }
}
