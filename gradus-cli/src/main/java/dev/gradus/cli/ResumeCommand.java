package dev.gradus.cli;

import dev.gradus.run.Run;
import dev.gradus.train.Training;
import dev.gradus.train.checkpoint.CheckpointStore;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gradus resume}. */
@Command(
        name = "resume",
        customSynopsis = "gradus resume [OPTION...] RUN",
        description = {
            "Go on with a run from its newest valid checkpoint.",
            "The result has the same bits as that of a run that never stopped."
        },
        sortOptions = false,
        footer = {"", "Example:", "  gradus resume latest"})
final class ResumeCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(
            paramLabel = "RUN",
            showDefaultValue = Visibility.NEVER,
            description = "latest, a run's id or the beginning of it, or the path of its folder.")
    private String name = "";

    @Option(
            names = {"--learning-rate", "--lr"},
            paramLabel = "TEXT",
            description = "A number to hold or a schedule for the rest, in place of the run's own.")
    private @Nullable String learningRate;

    @Mixin private RunOptions options = new RunOptions();

    ResumeCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        if (learningRate != null) {
            RateWish.controls(learningRate);
        }
        Run run = options.find(name, surroundings);
        Launch launch = options.launch(run, surroundings);
        Launch.Ready ready = launch.ready(RunOptions.data(run));
        try (Training training =
                ready.trainer()
                        .describe(RecordedOptions.KEY, RecordedOptions.kept(run))
                        .runIn(run)
                        .prepare(ready.train())) {
            goOn(training, run);
            if (training.isOver()) {
                launch.screen().line("run %s is at its end".formatted(run.id()));
            } else if (learningRate != null) {
                RateWish.ask(training, learningRate, "resume --lr");
            }
            return Launch.exitCode(launch.run(training));
        }
    }

    /** A run that died before its first checkpoint begins again: it has lost nothing else. */
    private static void goOn(Training training, Run run) {
        var store = new CheckpointStore(run.checkpoints(), 1);
        if (store.steps().isEmpty()) {
            training.resume(training.snapshot(), "the beginning: there is no checkpoint yet");
        } else {
            training.resume(store.newest());
        }
    }
}
