package dev.gradus.cli.command;

import dev.gradus.cli.syntax.Surroundings;
import dev.gradus.recipe.Keys;
import dev.gradus.recipe.OwnStopRule;
import dev.gradus.recipe.Recipe;
import dev.gradus.recipe.StopRule;
import dev.gradus.run.Run;
import dev.gradus.sweep.SweepFolder;
import dev.gradus.sweep.SweepTrial;
import dev.gradus.train.Changes;
import dev.gradus.train.Resume;
import dev.gradus.train.Trainer;
import dev.gradus.train.Training;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.util.List;

/**
 * Trains the best point of a sweep on all rows except the test part, which is measured at the end.
 *
 * @param folder the sweep
 * @param shown how the run is shown
 * @param surroundings where it reads and writes
 */
record BestPoint(SweepFolder folder, Launch.Shown shown, Surroundings surroundings) {
    private static final String NAME = "best";

    /**
     * Checks, before a sweep trains anything, that its best point can be trained without rows that
     * are held out.
     *
     * @throws IllegalArgumentException if a rule needs such rows; the message says what to do
     */
    static void requireTrainable(List<SweepTrial> trials) {
        for (SweepTrial trial : trials) {
            for (StopRule rule : trial.recipe().get(Keys.STOP)) {
                if (looksAtWhatIsHeldOut(rule)) {
                    throw new IllegalArgumentException(
                            "--then train also learns from the held-out rows, which leaves nothing for the stop rule \"%s\" to measure; leave one of the two out, and train best.yaml afterwards"
                                    .formatted(rule));
                }
            }
        }
    }

    private static boolean looksAtWhatIsHeldOut(StopRule rule) {
        return switch (rule) {
            case StopRule.TimeLimit _, StopRule.StepLimit _ -> false;
            case StopRule.Patience _, StopRule.Target _, OwnStopRule _ -> true;
        };
    }

    /** Returns the recipe to train: on all rows, judged by the training loss. */
    private static Recipe onAllRows(Recipe best) {
        return best.with(Keys.VALIDATION_SHARE, 0.0).without(Keys.JUDGE_BY);
    }

    /** Trains it, or continues an earlier run of the same recipe. */
    int train(Recipe best) {
        Recipe recipe = onAllRows(best);
        TrainingData source = TrainingData.read(recipe, surroundings);
        Recipe completed = source.completed(recipe);
        var launch = new Launch(shown, surroundings);
        Trainer trainer =
                launch.watched(source.trainer(completed), source)
                        .note("the best point of sweep " + folder.folder().getFileName())
                        .note("nothing is held out; judged by the training loss");
        String name = NAME;
        for (int number = 2; isThere(name); number++) {
            Run run = Run.open(folder.folder().resolve(name));
            try (Training training = trainer.runIn(run).prepare(source.train())) {
                if (Resume.isOf(training, run)) {
                    return goneOn(training, run, launch);
                }
            }
            name = NAME + "-" + number; // another point was the best: its run is kept
        }
        try (Training training = trainer.runs(folder.folder(), name).prepare(source.train())) {
            return launch.run(training).exitCode();
        }
    }

    private int goneOn(Training training, Run run, Launch launch) {
        Resume.goOn(training, run, Changes.REFUSED);
        if (training.session().step() >= training.session().end() && !shown.quiet()) {
            launch.screen().line("run %s has ended".formatted(run.folder()));
        }
        return launch.run(training).exitCode();
    }

    private boolean isThere(String name) {
        return Files.exists(folder.folder().resolve(name), LinkOption.NOFOLLOW_LINKS);
    }
}
