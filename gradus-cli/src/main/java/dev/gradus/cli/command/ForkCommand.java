package dev.gradus.cli.command;

import dev.gradus.cli.record.CompareCommand;
import dev.gradus.cli.screen.RateWish;
import dev.gradus.cli.syntax.Command;
import dev.gradus.cli.syntax.ExitCode;
import dev.gradus.cli.syntax.Output;
import dev.gradus.cli.syntax.Surroundings;
import dev.gradus.cli.syntax.Syntax;
import dev.gradus.number.Text;
import dev.gradus.run.Run;
import dev.gradus.train.Trainer;
import dev.gradus.train.Training;
import dev.gradus.train.checkpoint.CheckpointStore;
import dev.gradus.train.checkpoint.Loaded;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code gradus fork}. */
public final class ForkCommand implements Command {
    private final Surroundings surroundings;
    private String name = "";
    private List<String> learningRates = List.of();
    private @Nullable String forkName;
    private final RunOptions options = new RunOptions();

    public ForkCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Syntax syntax() {
        return Syntax.of("fork", this)
                .synopsis("[OPTION...] RUN[@STEP]")
                .description(
                        "Start new runs from a checkpoint of another run, which is not changed.",
                        "With several learning rates, each is tried, and all are compared at the end.")
                .example("gradus fork latest@938 --lr 0.003 --lr \"cosine(0.003, 0)\"")
                .parameter("RUN[@STEP]", name, word -> name = word)
                .says(
                        "latest, a run's name or whole words of it, or the path of its folder,",
                        "and the step of one of its checkpoints; by default the newest.")
                .repeatable(
                        "--lr, --learning-rate=TEXT", learningRates, texts -> learningRates = texts)
                .says(
                        "A number to hold or a schedule for the rest, instead of the run's own;",
                        "may be given more than once.")
                .option("--name=NAME", String.class, forkName, text -> forkName = text)
                .says("The new run's name, instead of a generated one.")
                .with(options::declare);
    }

    @Override
    public Integer call() {
        learningRates.forEach(RateWish::controls);
        if (forkName != null && learningRates.size() > 1) {
            throw new IllegalArgumentException(
                    Text.of(
                            "--name names one run, but there are %d learning rates",
                            learningRates.size()));
        }
        int at = stepMark(name);
        Run parent = options.find(at < 0 ? name : name.substring(0, at), surroundings);
        parent.damage().ifPresent(surroundings::warn);
        var store = new CheckpointStore(parent.checkpoints(), 1);
        Loaded loaded = at < 0 ? store.newest() : store.at(step(name.substring(at + 1)));
        var runs = new ArrayList<String>(List.of(parent.id()));
        int code = ExitCode.DONE;
        for (String rate : learningRates.isEmpty() ? List.of("") : learningRates) {
            Launch.Ended ended = train(parent, loaded, rate);
            ended.result().run().ifPresent(run -> runs.add(run.id()));
            code = Math.max(code, ended.exitCode());
            if (ended.result().ending().isInterrupted()) {
                break;
            }
        }
        if (learningRates.size() > 1) {
            compare(runs);
        }
        return code;
    }

    /** An @ in the path of a run's folder does not introduce a step. */
    private static int stepMark(String name) {
        int at = name.lastIndexOf('@');
        return name.indexOf('/', at + 1) < 0 && name.indexOf(File.separatorChar, at + 1) < 0
                ? at
                : -1;
    }

    private static long step(String text) {
        if (!text.matches("\\d{1,18}")) {
            throw new IllegalArgumentException(
                    "after @ comes the step of a checkpoint, as in latest@938, got '%s'"
                            .formatted(text));
        }
        return Long.parseLong(text);
    }

    private Launch.Ended train(Run parent, Loaded loaded, String rate) {
        Launch launch = options.launch(surroundings);
        Launch.Ready ready = launch.ready(RunOptions.recipe(parent));
        String origin = parent.id() + "@" + loaded.step();
        if (!rate.isEmpty() && !options.quiet) {
            launch.screen().line("fork of %s with learning rate %s".formatted(origin, rate));
        }
        try (Training training = placed(ready.trainer()).parent(origin).prepare(ready.train())) {
            training.fork(loaded);
            if (loaded.step() >= training.session().end()) {
                surroundings.warn(
                        "nothing is left to train: step %s is the end of %s; fork from an earlier checkpoint, or make a run longer with gradus resume %s --steps N --extend append"
                                .formatted(loaded.step(), parent.id(), parent.id()));
            }
            if (!rate.isEmpty()) {
                RateWish.ask(training, rate, "fork --lr");
            }
            return launch.run(training);
        }
    }

    private Trainer placed(Trainer trainer) {
        Path runs = options.runs.path(surroundings);
        return forkName == null ? trainer.runs(runs) : trainer.runs(runs, forkName);
    }

    private void compare(List<String> runs) {
        Output screen = options.json ? surroundings.err() : surroundings.out();
        var shown =
                new Surroundings(
                        surroundings.in(),
                        screen,
                        surroundings.err(),
                        surroundings.directory(),
                        surroundings.environment());
        new CompareCommand(shown, options.runs, runs).call();
    }
}
