package dev.gradus.cli.command;

import dev.gradus.cli.screen.RateWish;
import dev.gradus.cli.syntax.Command;
import dev.gradus.cli.syntax.Surroundings;
import dev.gradus.cli.syntax.Syntax;
import dev.gradus.number.NumberText;
import dev.gradus.run.Run;
import dev.gradus.run.control.Continuation;
import dev.gradus.run.control.Control;
import dev.gradus.train.Changes;
import dev.gradus.train.Resume;
import dev.gradus.train.Training;
import java.util.ArrayList;
import java.util.Optional;
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
                        "The result has the same bits as that of a run that never stopped.")
                .example("gradus resume latest")
                .parameter("RUN", name, word -> name = word)
                .says("latest, a run's id or the beginning of it, or the path of its folder.")
                .option(
                        "--lr, --learning-rate=TEXT",
                        String.class,
                        learningRate,
                        text -> learningRate = text)
                .says("A number to hold or a schedule for the rest, instead of the run's own.")
                .with(this::declareLength)
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
        var wishes = new ArrayList<Control>();
        extension().ifPresent(wishes::add);
        if (learningRate != null) {
            wishes.addAll(RateWish.controls(learningRate));
        }
        Run run = options.find(name, surroundings);
        Launch launch = options.launch(surroundings);
        Launch.Ready ready = launch.ready(RunOptions.recipe(run));
        try (Training training = ready.trainer().runIn(run).prepare(ready.train())) {
            Resume.goOn(training, run, acceptChanges ? Changes.ACCEPTED : Changes.REFUSED);
            if (!wishes.isEmpty()) {
                training.change(wishes, "resume");
            }
            if (training.session().step() >= training.session().end()) {
                launch.screen().line("run %s is complete".formatted(run.id()));
            }
            return launch.run(training).exitCode();
        }
    }

    /** Returns the requested new length, if any. */
    private Optional<Control> extension() {
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
        if (extend == null) {
            throw new IllegalArgumentException(
                    "the run's length changes; say how its schedules continue: --extend keep (as planned, then the value they end with), --extend stretch (to the new length) or --extend append (once more over the added steps)");
        }
        if (epochs != null && !Double.isFinite(epochs)) {
            throw new IllegalArgumentException("--epochs takes a number, got " + epochs);
        }
        String length = epochs != null ? NumberText.plain(epochs) + "ep" : String.valueOf(steps);
        return Optional.of(new Control.Extend(length, Continuation.of(extend)));
    }
}
