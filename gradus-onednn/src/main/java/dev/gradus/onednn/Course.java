package dev.gradus.onednn;

import dev.gradus.onednn.binding.Execution;
import java.util.List;

/** Calls one after another, with work in Java between them. Running allocates nothing. */
final class Course {
    private final Execution execution;
    private final int from;
    private final int to;
    private final int[] positions;
    private final PlanBuilder.Work[] works;

    private Course(
            Execution execution, int from, int to, int[] positions, PlanBuilder.Work[] works) {
        this.execution = execution;
        this.from = from;
        this.to = to;
        this.positions = positions;
        this.works = works;
    }

    /**
     * Returns some of the calls.
     *
     * @param from the first call
     * @param to the one after the last
     * @param interludes what is done between, in order
     */
    static Course of(
            Execution execution, int from, int to, List<PlanBuilder.Interlude> interludes) {
        return new Course(
                execution,
                from,
                to,
                interludes.stream().mapToInt(PlanBuilder.Interlude::position).toArray(),
                interludes.stream()
                        .map(PlanBuilder.Interlude::work)
                        .toArray(PlanBuilder.Work[]::new));
    }

    /** Runs all of it; the watch is on the library's calls alone. */
    void run(Watch watch) {
        int next = from;
        for (int i = 0; i < works.length; i++) {
            execution.run(next, positions[i]);
            watch.pause();
            boolean isFinite = works[i].run();
            watch.resume(isFinite);
            next = positions[i];
        }
        execution.run(next, to);
    }
}
