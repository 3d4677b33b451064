package dev.gradus.cli.command;

import dev.gradus.cli.input.RunsFolder;
import dev.gradus.cli.syntax.Surroundings;
import dev.gradus.cli.syntax.Syntax;
import dev.gradus.model.Model;
import dev.gradus.model.ModelException;
import dev.gradus.run.Run;
import dev.gradus.run.json.RunException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Where a command finds its model: a model file, or the run that saved one. */
final class ModelPlace {
    private static final String ENDING = ".gradus";
    private static final String FILE = "model" + ENDING;

    private String name = "";
    private final RunsFolder runs = new RunsFolder();

    /** Says how a model is written on the command line. */
    void declare(Syntax syntax) {
        syntax.parameter("MODEL|RUN", name, word -> name = word)
                .says(
                        "A model file; or latest, a run's name or whole words of it, or the path of its",
                        "folder.")
                .with(runs::declare);
    }

    /**
     * Reads the model.
     *
     * @throws ModelException if there is none, or it cannot be read
     * @throws dev.gradus.run.json.RunException if it is neither a file nor a run
     */
    Model load(Surroundings surroundings) {
        return Model.load(file(surroundings));
    }

    /**
     * Reads the model of a command that is given data after it.
     *
     * @param data where the data are
     * @throws IllegalArgumentException if the model is where the data are expected
     */
    Model load(Surroundings surroundings, String data) {
        try {
            return load(surroundings);
        } catch (ModelException | RunException fault) {
            if (isModel(data, surroundings)) {
                throw new IllegalArgumentException(
                        "'%s' is no model, but '%s' is one; the model comes first, then the data"
                                .formatted(name, data),
                        fault);
            }
            throw fault;
        }
    }

    private boolean isModel(String other, Surroundings surroundings) {
        try {
            Model.load(file(other, runs, surroundings));
            return true;
        } catch (ModelException | RunException none) {
            return false;
        }
    }

    /**
     * Finds the run.
     *
     * @throws IllegalArgumentException if a model file was named
     */
    Run run(Surroundings surroundings) {
        if (Files.isRegularFile(surroundings.path(name))) {
            throw new IllegalArgumentException(
                    "%s is a file, but only a run has the numbers of each step; name the run"
                            .formatted(name));
        }
        return runs.find(name, surroundings);
    }

    /** Returns the model file. */
    Path file(Surroundings surroundings) {
        return file(name, runs, surroundings);
    }

    /** A pipe or a device must not be waited for, and is not the name of a run. */
    private static void requireReadable(Path written) {
        if (Files.exists(written, LinkOption.NOFOLLOW_LINKS) && !Files.isDirectory(written)) {
            throw new ModelException(
                    written
                            + (Files.isSymbolicLink(written)
                                    ? " is a link that leads to no file"
                                    : " is a pipe or a device; a model is read from a file"));
        }
        if (written.toString().endsWith(ENDING) && !Files.exists(written)) {
            throw new ModelException("there is no model file " + written);
        }
    }

    /**
     * Finds a model file.
     *
     * @param name the file itself, or the run that saved it
     * @param runs the folder of all runs
     */
    static Path file(String name, RunsFolder runs, Surroundings surroundings) {
        Path written = surroundings.path(name);
        if (Files.isRegularFile(written)) {
            return written;
        }
        if (Files.isRegularFile(written.resolve(FILE))) {
            return written.resolve(FILE);
        }
        requireReadable(written);
        Run run = runs.find(name, surroundings);
        if (!Files.exists(run.model())) {
            throw new ModelException(
                    "run %s has no model.gradus: a run writes one when it ends; %s"
                            .formatted(
                                    run.id(),
                                    run.isLive()
                                            ? "it is still training"
                                            : "gradus resume %s continues it".formatted(run.id())));
        }
        return run.model();
    }
}
