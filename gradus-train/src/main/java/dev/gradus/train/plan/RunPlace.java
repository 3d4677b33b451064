package dev.gradus.train.plan;

import dev.gradus.run.Run;
import java.nio.file.Path;
import java.util.Optional;

/** Where the record of a run is kept. */
public sealed interface RunPlace {
    /**
     * In a new folder.
     *
     * @param runs the folder of all runs
     * @param name the run's name, or nothing for an invented one
     */
    record New(Path runs, Optional<String> name) implements RunPlace {}

    /**
     * In the folder of a run that continues.
     *
     * @param run the run that continues
     */
    record Existing(Run run) implements RunPlace {}
}
