package dev.gradus.cli.input;

import dev.gradus.cli.syntax.Surroundings;
import dev.gradus.cli.syntax.Syntax;
import dev.gradus.run.Run;
import dev.gradus.run.Runs;
import java.nio.file.Path;

/** The folder of all runs, which an option names, and the runs in it. */
public final class RunsFolder {
    /** What help says of a word that names a run. */
    public static final String RUN =
            "latest, a run's name or whole words of it, or the path of its folder.";

    private String written = "runs";

    /** Says how the folder is written. */
    public void declare(Syntax syntax) {
        syntax.option("--runs=DIR", String.class, written, folder -> written = folder)
                .says("The folder of all runs.");
    }

    /** Returns where the folder is, which need not exist. */
    public Path path(Surroundings surroundings) {
        return surroundings.path(written);
    }

    /** Returns the runs in the folder. */
    public Runs in(Surroundings surroundings) {
        return new Runs(path(surroundings));
    }

    /**
     * Finds a run, and warns of those that cannot be opened.
     *
     * @param name how a user names it
     * @throws dev.gradus.run.json.RunException if there is none or more than one; the message lists
     *     them
     */
    public Run find(String name, Surroundings surroundings) {
        return in(surroundings).find(name, surroundings::warn);
    }
}
