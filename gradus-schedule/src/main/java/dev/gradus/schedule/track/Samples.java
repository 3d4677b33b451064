package dev.gradus.schedule.track;

import java.util.Arrays;
import java.util.stream.LongStream;

/**
 * The updates at which to sample a curve: all of them in a short run; in a long one, those around
 * the times where the curve changes direction and some spread evenly in between.
 */
public final class Samples {
    /** In a run of at most this many steps, every step is sampled. */
    static final long SHORT = 1 << 16;

    private static final long SPREAD = 1 << 12;

    private Samples() {}

    /**
     * Returns updates in order, each once.
     *
     * @param track the curve
     * @param steps how many steps the run has
     */
    public static long[] of(Track track, long steps) {
        return of(track, steps, SHORT);
    }

    /**
     * Returns updates in order, each once.
     *
     * @param track the curve
     * @param steps how many steps the run has
     * @param whole the longest run of which every step is sampled
     */
    static long[] of(Track track, long steps, long whole) {
        if (steps <= whole) {
            return LongStream.range(0, steps).toArray();
        }
        long stride = Math.ceilDiv(steps, SPREAD); // rounded up, so that they reach the end
        var spread = LongStream.range(0, SPREAD).map(index -> index * stride);
        return LongStream.concat(LongStream.of(around(track, steps)), spread)
                .filter(step -> step >= 0 && step < steps)
                .sorted()
                .distinct()
                .toArray();
    }

    /** Returns the first update, the last, and those around the times where the curve turns. */
    public static long[] around(Track track, long steps) {
        var breaks = new Breaks((double) steps);
        track.breaks(0, (double) steps, breaks);
        var around =
                LongStream.concat(
                        LongStream.of(0, steps - 1),
                        Arrays.stream(breaks.sorted())
                                .mapToLong(time -> (long) Math.floor(time))
                                .flatMap(step ->
                                        LongStream.rangeClosed(
                                                step - 2, Math.min(steps - 1, step) + 2)));
        return around.filter(step -> step >= 0 && step < steps).sorted().distinct().toArray();
    }
}
