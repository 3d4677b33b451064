package dev.gradus.studio.record;

import dev.gradus.run.event.TrainingEvent.ControlAnswered;
import dev.gradus.run.event.TrainingEvent.RunStarted;
import dev.gradus.studio.plan.PlanStep;
import dev.gradus.studio.plan.RecordedPlan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The plan of a run, from its start and the requests that have changed it. It is made when someone
 * asks for it.
 */
final class KnownPlan {
    private final List<PlanStep> changes = new ArrayList<>();
    private @Nullable RunStarted start;
    private @Nullable RecordedPlan plan;
    private String unplanned = "";

    void start(RunStarted started) {
        start = started;
        plan = null;
    }

    /** Forgets the changes that a later answer overrides. */
    void forget(ControlAnswered answered) {
        changes.removeIf(earlier -> answered.supersedes(earlier.event()));
    }

    void change(PlanStep change) {
        changes.add(change);
        plan = null;
    }

    /** Returns the plan; empty before the run begins, and where {@link #unplanned} says why. */
    Optional<RecordedPlan> get() {
        if (plan == null && start != null) {
            try {
                plan = RecordedPlan.of(start.configuration(), start.extent(), inOrder());
                unplanned = "";
            } catch (IllegalArgumentException own) {
                unplanned = String.valueOf(own.getMessage());
            }
        }
        return Optional.ofNullable(plan);
    }

    private List<PlanStep> inOrder() {
        return changes.stream()
                .sorted(Comparator.comparingLong(each -> each.event().batch()))
                .toList();
    }

    /** Returns why there is no plan, in a sentence; empty if there is one. */
    String unplanned() {
        return unplanned;
    }
}
