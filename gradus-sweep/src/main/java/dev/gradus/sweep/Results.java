package dev.gradus.sweep;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What has come of the trials so far; workers add to it side by side. */
final class Results {
    private record Place(int trial, int rung) {}

    private final Map<Place, SweepResult> results = new ConcurrentHashMap<>();

    Results(Collection<SweepResult> earlier) {
        earlier.forEach(this::add);
    }

    void add(SweepResult result) {
        results.put(new Place(result.trial(), result.rung()), result);
    }

    Optional<SweepResult> find(SweepTrial trial, int rung) {
        return Optional.ofNullable(results.get(new Place(trial.number(), rung)));
    }

    /** Returns a trial's result of the last rung that it was trained for. */
    Optional<SweepResult> newest(SweepTrial trial) {
        return results.values().stream()
                .filter(result -> result.trial() == trial.number())
                .max(Comparator.comparingInt(SweepResult::rung));
    }

    /** Returns all results by trial, and by rung within each, whenever they came. */
    List<SweepResult> inOrder() {
        return results.values().stream()
                .sorted(
                        Comparator.comparingInt(SweepResult::trial)
                                .thenComparingInt(SweepResult::rung))
                .toList();
    }
}
