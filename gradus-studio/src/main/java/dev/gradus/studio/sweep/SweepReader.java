package dev.gradus.studio.sweep;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads sweeps. The studio does not depend on the module that trains them, so the program that
 * opens it supplies the reading and ranking.
 */
public interface SweepReader {
    /** Knows no sweeps. */
    SweepReader NONE =
            new SweepReader() {
                @Override
                public boolean isSweep(Path folder) {
                    return false;
                }

                @Override
                public SweepView read(Path folder, Optional<String> metric) {
                    throw new IllegalArgumentException(folder + " is not the folder of a sweep");
                }
            };

    /**
     * {@return whether a folder keeps a sweep}
     *
     * @param folder any folder
     */
    boolean isSweep(Path folder);

    /**
     * {@return a sweep as it is now}
     *
     * @param folder its folder
     * @param metric the metric to rank by; empty for the one that the sweep judges by
     * @throws dev.gradus.run.json.RunException if a file cannot be read
     * @throws IllegalArgumentException if the sweep is invalid or does not measure the metric
     */
    SweepView read(Path folder, Optional<String> metric);
}
