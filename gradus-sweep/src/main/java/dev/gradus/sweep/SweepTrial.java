package dev.gradus.sweep;

import dev.gradus.number.Text;
import dev.gradus.recipe.Recipe;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One run of a sweep.
 *
 * @param number from 1, in the order of points, and of seeds within each
 * @param point the number of its point, from 1
 * @param settings the settings that vary, by name
 * @param seed the run's seed
 * @param recipe its recipe
 */
public record SweepTrial(
        int number, int point, Map<String, String> settings, long seed, Recipe recipe) {
    /** Keeps the order of the settings. */
    public SweepTrial {
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }

    /** {@return the name of its run in the sweep's folder} */
    public String name() {
        return Text.of("%04d", number);
    }
}
