package dev.gradus.studio;

import dev.gradus.number.Text;
import dev.gradus.studio.sweep.SweepReader;
import java.nio.file.Path;
import java.util.List;

/**
 * What a studio shows, and where it listens.
 *
 * @param runs the folder of runs
 * @param data the folder in which data files are looked for
 * @param port where to listen; 0 for any free port
 * @param access whether anything may be changed through the page
 * @param gradus the words that start the command, to which a subcommand is added; empty if runs
 *     cannot be started
 * @param sweeps reads the sweeps in the folder of runs
 */
public record StudioSettings(
        Path runs, Path data, int port, Access access, List<String> gradus, SweepReader sweeps) {
    private static final int MOST_PORT = 65_535;

    /** Whether anything may be changed through the page. */
    public enum Access {
        /** Runs may be steered and started. */
        FULL,
        /** Nothing can be changed. */
        READ_ONLY
    }

    /** Checks the port. */
    public StudioSettings {
        gradus = List.copyOf(gradus);
        if (port < 0 || port > MOST_PORT) {
            throw new IllegalArgumentException(
                    Text.of("a port is a number from 0 to 65535; got %d", port));
        }
    }
}
