package dev.gradus.cli;

import dev.gradus.run.Run;
import dev.gradus.run.RunException;
import dev.gradus.run.Runs;
import dev.gradus.train.OwnParts;
import dev.gradus.train.checkpoint.CheckpointStore;
import dev.gradus.train.checkpoint.Loaded;
import java.util.List;
import java.util.Optional;

/** The options of commands that train again what a run folder describes. */
final class RunOptions {
    String runs = "runs";
    boolean json;
    boolean quiet;

    /** Says how these options are written. */
    void declare(Syntax syntax) {
        syntax.option("--runs=DIR", String.class, runs, folder -> runs = folder)
                .says("The folder of all runs.")
                .flag("--json", json, wanted -> json = wanted)
                .says("Events as JSON lines on standard output; progress goes to standard error.")
                .flag("--quiet", quiet, wanted -> quiet = wanted)
                .says("No progress.");
    }

    Run find(String name, Surroundings surroundings) {
        return new Runs(surroundings.path(runs)).find(name, surroundings::warn);
    }

    /** Returns what trains a run as it was started. */
    Launch launch(Run run, Surroundings surroundings) {
        requireOursAlone(run);
        TrainOptions options = RecordedOptions.read(run);
        options.runs = runs;
        options.json = json;
        options.quiet = quiet;
        return new Launch(options, surroundings);
    }

    /** A part that a user wrote in Java can be had from that program alone. */
    private static void requireOursAlone(Run run) {
        List<String> own = OwnParts.of(run.configuration());
        if (!own.isEmpty()) {
            throw new RunException(
                    "run %s has parts that a Java program handed in (%s), which this command cannot make; go on from that program: trainer.runIn(run).prepare(data), then resume"
                            .formatted(run.id(), String.join("; ", own)));
        }
    }

    /** Returns the checkpoint a run was forked from, if it was. */
    static Optional<Loaded> origin(Run run) {
        return run.configuration().text("parent").isPresent()
                ? Optional.of(new CheckpointStore(run.origin(), 1).newest())
                : Optional.empty();
    }

    static String data(Run run) {
        return run.configuration()
                .text("data")
                .orElseThrow(() ->
                        new RunException("run " + run.id() + " does not say what it trained on"));
    }
}
