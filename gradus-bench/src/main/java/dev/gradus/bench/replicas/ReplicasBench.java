package dev.gradus.bench.replicas;

import dev.gradus.bench.report.Machine;
import dev.gradus.bench.report.ReportTable;
import dev.gradus.digits.Mnist;
import dev.gradus.recipe.Recipe;
import dev.gradus.recipe.Rounds;
import dev.gradus.train.Trainer;
import dev.gradus.train.Training;
import dev.gradus.train.TrainingResult;
import dev.gradus.train.parallel.RoundCost;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Trains the digits with replicas, at the same samples as one network: accuracy on the test part,
 * and the bytes that would travel. Replicas have the same bits wherever they are, so threads of
 * this process stand for machines.
 */
@Command(
        name = "replicas",
        description = "Trains the digits with replicas: accuracy and bytes at the same samples.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
public final class ReplicasBench implements Callable<Integer> {
    @Option(names = "--model", description = "The network.")
    private String model = "mlp";

    @Option(names = "--epochs", description = "The length of each run.")
    private int epochs = 5;

    @Option(names = "--seeds", description = "How often each is trained.")
    private int seeds = 3;

    @Option(names = "--workers", split = ",", description = "Numbers of replicas.")
    private List<Integer> replicas = List.of(2, 4);

    @Option(names = "--updates", split = ",", description = "Updates of a replica in a round.")
    private List<Integer> updates = List.of(10, 20, 50, 100);

    private final Mnist digits = Mnist.load();

    /** How runs of one kind ended. */
    private record Ended(double accuracy, double lowest, double highest, long bytes) {}

    @Override
    public Integer call() {
        Ended alone = ended(1, null);
        var rows = new ArrayList<List<String>>();
        rows.add(row("1", "", "", alone, alone));
        for (int count : replicas) {
            for (int each : updates) {
                for (Rounds rounds :
                        List.of(
                                new Rounds(each, new Rounds.Outer.Average(), Rounds.Inner.KEEP),
                                new Rounds(each, new Rounds.Outer.Average(), Rounds.Inner.RESET),
                                new Rounds(
                                        each,
                                        new Rounds.Outer.Nesterov(0.7, 0.9),
                                        Rounds.Inner.KEEP))) {
                    Ended ended = ended(count, rounds);
                    rows.add(row("" + count, "" + each, rounds.toString(), ended, alone));
                    System.err.println(rows.getLast());
                }
            }
        }
        System.out.println(
                "%s, %d epochs, %d seeds, on %s%n%n%s"
                        .formatted(
                                model,
                                epochs,
                                seeds,
                                Machine.description(),
                                new ReportTable(
                                                List.of(
                                                        "replicas",
                                                        "updates",
                                                        "rounds",
                                                        "accuracy %",
                                                        "difference",
                                                        "lowest",
                                                        "highest",
                                                        "MB a replica",
                                                        "of synchronous %"),
                                                rows)
                                        .markdown()));
        System.out.println(paper());
        return 0;
    }

    private static List<String> row(
            String count, String updates, String rounds, Ended ended, Ended alone) {
        return List.of(
                count,
                updates,
                rounds,
                text("%.2f", 100 * ended.accuracy()),
                text("%.2f", 100 * (ended.accuracy() - alone.accuracy())),
                text("%.2f", 100 * ended.lowest()),
                text("%.2f", 100 * ended.highest()),
                count.equals("1") ? "" : text("%.1f", ended.bytes() / 1e6),
                count.equals("1") ? "" : text("%.1f", 100.0 * ended.bytes() / alone.bytes()));
    }

    private static String text(String form, double value) {
        return String.format(Locale.ROOT, form, value);
    }

    /** For one network, the bytes are those of a gradient there and back for each update. */
    private Ended ended(int count, @Nullable Rounds rounds) {
        var accuracies = new DoubleSummaryStatistics();
        long bytes = 0;
        for (int seed = 1; seed <= seeds; seed++) {
            Trainer plain = Trainer.of(recipe(seed), digits.train()).testOn(digits.test());
            Trainer trainer = rounds == null ? plain : plain.replicas(count, rounds);
            try (Training training = trainer.prepare(digits.train())) {
                long parameters = 4L * training.session().program().network().parameterCount();
                long rest = 0;
                while (!training.isOver()) {
                    training.turn();
                    rest++;
                }
                TrainingResult result = training.run();
                accuracies.accept(Objects.requireNonNull(result.test().get("accuracy")));
                // Adam's two averages travel with the weights, where they are kept.
                int arrays = rounds == null || rounds.inner() == Rounds.Inner.RESET ? 1 : 3;
                bytes = 2 * parameters * arrays * (rounds == null ? result.steps() : rest);
            }
        }
        return new Ended(accuracies.getAverage(), accuracies.getMin(), accuracies.getMax(), bytes);
    }

    private Recipe recipe(int seed) {
        return Recipe.ofJson(
                """
                {"model": "%s", "optimizer": "adam", "learningRate": "oneCycle(0.01)", "batchSize": 128,
                 "epochs": %d, "seed": %d, "threads": 1, "validationShare": 0.1}
                """
                        .formatted(model, epochs, seed),
                "the bench");
    }

    /** The cost model on paper: how many times as fast as one machine, for an update of 1 s. */
    private static String paper() {
        var rows = new ArrayList<List<String>>();
        for (long parameters : List.of(1_000_000L, 10_000_000L, 100_000_000L)) {
            for (int gigabits : List.of(1, 10)) {
                var row = new ArrayList<String>();
                row.add("%,d M".formatted(parameters / 1_000_000));
                row.add("%d Gb/s".formatted(gigabits));
                for (int count : List.of(2, 8, 32, 128, 1000)) {
                    row.add(
                            text(
                                    "%.1f",
                                    RoundCost.SPARK
                                            .over(gigabits)
                                            .speedUp(1, 1, 100, count, 4 * parameters)));
                }
                rows.add(row);
            }
        }
        return new ReportTable(
                        List.of("parameters", "network", "2", "8", "32", "128", "1000"), rows)
                .markdown();
    }
}
