package dev.gradus.schedule;

import static dev.gradus.schedule.spelling.Spelling.argument;
import static dev.gradus.schedule.spelling.Spelling.option;
import static dev.gradus.schedule.spelling.Spelling.receiver;

import dev.gradus.schedule.argument.Require;
import dev.gradus.schedule.spelling.Spelling;
import java.util.Map;

/**
 * A schedule repeated. Cycle i is stretch^i times as long as the first, and its values are
 * multiplied by gain^i. The starts of cycles are computed by adding lengths, never by a logarithm,
 * so restarts do not drift.
 *
 * @param schedule one cycle; must have an end, or take the rest of the run, which a counted repeat
 *     divides among its cycles
 * @param count cycles, 0 or more
 * @param stretch 1 or more; 1 by default
 * @param gain greater than 0; 1 by default
 */
public record Repeat(Schedule schedule, long count, double stretch, double gain)
        implements Modified {
    /** The count of cycles that never ends. */
    public static final long FOREVER = Long.MAX_VALUE;

    /** Checks the numbers. */
    public Repeat {
        PartLimits.require("repeat", schedule);
        Require.atLeast(0, count, "repeat", "count");
        Require.atLeast(1.0, stretch, "repeat", "stretch");
        Require.positive(gain, "repeat", "gain");
    }

    /**
     * Cycles of one length and height.
     *
     * @param schedule one cycle
     * @param count how many cycles there are, 0 or more
     */
    public Repeat(Schedule schedule, long count) {
        this(schedule, count, 1, 1);
    }

    /**
     * {@return this repetition with every cycle {@code stretch} times as long as the one before}
     *
     * @param stretch the length of a cycle divided by that of the one before, at least 1
     */
    public Repeat stretch(double stretch) {
        return new Repeat(schedule, count, stretch, gain);
    }

    /**
     * {@return this repetition with every cycle {@code gain} times as high as the one before}
     *
     * @param gain the height of a cycle divided by that of the one before
     */
    public Repeat gain(double gain) {
        return new Repeat(schedule, count, stretch, gain);
    }

    @Override
    public Schedule around(Schedule other) {
        return new Repeat(other, count, stretch, gain);
    }

    /** Companions repeat and stretch in the same way, without the gain. */
    @Override
    public Map<HyperParameter, Schedule> companions() {
        return gain == 1 ? Modified.super.companions() : gain(1).companions();
    }

    @Override
    public Spelling spelling() {
        return Spelling.of(
                "repeat",
                receiver("schedule", schedule),
                argument("count", count, FOREVER),
                option("stretch", stretch, 1),
                option("gain", gain, 1));
    }

    @Override
    public String toString() {
        return text();
    }
}
