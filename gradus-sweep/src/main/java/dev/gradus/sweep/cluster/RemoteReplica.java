package dev.gradus.sweep.cluster;

import dev.gradus.recipe.Recipe;
import dev.gradus.sweep.Workshop;
import dev.gradus.train.round.ReplicaWork;
import dev.gradus.train.round.RoundReport;
import dev.gradus.train.round.RoundShare;
import dev.gradus.train.round.RoundStart;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * Replicas of a run, as they are sent to another process. Which of them trains a share does not
 * matter, so a process keeps as many as it trains at a time.
 *
 * @param run tells runs apart
 * @param recipe what the run trains, as JSON
 * @param workshops makes what trains it
 */
public record RemoteReplica(String run, String recipe, WorkshopSource workshops)
        implements Serializable {
    private static final Map<String, Deque<ReplicaWork>> IDLE = new ConcurrentHashMap<>();

    /**
     * Trains a share here.
     *
     * @param start what all replicas begin the round with
     * @param share which updates are its own
     * @return where it has come to
     */
    public RoundReport train(RoundStart start, RoundShare share) {
        Deque<ReplicaWork> idle = IDLE.computeIfAbsent(run, _ -> new ConcurrentLinkedDeque<>());
        ReplicaWork replica = idle.poll();
        ReplicaWork working = replica != null ? replica : open();
        RoundReport report = working.train(start, share); // one that failed is not used again
        idle.push(working);
        return report;
    }

    private ReplicaWork open() {
        Workshop.Ready ready =
                WorkshopShelf.of(workshops).workshop().ready(Recipe.ofJson(recipe, "the run"));
        return ready.trainer().replica(ready.train());
    }

    /** Gives back the memory of the run's replicas in this process. */
    public void close() {
        Deque<ReplicaWork> idle = IDLE.remove(run);
        List<ReplicaWork> replicas = idle == null ? List.of() : new ArrayList<>(idle);
        replicas.forEach(ReplicaWork::close);
    }
}
