package dev.gradus.cli.command;

import dev.gradus.cli.syntax.Surroundings;
import dev.gradus.cli.syntax.Syntax;
import dev.gradus.data.Dataset;
import dev.gradus.recipe.Keys;
import dev.gradus.recipe.Recipe;
import dev.gradus.sweep.cluster.Cluster;
import dev.gradus.sweep.cluster.ClusterProvider;
import dev.gradus.train.Trainer;
import dev.gradus.train.parallel.RoundCost;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code --on}: the cluster that a command's work is done on. */
final class ClusterOption implements AutoCloseable {
    static final String NAME = "--on";

    private @Nullable String address;
    private Optional<Cluster> cluster = Optional.empty();

    /** Says how the option is written. */
    void declare(Syntax syntax, String what) {
        syntax.option("--on=ADDRESS", String.class, address, text -> address = text)
                .says(
                        "Where " + what + ": Apache Spark at spark://HOST:7077,",
                        "local[N] or local-cluster[N,CORES,MB]. Spark is not part of Gradus, see docs/cluster.md.");
    }

    boolean isGiven() {
        return address != null;
    }

    /** Connects to the cluster, if one is given; the caller closes it. */
    Optional<Cluster> connected(String name) {
        if (cluster.isEmpty() && address != null) {
            cluster = Optional.of(ClusterProvider.connect(address, "gradus " + name, Map.of()));
        }
        return cluster;
    }

    /** What rounds cost there: on other machines, a network of 1 Gb/s is assumed. */
    private RoundCost cost(String where) {
        boolean isHere = where.startsWith("local") || where.matches("spark://(127\\.|localhost).*");
        return isHere ? RoundCost.SPARK : RoundCost.SPARK.over(1);
    }

    /** Says how fast the replicas will be, and warns where one machine is faster. */
    void announce(Trainer trainer, Recipe recipe, Dataset train, Launch launch) {
        if (address == null) {
            return;
        }
        requireReplicas(address, recipe);
        // Connects before anything is measured for a cluster that cannot be reached.
        Cluster there = connected("train").orElseThrow();
        var expectation =
                Expectation.measured(trainer, train, recipe, cost(address), there::averaging);
        if (expectation.speedUp() < 1) {
            launch.surroundings().warn(expectation.sentence());
        } else if (!launch.shown().quiet()) {
            launch.screen().line(expectation.sentence());
        }
    }

    /** Lets the replicas of a run be trained there. */
    Trainer placed(Trainer trainer, Recipe recipe, Surroundings ofData) {
        if (address == null) {
            return trainer;
        }
        requireReplicas(address, recipe);
        return trainer.replicasOn(
                connected("train")
                        .orElseThrow()
                        .replicas(ReplicaWorkshop.of(ofData, recipe), recipe));
    }

    private static void requireReplicas(String where, Recipe recipe) {
        if (recipe.find(Keys.REPLICAS).isEmpty()) {
            throw new IllegalArgumentException(
                    "%s %s trains replicas of the network on a cluster; say how many with --workers N"
                            .formatted(NAME, where));
        }
    }

    @Override
    public void close() {
        cluster.ifPresent(Cluster::close);
    }
}
