package dev.gradus.schedule;

import java.util.ArrayList;
import java.util.List;

/** Collects the phases of a run, up to a limit. */
final class Phases {
    private final List<Phase> phases = new ArrayList<>();

    void add(Phase phase) {
        if (!isFull()) {
            phases.add(phase);
        }
    }

    /** Tells whether no more are wanted. */
    boolean isFull() {
        return phases.size() >= Phase.MOST;
    }

    List<Phase> list() {
        return List.copyOf(phases);
    }
}
