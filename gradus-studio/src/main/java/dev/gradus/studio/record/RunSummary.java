package dev.gradus.studio.record;

import dev.gradus.run.Run;
import dev.gradus.run.event.EndReason;
import dev.gradus.run.event.TrainingEvent.RunEnded;
import java.util.Map;
import java.util.Optional;

/**
 * A run in one line.
 *
 * @param name the folder's name
 * @param created milliseconds since 1970 when it was created
 * @param parent the run and step it was forked from, as {@code RUN@STEP}; may be empty
 * @param state its state
 * @param detail a sentence on how it ended, or why it cannot be read; may be empty
 * @param progress how far it is
 * @param metrics by name: {@code loss} is that of every update, the others are of validation
 * @param ended how it ended, once it has
 * @param damage what cannot be read in its record, in a sentence; may be empty
 */
public record RunSummary(
        String name,
        long created,
        String parent,
        RunState state,
        String detail,
        Progress progress,
        Map<String, MetricRange> metrics,
        Optional<Ended> ended,
        String damage) {
    public RunSummary {
        metrics = Map.copyOf(metrics);
    }

    /** Returns the line of a run whose record cannot be read. */
    static RunSummary unreadable(Run run, String why) {
        return new RunSummary(
                run.id(),
                run.created().toEpochMilli(),
                "",
                RunState.UNREADABLE,
                why,
                Progress.NONE,
                Map.of(),
                Optional.empty(),
                "");
    }

    /** Returns the word of the reason why it ended; empty while it has not. */
    public String reason() {
        return ended.map(end -> end.reason().word()).orElse("");
    }

    /** Returns the measurements of the test part; empty if there are none. */
    public Map<String, Double> test() {
        return ended.map(Ended::test).orElse(Map.of());
    }

    /** Returns the digest of everything that training continues from; empty until it has ended. */
    public String digest() {
        return ended.map(Ended::digest).orElse("");
    }

    /**
     * How far a run is.
     *
     * @param step how many updates are done
     * @param end how many there are to be
     * @param rate the learning rate of the newest update; NaN before the first
     * @param seconds how long the updates took
     */
    public record Progress(long step, long end, double rate, double seconds) {
        static final Progress NONE = new Progress(0, 0, Double.NaN, 0);
    }

    /**
     * How a run ended.
     *
     * @param reason why
     * @param test the measurements of the test part
     * @param digest the digest of everything that training continues from
     */
    public record Ended(EndReason reason, Map<String, Double> test, String digest) {
        public Ended {
            test = Map.copyOf(test);
        }

        static Ended of(RunEnded end) {
            return new Ended(end.reason(), end.test(), end.state());
        }
    }
}
