package dev.gradus.spark;

import dev.gradus.recipe.Keys;
import dev.gradus.recipe.Recipe;
import dev.gradus.run.json.RunException;
import dev.gradus.sweep.cluster.RemoteReplica;
import dev.gradus.sweep.cluster.WorkshopSource;
import dev.gradus.train.round.Averaging;
import dev.gradus.train.round.LostRound;
import dev.gradus.train.round.Replicas;
import dev.gradus.train.round.RoundLayout;
import dev.gradus.train.round.RoundPiece;
import dev.gradus.train.round.RoundReport;
import dev.gradus.train.round.RoundResult;
import dev.gradus.train.round.RoundShare;
import dev.gradus.train.round.RoundStart;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.spark.api.java.JavaRDD;
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
    private final RoundLayout layout;
    private final Averaging averaging;

    /**
     * Destroyed only when the next round is over: right after its own round, Spark's cleaner may
     * still be using it.
     */
    private Optional<Broadcast<RoundStart>> before = Optional.empty();

    SparkReplicas(
            JavaSparkContext context,
            String address,
            RemoteReplica replica,
            RoundLayout layout,
            Averaging averaging) {
        this.context = context;
        this.address = address;
        this.replica = replica;
        this.layout = layout;
        this.averaging = averaging;
    }

    static RemoteReplica replica(Recipe recipe, WorkshopSource workshops) {
        Recipe own = recipe.find(Keys.THREADS).isPresent() ? recipe : recipe.with(Keys.THREADS, 1);
        return new RemoteReplica(UUID.randomUUID().toString(), own.json(), workshops);
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
    public RoundResult train(RoundStart start, List<RoundShare> shares) {
        Broadcast<RoundStart> sent = context.broadcast(start);
        Optional<Broadcast<RoundStart>> earlier = before;
        before = Optional.of(sent);
        JavaRDD<RoundReport> reports =
                context.parallelize(shares, shares.size()).map(new Task(replica, sent));
        try {
            return SparkJob.result(() -> averaged(reports, shares.size()), SparkReplicas::lost);
        } finally {
            earlier.filter(_ -> !isOver()).ifPresent(Broadcast::destroy);
        }
    }

    /** A fault of the work itself fails the run; else the cluster is gone. */
    private static RuntimeException lost(String message, Throwable fault) {
        return fault.getCause() == null
                ? new LostRound(message, fault)
                : new RunException(message, fault);
    }

    private RoundResult averaged(JavaRDD<RoundReport> reports, int among) {
        return switch (averaging) {
            case BY_THE_COMMAND -> RoundResult.of(layout.whole(), reports.collect());
            case IN_PIECES -> {
                List<RoundPiece> pieces = layout.pieces(among);
                yield RoundResult.joined(layout, pieces, Pieces.averaged(reports, pieces));
            }
        };
    }

    /** A cluster that is gone has taken what was sent with it. */
    private boolean isOver() {
        return context.sc().isStopped();
    }

    @Override
    public String place() {
        return "on Spark at " + address + ", " + averaging.described(layout.bytes());
    }

    @Override
    public void close() {
        before.filter(_ -> !isOver()).ifPresent(Broadcast::destroy);
        replica.close();
    }
}
