package dev.gradus.schedule.track;

import dev.gradus.number.Elementary;
import dev.gradus.number.NumberText;
import dev.gradus.number.Text;
import dev.gradus.schedule.curve.Explanation;
import dev.gradus.schedule.curve.Phase;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/** A repeated track; each cycle may be longer and lower than the one before. */
public final class Cycles implements Track {
    /** The count of cycles that never end. */
    private static final long FOREVER = Long.MAX_VALUE;

    /** Beyond this a double no longer holds every whole step. */
    private static final double LAST_EXACT_STEP = 0x1p53;

    /** The largest number of cycles whose starts are kept in a table. */
    private static final int MOST_STRETCHED = 100_000;

    /** Cycles at the beginning of a run that are searched for breaks. */
    private static final int MOST_LOOKED_AT = 1 << 14;

    /** Cycles at the end of a run that are searched besides those at its beginning. */
    private static final int LAST_CYCLES = 2;

    private final Track cycle;
    private final long count;
    private final double stretch;
    private final double gain;
    private final double cycleLength;
    private final double[] starts;

    /** What each cycle is multiplied by, as far as its start is known. */
    private final double[] heights;

    /**
     * Makes cycles.
     *
     * @param cycle has an end and is not empty
     * @param count at least 1; {@link Long#MAX_VALUE} for cycles without end
     * @param stretch how much longer each is than the one before
     * @param gain how much higher each is than the one before
     */
    public Cycles(Track cycle, long count, double stretch, double gain) {
        this.cycle = cycle;
        this.count = count;
        this.stretch = stretch;
        this.gain = gain;
        cycleLength = cycle.length();
        starts = stretch == 1 ? new double[0] : starts(cycleLength, count, stretch);
        heights = new double[starts.length];
        for (int index = 0; index < heights.length; index++) {
            heights[index] = Elementary.power(gain, index);
        }
    }

    /** Returns a track repeated without end. */
    public static Cycles forever(Track cycle) {
        return new Cycles(cycle, FOREVER, 1, 1);
    }

    private static double[] starts(double first, long count, double stretch) {
        var starts = DoubleStream.builder();
        double start = 0;
        double length = first;
        for (long index = 0; index < count && start < LAST_EXACT_STEP; index++) {
            if (index == MOST_STRETCHED) {
                throw new IllegalArgumentException(
                        Text.of(
                                "repeat: cycles of %s steps that stretch by %s are more than %,d; stretch them more, or not at all",
                                NumberText.brief(first, 6), stretch, MOST_STRETCHED));
            }
            starts.add(start);
            start += length;
            length *= stretch;
        }
        return starts.build().toArray();
    }

    private double indexAt(double time) {
        if (starts.length == 0) {
            return Math.min(Math.floor(time / cycleLength), count - 1.0);
        }
        return Starts.indexAt(starts, time);
    }

    private double localTime(double time, double index) {
        if (starts.length == 0) {
            // Rounding may put a cycle's start a little after the requested time.
            return Math.max(0, time - index * cycleLength);
        }
        int cycleIndex = (int) index;
        double begun = time - starts[cycleIndex];
        if (cycleIndex == 0) {
            return begun;
        }
        return begun * cycleLength / lengthOf(cycleIndex);
    }

    private double lengthOf(int index) {
        return index + 1 < starts.length
                ? starts[index + 1] - starts[index]
                : (starts[index] - (index == 0 ? 0 : starts[index - 1])) * stretch;
    }

    /** Returns the magnitude of the first cycle, if no cycle is higher than the one before. */
    double magnitude(ToDoubleFunction<Track> of) {
        return gain <= 1 ? of.applyAsDouble(cycle) : Double.POSITIVE_INFINITY;
    }

    @Override
    public double at(double time) {
        double index = indexAt(time);
        double value = cycle.at(localTime(time, index));
        return gain == 1 ? value : value * heightOf(index);
    }

    private double heightOf(double index) {
        return heights.length == 0 ? Elementary.power(gain, index) : heights[(int) index];
    }

    @Override
    public double length() {
        if (count == FOREVER) {
            return Double.POSITIVE_INFINITY;
        }
        if (starts.length == 0) {
            return cycleLength * count;
        }
        return starts[starts.length - 1] + lengthOf(starts.length - 1);
    }

    @Override
    public Explanation explain(double time) {
        double index = indexAt(time);
        double begin = starts.length == 0 ? index * cycleLength : starts[(int) index];
        var place =
                "cycle "
                        + NumberText.brief(index + 1, 6)
                        + (count == FOREVER ? "" : " of " + count);
        return new Explanation(
                place + ", from step " + NumberText.brief(begin, 6) + " on" + height(index),
                at(time),
                cycle.explain(localTime(time, index)));
    }

    private String height(double index) {
        return gain == 1 ? "" : ", times " + NumberText.brief(heightOf(index), 6);
    }

    @Override
    public void phases(double start, double until, Phases to) {
        double begin = 0;
        double length = cycleLength;
        for (long index = 0; index < count && start + begin < until && !to.isFull(); index++) {
            var title = "cycle " + (index + 1) + height((double) index);
            var beginning = index == 0 ? Phase.Beginning.NEW : Phase.Beginning.AGAIN;
            to.add(new Phase(start + begin, length, title, beginning));
            begin += length;
            length *= stretch;
        }
    }

    @Override
    public void breaks(double start, double until, Breaks to) {
        double last = indexAt(Math.max(0, until - start));
        double next = indexAt(Math.max(0, to.first() - start));
        for (int looked = 0; looked < MOST_LOOKED_AT && next <= last && !to.isFull(); looked++) {
            breaksOf(next, start, until, to);
            next++;
        }
        to.reserve();
        // Counted back from the end: a cycle's number may be too large for adding 1 to change it.
        for (int back = LAST_CYCLES; back >= 0; back--) {
            if (last - back >= next && !to.isFull()) {
                breaksOf(last - back, start, until, to);
            }
        }
        to.add(start + length());
    }

    private void breaksOf(double index, double start, double until, Breaks to) {
        double begin = start + (starts.length == 0 ? index * cycleLength : starts[(int) index]);
        double stretched = starts.length == 0 ? cycleLength : lengthOf((int) index);
        // One step more than needed, so that rounding loses none.
        double first = (to.first() - begin) * cycleLength / stretched - 1;
        var turns = to.within(first, cycleLength);
        cycle.breaks(0, Math.min(cycleLength, until - begin), turns);
        for (double turn : turns.sorted()) {
            to.add(begin + turn * stretched / cycleLength);
        }
    }

    @Override
    public boolean beginsAgain(double after, double until) {
        double index = indexAt(until);
        return index > indexAt(after)
                || cycle.beginsAgain(localTime(after, index), localTime(until, index));
    }
}
