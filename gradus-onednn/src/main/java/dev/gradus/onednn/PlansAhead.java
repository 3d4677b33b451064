package dev.gradus.onednn;

import dev.gradus.onednn.binding.Scope;
import dev.gradus.onednn.trial.KernelTrials;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Plans that are drafted before they are needed, each in a thread of its own. A plan is the same
 * whoever drafts it and when, so it changes no bits whether it was ready in time.
 */
final class PlansAhead {
    private final List<Ahead> ahead = new ArrayList<>();

    /**
     * A plan without a place in memory, and what it owns.
     *
     * @param draft the plan
     * @param scope what owns its objects
     * @param trials those that chose its kernels, with what they noted
     */
    record Drafted(DraftedPlan draft, Scope scope, KernelTrials trials) {}

    private record Ahead(int rows, CompletableFuture<Drafted> drafted) {}

    /** Returns whether a plan for this many rows was begun and not taken yet. */
    boolean has(int rows) {
        return find(rows) != null;
    }

    /** Begins to draft a plan for this many rows. */
    void begin(int rows, Supplier<Drafted> draft) {
        ahead.add(new Ahead(rows, CompletableFuture.supplyAsync(draft, PlansAhead::start)));
    }

    private static void start(Runnable task) {
        Thread.ofPlatform().daemon().name("gradus-plan").start(task);
    }

    private @Nullable Ahead find(int rows) {
        for (int i = 0; i < ahead.size(); i++) {
            if (ahead.get(i).rows == rows) {
                return ahead.get(i);
            }
        }
        return null;
    }

    /**
     * Returns the plan for this many rows and hands it over, once it is ready; empty if it was not
     * begun, or failed: drafting it again says why.
     */
    Optional<Drafted> take(int rows) {
        Ahead found = find(rows);
        if (found == null) {
            return Optional.empty();
        }
        ahead.remove(found);
        return outcome(found);
    }

    private static Optional<Drafted> outcome(Ahead each) {
        try {
            return Optional.of(each.drafted.join());
        } catch (CompletionException failed) {
            return Optional.empty();
        }
    }

    /** Waits for those in the making and releases what was not taken. */
    void close() {
        ahead.forEach(each -> outcome(each).ifPresent(drafted -> drafted.scope.close()));
        ahead.clear();
    }
}
