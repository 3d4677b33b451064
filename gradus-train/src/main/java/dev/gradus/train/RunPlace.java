package dev.gradus.train;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a run folder is made.
 *
 * @param runs the folder of all runs
 * @param name the run's name, or nothing for an invented one
 */
record RunPlace(Path runs, Optional<String> name) {}
