package dev.gradus.studio.record;

import java.util.Map;

/**
 * A run in one line.
 *
 * @param name the folder's name
 * @param created milliseconds since 1970 when it was created
 * @param state its state
 * @param reason how it ended; empty while it has not
 * @param detail a sentence on that; may be empty
 * @param parent the run and step it was forked from, as {@code RUN@STEP}; may be empty
 * @param step how many updates are done
 * @param end how many there are to be
 * @param rate the learning rate of the newest update; NaN before the first
 * @param metrics by name: {@code loss} is that of every update, the others are of validation
 * @param test the measurements of the test part at the end
 * @param digest the digest of everything that training continues from, once it has ended
 * @param seconds how long its updates took
 * @param damage what cannot be read in its record, in a sentence; may be empty
 */
public record RunSummary(
        String name,
        long created,
        RunState state,
        String reason,
        String detail,
        String parent,
        long step,
        long end,
        double rate,
        Map<String, MetricRange> metrics,
        Map<String, Double> test,
        String digest,
        double seconds,
        String damage) {
    public RunSummary {
        metrics = Map.copyOf(metrics);
        test = Map.copyOf(test);
    }
}
