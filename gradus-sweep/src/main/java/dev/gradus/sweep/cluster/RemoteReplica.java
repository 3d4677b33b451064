package dev.gradus.sweep.cluster;

import dev.gradus.recipe.Recipe;
import dev.gradus.sweep.Workshop;
import dev.gradus.train.round.ReplicaWork;
import dev.gradus.train.round.RoundReport;
import dev.gradus.train.round.RoundShare;
import dev.gradus.train.round.RoundStart;
import java.io.Serializable;

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
    /**
     * Trains a share here.
     *
     * @param start the values with which all replicas begin the round
     * @param share which updates to make
     * @return the resulting values
     */
    public RoundReport train(RoundStart start, RoundShare share) {
        ReplicaWork replica = ReplicaShelf.here().taken(run).orElseGet(this::open);
        try {
            RoundReport report = replica.train(start, share);
            ReplicaShelf.here().give(run, replica);
            return report;
        } catch (RuntimeException | Error failure) {
            replica.close(); // it is not used again
            throw failure;
        }
    }

    private ReplicaWork open() {
        Workshop.Ready ready =
                WorkshopShelf.of(workshops).workshop().ready(Recipe.ofJson(recipe, "the run"));
        return ready.trainer().replica(ready.train());
    }

    /** Releases the memory of the run's replicas in this process. */
    public void close() {
        ReplicaShelf.here().close(run);
    }
}
