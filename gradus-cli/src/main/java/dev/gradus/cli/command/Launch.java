package dev.gradus.cli.command;

import dev.gradus.cli.input.DataForm;
import dev.gradus.cli.screen.ForecastJson;
import dev.gradus.cli.screen.Interruption;
import dev.gradus.cli.screen.JsonEvents;
import dev.gradus.cli.screen.PauseMenu;
import dev.gradus.cli.screen.Progress;
import dev.gradus.cli.screen.QuietWarnings;
import dev.gradus.cli.screen.Redrawn;
import dev.gradus.cli.screen.TrainReport;
import dev.gradus.cli.syntax.ExitCode;
import dev.gradus.cli.syntax.Output;
import dev.gradus.cli.syntax.Surroundings;
import dev.gradus.cli.terminal.Style;
import dev.gradus.cli.terminal.TerminalSize;
import dev.gradus.data.Dataset;
import dev.gradus.number.Text;
import dev.gradus.recipe.Keys;
import dev.gradus.recipe.Recipe;
import dev.gradus.recipe.TableUse;
import dev.gradus.run.event.TrainingListener;
import dev.gradus.train.Forecast;
import dev.gradus.train.Trainer;
import dev.gradus.train.Training;
import dev.gradus.train.TrainingResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What all commands that train share: data, trainer, progress, signals and the report.
 *
 * @param shown how a run is shown
 * @param surroundings where it reads and writes
 * @param moved where the data of a run are now, if they are no longer where its record says
 */
record Launch(Shown shown, Surroundings surroundings, Optional<String> moved) {
    Launch(Shown shown, Surroundings surroundings) {
        this(shown, surroundings, Optional.empty());
    }

    /** Returns the same for a run whose data are elsewhere than its record says. */
    Launch with(Optional<String> moved) {
        return new Launch(shown, surroundings, moved);
    }

    /**
     * How a run is shown.
     *
     * @param json events as JSON lines, and nothing else on standard output
     * @param quiet no progress
     */
    record Shown(boolean json, boolean quiet) {}

    /** More classes than these are only in the run's configuration. */
    private static final int LISTED = 12;

    /** The name, in a run's record, of the facts about each column of its table. */
    private static final String TABLE = "table";

    /**
     * A training that is about to run, and its data.
     *
     * @param trainer without a run folder
     * @param train the training data
     */
    record Ready(Trainer trainer, Dataset train) {}

    /** Reads the data and describes the run, except for its folder. */
    Ready ready(Recipe recipe) {
        TrainingData source = source(recipe, surroundings);
        return new Ready(watched(source.trainer(recipe), source), source.train());
    }

    /** Reads the data of a run on record, as they were read when it was started. */
    static TrainingData source(Recipe recipe, Surroundings surroundings) {
        return TrainingData.read(DataForm.used(recorded(recipe), surroundings), surroundings);
    }

    /**
     * Returns a run's recipe as its data are read: a record without a share held nothing out,
     * whatever the default is now.
     */
    static Recipe recorded(Recipe recipe) {
        Recipe prepared = TableUse.ofRecord(recipe);
        return prepared.find(Keys.VALIDATION_SHARE).isPresent()
                ? prepared
                : prepared.with(Keys.VALIDATION_SHARE, 0.0);
    }

    /** Adds the listeners and the test data to a trainer. */
    Trainer watched(Trainer trainer, TrainingData source) {
        Set<String> warned = ConcurrentHashMap.newKeySet();
        Trainer watched =
                trainer.warnings(
                                text -> {
                                    warned.add(text);
                                    surroundings.warn(text);
                                })
                        .listeners(listeners(warned).toArray(TrainingListener[]::new));
        Trainer described = described(watched, source);
        return source.test().map(described::testOn).orElse(described);
    }

    /** Adds to a trainer what its record and model contain about the data. */
    static Trainer described(Trainer trainer, TrainingData source) {
        Trainer described = classesNamed(trainer, source.train().classNames());
        for (String note : source.notes()) {
            described = described.note(note);
        }
        return source.table().isPresent() ? described(described, source.table().get()) : described;
    }

