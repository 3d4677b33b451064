package dev.gradus.onednn.plan;

import dev.gradus.onednn.binding.Execution;
import java.util.List;

/** Calls one after another, with work in Java between them. Running allocates nothing. */
public final class Course {
    private final Execution execution;
    private final int from;
    private final int to;
    private final int[] positions;
    private final ExecutionPlanBuilder.Work[] works;

    private Course(
            Execution execution,
            int from,
            int to,
            int[] positions,
            ExecutionPlanBuilder.Work[] works) {
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
    public static Course of(
            Execution execution,
            int from,
            int to,
            List<ExecutionPlanBuilder.Interlude> interludes) {
        return new Course(
                execution,
                from,
                to,
                interludes.stream().mapToInt(ExecutionPlanBuilder.Interlude::position).toArray(),
                interludes.stream()
                        .map(ExecutionPlanBuilder.Interlude::work)
                        .toArray(ExecutionPlanBuilder.Work[]::new));
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
