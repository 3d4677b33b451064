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
 * The replicas of a run, as sent to another process. Any of them can train a share, so a process
 * keeps only as many as it trains at a time.
 *
 * @param run identifies the run
 * @param recipe what the run trains, as JSON
 * @param workshops makes its trainer
 */
public record RemoteReplica(String run, String recipe, WorkshopSource workshops)
        implements Serializable {
    private static final Map<String, Deque<ReplicaWork>> IDLE = new ConcurrentHashMap<>();

    /**
     * Trains a share here.
     *
     * @param start the values with which all replicas begin the round
     * @param share which updates to make
     * @return the resulting values
     */
    public RoundReport train(RoundStart start, RoundShare share) {
        Deque<ReplicaWork> idle = IDLE.computeIfAbsent(run, _ -> new ConcurrentLinkedDeque<>());
        ReplicaWork replica = idle.poll();
        ReplicaWork working = replica != null ? replica : open();
        RoundReport report = working.train(start, share); // a replica that failed is not used again
        idle.push(working);
        return report;
    }

    private ReplicaWork open() {
        Workshop.Ready ready =
                WorkshopShelf.of(workshops).workshop().ready(Recipe.ofJson(recipe, "the run"));
        return ready.trainer().replica(ready.train());
    }

    /** Releases the memory of the run's replicas in this process. */
    public void close() {
        Deque<ReplicaWork> idle = IDLE.remove(run);
        List<ReplicaWork> replicas = idle == null ? List.of() : new ArrayList<>(idle);
        replicas.forEach(ReplicaWork::close);
    }
}
