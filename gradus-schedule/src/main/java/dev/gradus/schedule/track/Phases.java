package dev.gradus.schedule.track;

import dev.gradus.schedule.curve.Phase;
import java.util.ArrayList;
import java.util.List;

/** Collects the phases of a run, up to a limit. */
public final class Phases {
    private final List<Phase> phases = new ArrayList<>();

    /**
     * Returns the phases that begin within a run, in order, at most the first {@link Phase#MOST}.
     *
     * @param track the curve
     * @param steps of the run
     */
    public static List<Phase> of(Track track, long steps) {
        var phases = new Phases();
        track.phases(0, (double) steps, phases);
        return phases.list();
    }

    void add(Phase phase) {
        if (!isFull()) {
            phases.add(phase);
        }
    }

    /** Returns whether no more are needed. */
    boolean isFull() {
        return phases.size() >= Phase.MOST;
    }

    List<Phase> list() {
        return List.copyOf(phases);
    }
}
