package dev.gradus.spark;

import dev.gradus.recipe.Keys;
import dev.gradus.recipe.Recipe;
import dev.gradus.sweep.cluster.RemoteReplica;
import dev.gradus.sweep.cluster.WorkshopSource;
import dev.gradus.train.round.Replicas;
import dev.gradus.train.round.RoundReport;
import dev.gradus.train.round.RoundShare;
import dev.gradus.train.round.RoundStart;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;

/**
 * Replicas in Spark's executors: a round is a job, and a share is one of its tasks. A task is a
 * function of what it is sent, so Spark can send the task of a lost executor to another one.
 */
final class SparkReplicas implements Replicas {
    private final JavaSparkContext context;
    private final String address;
    private final RemoteReplica replica;

    /**
     * Destroyed only when the next round is over: right after its own round, Spark's cleaner may
     * still be using it.
     */
    private Optional<Broadcast<RoundStart>> before = Optional.empty();

    SparkReplicas(
            JavaSparkContext context, String address, Recipe recipe, WorkshopSource workshops) {
        this.context = context;
        this.address = address;
        Recipe own = recipe.find(Keys.THREADS).isPresent() ? recipe : recipe.with(Keys.THREADS, 1);
        this.replica = new RemoteReplica(UUID.randomUUID().toString(), own.json(), workshops);
    }

    /** The work of a task. */
    private record Task(RemoteReplica replica, Broadcast<RoundStart> start)
            implements Function<RoundShare, RoundReport> {
        @Override
        public RoundReport call(RoundShare share) {
            return replica.train(start.value(), share);
        }
    }

    @Override
    public List<RoundReport> train(RoundStart start, List<RoundShare> shares) {
        Broadcast<RoundStart> sent = context.broadcast(start);
        Optional<Broadcast<RoundStart>> earlier = before;
        before = Optional.of(sent);
        try {
            // Collected by the number of the partition, in whatever order they finish.
            return SparkJob.result(() ->
                    context.parallelize(shares, shares.size())
                            .map(new Task(replica, sent))
                            .collect());
        } finally {
            earlier.ifPresent(Broadcast::destroy);
        }
    }

    @Override
    public String place() {
        return "on Spark at " + address;
    }

    @Override
    public void close() {
        before.ifPresent(Broadcast::destroy);
        replica.close();
    }
}