    private static Trainer described(Trainer trainer, TrainingData.OfTable table) {
        Trainer described =
                table.columns()
                        .map(columns -> trainer.describe(TABLE, columns.recorded()))
                        .orElse(trainer);
        for (String note : table.notes()) {
            described = described.note(note);
        }
        return described;
    }

    /** Prints and records the numbers that stand for names in the data. */
    private static Trainer classesNamed(Trainer trainer, List<String> names) {
        if (names.isEmpty()) {
            return trainer;
        }
        return trainer.describe("classes", names)
                .note(
                        Text.of(
                                "%,d classes, numbered from 0: %s",
                                names.size(), Text.listed(names, LISTED)));
    }

    /**
     * How a run ended.
     *
     * @param result its result
     * @param exitCode the exit code
     */
    record Ended(TrainingResult result, int exitCode) {}

    /** Prints a forecast, as text or as an object. */
    void show(Forecast forecast) {
        surroundings.out().line(shown.json() ? ForecastJson.of(forecast) : forecast.sentence());
    }

    /** Trains to the end, or until a signal, and reports the result. */
    Ended run(Training training) {
        return run(training, List.of());
    }

    /**
     * Trains to the end, or until a signal, and reports the result.
     *
     * @param unkept what could not be saved before training started, one sentence each
     */
    Ended run(Training training, List<String> unkept) {
        try (var interruption = Interruption.of(training, menu(training))) {
            TrainingResult result = training.run();
            var missing = new ArrayList<String>(unkept);
            result.unkept().forEach(each -> missing.add(each.sentence()));
            var report = new TrainReport(screen(), surroundings.launcher(), moved);
            if (result.ending().isInterrupted()) {
                report.interrupted(result);
            } else {
                missing.addAll(report.ended(result));
            }
            missing.forEach(sentence -> surroundings.err().line("gradus: " + sentence));
            surroundings.err().stream().flush();
            int code = exitCode(result, missing);
            interruption.endsWith(code);
            return new Ended(result, code);
        }
    }

    private static int exitCode(TrainingResult result, List<String> missing) {
        if (result.ending().isDiverged()) {
            return ExitCode.DIVERGED;
        }
        if (!missing.isEmpty()) {
            return ExitCode.UNKEPT;
        }
        return result.ending().isInterrupted() ? ExitCode.INTERRUPTED : ExitCode.DONE;
    }

    /** Returns the menu for Ctrl-C; empty unless a person sees it and can type. */
    private Optional<PauseMenu> menu(Training training) {
        return surroundings.in().isKeyboard() && screen().isTerminal() && !shown.quiet()
                ? Optional.of(new PauseMenu(training, surroundings.in(), screen()))
                : Optional.empty();
    }

    Output screen() {
        return shown.json() ? surroundings.err() : surroundings.out();
    }

    /** Returns the lines of a screen that are redrawn. */
    Redrawn live(Output screen) {
        return screen.isTerminal()
                ? new Redrawn(
                        screen,
                        new TerminalSize()::columns,
                        TerminalSize.isReflowing(surroundings.environment())
                                ? Redrawn.Narrowing.BREAKS
                                : Redrawn.Narrowing.CUTS)
                : new Redrawn(screen, () -> Integer.MAX_VALUE, Redrawn.Narrowing.CUTS);
    }

    private List<TrainingListener> listeners(Set<String> warned) {
        var listeners = new ArrayList<TrainingListener>();
        if (shown.json()) {
            listeners.add(new JsonEvents(surroundings.out().stream()));
        }
        if (!shown.quiet()) {
            Output screen = surroundings.withoutCursor(screen());
            listeners.add(
                    new Progress(
                            screen,
                            surroundings.hasColour(screen) ? Style.COLOURED : Style.PLAIN,
                            System::nanoTime,
                            live(screen),
                            warned::contains));
        } else {
            listeners.add(new QuietWarnings(surroundings::warn, warned));
        }
        return listeners;
    }
}
