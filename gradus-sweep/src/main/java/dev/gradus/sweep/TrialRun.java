package dev.gradus.sweep;

import dev.gradus.recipe.Keys;
import dev.gradus.recipe.Recipe;
import dev.gradus.run.Run;
import dev.gradus.run.control.Control;
import dev.gradus.train.Changes;
import dev.gradus.train.Resume;
import dev.gradus.train.Trainer;
import dev.gradus.train.Training;
import dev.gradus.train.TrainingResult;
import dev.gradus.train.state.Unkept;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Trains one trial to the end of a rung, from the start or from its checkpoint.
 *
 * @param folder where its run is kept
 * @param workshop makes its trainer
 * @param isStopped whether the sweep must end; then the run is saved, to be continued later
 * @param notes takes notes, a sentence each
 */
record TrialRun(
        SweepFolder folder, Workshop workshop, BooleanSupplier isStopped, Consumer<String> notes)
        implements TrialTrainer {
    private static final String BY = "sweep";

    @Override
    public Optional<SweepResult> train(SweepTrial trial, int number, Halving.Rung rung) {
        Workshop.Ready ready = workshop.ready(frugal(trial.recipe()));
        Optional<Run> earlier = folder.find(trial, notes);
        Trainer quiet = ready.trainer().doubts(_ -> {}); // the table shows which are not good
        Trainer trainer =
                earlier.map(quiet::runIn)
                        .orElseGet(() -> quiet.runs(folder.trials().folder(), trial.name()));
        try (Training training = trainer.prepare(ready.train())) {
            earlier.ifPresent(run -> {
                SweepCheck.requireSame(training, run);
                Resume.goOn(training, run, Changes.REFUSED);
            });
            return train(training, trial, number, rung);
        }
    }

    /**
     * Returns the recipe with defaults for many runs: one checkpoint besides the best, and one
     * thread.
     */
    static Recipe frugal(Recipe recipe) {
        Recipe alone =
                recipe.find(Keys.THREADS).isPresent() ? recipe : recipe.with(Keys.THREADS, 1);
        return alone.find(Keys.KEEP).isPresent() ? alone : alone.with(Keys.KEEP, 1);
    }

    private Optional<SweepResult> train(
            Training training, SweepTrial trial, int number, Halving.Rung rung) {
        long end = training.session().end();
        long until = rung.stepsOf(end);
        while (!training.isOver() && training.session().step() < until) {
            if (isStopped.getAsBoolean()) {
                training.change(List.of(new Control.Quit()), BY);
            } else {
                training.turn();
            }
        }
        if (!training.isOver() && until < end) {
            training.change(List.of(new Control.Stop()), BY);
        }
        TrainingResult result = training.run();
        boolean isToContinue = result.ending().isInterrupted();
        if (isToContinue && !isStopped.getAsBoolean()) {
            throw new IllegalArgumentException(
                    "the run was interrupted while the sweep went on: " + result.ending().detail());
        }
        List<String> unkept = result.unkept().stream().map(Unkept::sentence).toList();
        if (isToContinue) {
            unkept.forEach(
                    sentence -> notes.accept("run %s: %s".formatted(trial.name(), sentence)));
        }
        return isToContinue
                ? Optional.empty()
                : Optional.of(
                        new SweepResult(
                                trial.number(),
                                number,
                                result.steps(),
                                result.ending().reason(),
                                result.ending().detail(),
                                result.validation(),
                                result.state(),
                                unkept));
    }
}
