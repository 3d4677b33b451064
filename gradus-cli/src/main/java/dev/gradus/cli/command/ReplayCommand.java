package dev.gradus.cli.command;

import dev.gradus.cli.input.RunsFolder;
import dev.gradus.cli.syntax.Command;
import dev.gradus.cli.syntax.ExitCode;
import dev.gradus.cli.syntax.Surroundings;
import dev.gradus.cli.syntax.Syntax;
import dev.gradus.recipe.Keys;
import dev.gradus.recipe.Recipe;
import dev.gradus.recipe.StopRule;
import dev.gradus.run.Run;
import dev.gradus.run.ValidRecord;
import dev.gradus.run.event.EndReason.BuiltIn;
import dev.gradus.run.event.EventFaults;
import dev.gradus.run.event.TrainingEvent;
import dev.gradus.run.event.TrainingEvent.RunEnded;
import dev.gradus.run.json.RunException;
import dev.gradus.train.Replay;
import dev.gradus.train.Resume;
import dev.gradus.train.Training;
import java.util.List;

/** {@code gradus replay}. */
public final class ReplayCommand implements Command {
    private final Surroundings surroundings;
    private String name = "";
    private final RunOptions options = new RunOptions();

    public ReplayCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Syntax syntax() {
        return Syntax.of("replay", this)
                .synopsis("[OPTION...] RUN")
                .description(
                        "Train a run again from its record, including live changes, and compare the bits.",
                        "Exit code 0 if they are identical, 5 if not.")
                .example("gradus replay latest")
                .parameter("RUN", name, word -> name = word)
                .says(RunsFolder.RUN)
                .with(options::declare);
    }

    @Override
    public Integer call() {
        Run run = options.find(name, surroundings);
        run.damage().ifPresent(surroundings::warn);
        var faults = new EventFaults();
        ValidRecord record = run.validRecord(faults);
        faults.sentence().ifPresent(surroundings::warn);
        if (record.events().isEmpty()) {
            throw new RunException("run %s has no record to replay".formatted(run.id()));
        }
        Launch launch = options.launch(surroundings);
        Launch.Ready ready = launch.ready(clockless(RunOptions.recipe(run), record.events()));
        Replay.Outcome outcome;
        try (Training training = ready.trainer().prepare(ready.train())) {
            Replay.causes(record.events(), training)
                    .forEach(cause -> surroundings.warn("the bits may differ: " + cause));
            Resume.origin(run).ifPresent(origin -> Replay.begin(training, origin));
            outcome = Replay.of(record, training);
        }
        launch.screen().line(outcome.text());
        return switch (outcome) {
            case Replay.Identical _ -> ExitCode.DONE;
            case Replay.Differs _ -> ExitCode.DIFFERS;
        };
    }

    /** Makes a run that a time limit ended end at the same step, regardless of the clock. */
    private static Recipe clockless(Recipe recipe, List<TrainingEvent> record) {
        long end =
                record.getLast() instanceof RunEnded ended && ended.reason() == BuiltIn.TIME
                        ? ended.steps()
                        : Long.MAX_VALUE;
        return recipe.with(
                Keys.STOP,
                recipe.get(Keys.STOP).stream()
                        .map(rule ->
                                rule instanceof StopRule.TimeLimit ? StopRule.stepLimit(end) : rule)
                        .toList());
    }
}
