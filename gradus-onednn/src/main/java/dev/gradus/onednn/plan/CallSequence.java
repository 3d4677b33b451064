package dev.gradus.onednn.plan;

import dev.gradus.onednn.binding.Execution;
import java.util.List;

/** A sequence of calls with Java code between them. Running it allocates nothing. */
public final class CallSequence {
    private final Execution execution;
    private final int from;
    private final int to;
    private final int[] positions;
    private final ExecutionPlanBuilder.Work[] works;

    private CallSequence(
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
     * @param hostCalls the Java code between them, in order
     */
    public static CallSequence of(
            Execution execution, int from, int to, List<ExecutionPlanBuilder.HostCall> hostCalls) {
        return new CallSequence(
                execution,
                from,
                to,
                hostCalls.stream().mapToInt(ExecutionPlanBuilder.HostCall::position).toArray(),
                hostCalls.stream()
                        .map(ExecutionPlanBuilder.HostCall::work)
                        .toArray(ExecutionPlanBuilder.Work[]::new));
    }

    /** Runs all of it; only the library's calls are watched. */
    void run(NonFiniteWatch watch) {
        int next = from;
        for (int i = 0; i < works.length; i++) {
            execution.run(next, positions[i], watch.noting());
            watch.pause();
            boolean isFinite = works[i].run();
            watch.resume(isFinite);
            next = positions[i];
        }
        execution.run(next, to, watch.noting());
    }
}
