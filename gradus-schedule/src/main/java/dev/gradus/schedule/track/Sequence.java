package dev.gradus.schedule.track;

import dev.gradus.number.NumberText;
import dev.gradus.schedule.curve.Explanation;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** A sequence of tracks, without those of length 0. */
public final class Sequence implements Track {
    private final List<Track> phases;
    private final double[] starts;
    private final double length;

    /**
     * Makes a sequence.
     *
     * @param phases at least one; all but the last have an end
     */
    public Sequence(List<Track> phases) {
        this.phases = phases;
        starts = new double[phases.size()];
        double start = 0;
        for (int index = 0; index < starts.length; index++) {
            starts[index] = start;
            start += phases.get(index).length();
        }
        length = start;
    }

    /** Returns the largest magnitude of a phase. */
    double magnitude(ToDoubleFunction<Track> of) {
        return phases.stream().mapToDouble(of).max().orElseThrow();
    }

    @Override
    public double at(double time) {
        int phase = Starts.indexAt(starts, time);
        return phases.get(phase).at(time - starts[phase]);
    }

    @Override
    public double length() {
        return length;
    }

    @Override
    public Explanation explain(double time) {
        int phase = Starts.indexAt(starts, time);
        var place =
                "phase "
                        + (phase + 1)
                        + " of "
                        + starts.length
                        + ", from step "
                        + NumberText.brief(starts[phase], 6)
                        + " on";
        return new Explanation(place, at(time), phases.get(phase).explain(time - starts[phase]));
    }

    @Override
    public void phases(double start, double until, Phases to) {
        for (int index = 0;
                index < starts.length && start + starts[index] < until && !to.isFull();
                index++) {
            phases.get(index).phases(start + starts[index], until, to);
        }
    }

    @Override
    public void breaks(double start, double until, Breaks to) {
        for (int index = 0; index < starts.length && start + starts[index] < until; index++) {
            double begin = start + starts[index];
            to.add(begin);
            if (!to.isFull()) {
                double end = Math.min(until, begin + phases.get(index).length());
                phases.get(index).breaks(begin, index + 1 < starts.length ? end : until, to);
            }
        }
        to.add(start + length);
    }

    @Override
    public boolean beginsAgain(double after, double until) {
        int phase = Starts.indexAt(starts, until);
        return phases.get(phase)
                .beginsAgain(Math.max(0, after - starts[phase]), until - starts[phase]);
    }
}
