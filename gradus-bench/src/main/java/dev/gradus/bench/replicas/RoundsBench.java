package dev.gradus.bench.replicas;

import dev.gradus.bench.report.Machine;
import dev.gradus.bench.report.ReportTable;
import dev.gradus.data.Dataset;
import dev.gradus.digits.Mnist;
import dev.gradus.number.Text;
import dev.gradus.recipe.Recipe;
import dev.gradus.recipe.Rounds;
import dev.gradus.sweep.Workshop;
import dev.gradus.sweep.cluster.Cluster;
import dev.gradus.sweep.cluster.ClusterProvider;
import dev.gradus.sweep.cluster.WorkshopSource;
import dev.gradus.train.RoundTimes;
import dev.gradus.train.Trainer;
import dev.gradus.train.parallel.RoundCost;
import dev.gradus.train.round.Averaging;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Measures what rounds of replicas cost beside their updates, for networks of several sizes, and
 * fits the model of that cost.
 */
@Command(
        name = "rounds",
        description = "Measures what rounds of replicas cost, and fits RoundCost to it.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
public final class RoundsBench implements Callable<Integer> {
    @Option(names = "--on", description = "Spark's address; else threads of this process.")
    private @Nullable String address;

    @Option(names = "--averaging", description = "Who averages on Spark: ${COMPLETION-CANDIDATES}.")
    private Averaging averaging = Averaging.BY_THE_COMMAND;

    @Option(names = "--workers", split = ",", description = "Numbers of replicas.")
    private List<Integer> replicas = List.of(2, 4, 8);

    @Option(names = "--units", split = ",", description = "Widths: 3,180 bytes a unit.")
    private List<Integer> units = List.of(32, 320, 1300, 5200, 13000);

    /** The digits, as each process reads them for itself. */
    private record Digits() implements WorkshopSource {
        static Dataset data() {
            return Mnist.load().train().take(2000);
        }

        @Override
        public Workshop open(Consumer<String> warnings) {
            Dataset shared = Workshop.shared(data());
            return recipe ->
                    new Workshop.Ready(Trainer.of(recipe, shared).warnings(warnings), shared);
        }
    }

    @Override
    public Integer call() {
        Optional<Cluster> cluster =
                Optional.ofNullable(address)
                        .map(where -> ClusterProvider.connect(where, "gradus bench", settings()));
        try {
            report(measured(cluster));
            return 0;
        } finally {
            cluster.ifPresent(Cluster::close);
        }
    }

    private Map<String, String> settings() {
        String limit =
                switch (averaging) {
                    case BY_THE_COMMAND -> "1t";
                    case IN_PIECES -> "0";
                };
        return Map.of("spark.gradus.averageInPiecesAbove", limit);
    }

    private List<RoundCost.Measured> measured(Optional<Cluster> cluster) {
        var rounds = new ArrayList<RoundCost.Measured>();
        Dataset data = Digits.data();
        for (int width : units) {
            for (int count : replicas) {
                Recipe recipe = recipe(width, count);
                Trainer plain = Trainer.of(recipe, data);
                Trainer trainer =
                        cluster.map(there -> plain.replicasOn(there.replicas(new Digits(), recipe)))
                                .orElse(plain);
                RoundTimes times = RoundTimes.measured(trainer, count, Rounds.Inner.KEEP, data);
                rounds.add(new RoundCost.Measured(count, bytes(width), times.round()));
                System.err.println(rounds.getLast());
            }
        }
        return rounds;
    }

    private static long bytes(int width) {
        return 4L * (784L * width + width + 10L * width + 10);
    }

    private static Recipe recipe(int width, int count) {
        return Recipe.ofJson(
                Text.of(
                        """
                        {"model": "dense(%d) relu dense(10)", "optimizer": "sgd", "learningRate": "0.01",
                         "batchSize": 1, "epochs": 1, "seed": 1, "threads": 1, "replicas": %d}
                        """,
                        width, count),
                "the bench");
    }

    private void report(List<RoundCost.Measured> rounds) {
        RoundCost fitted = RoundCost.fitted(rounds);
        var rows = new ArrayList<List<String>>();
        for (RoundCost.Measured round : rounds) {
            double model =
                    fitted.seconds(Averaging.BY_THE_COMMAND, round.replicas(), round.bytes());
            rows.add(
                    List.of(
                            "" + round.replicas(),
                            Text.of("%.1f", round.bytes() / 1e6),
                            Text.of("%.1f", 1e3 * round.seconds()),
                            Text.of("%.1f", 1e3 * model)));
        }
        System.out.println(
                Text.of(
                        "%s, on %s, load %s%n%nlatency %.2f ms, %.2f ms a replica, %.2f ns a byte%n%n%s",
                        address == null ? "threads of one process" : address + ", " + averaging,
                        Machine.description(),
                        Machine.load(),
                        1e3 * fitted.latency(),
                        1e3 * fitted.perReplica(),
                        1e9 * fitted.perByte(),
                        new ReportTable(
                                        List.of("replicas", "MB", "ms a round", "ms by the model"),
                                        rows)
                                .markdown()));
    }
}
