package dev.gradus.bench.replicas;

import dev.gradus.bench.report.Machine;
import dev.gradus.bench.report.Numbers;
import dev.gradus.bench.report.ReportTable;
import dev.gradus.digits.Mnist;
import dev.gradus.nn.engine.Program;
import dev.gradus.nn.engine.StateEntry;
import dev.gradus.number.Text;
import dev.gradus.recipe.Recipe;
import dev.gradus.train.Trainer;
import dev.gradus.train.Training;
import dev.gradus.train.TrainingResult;
import dev.gradus.train.parallel.RoundCost;
import dev.gradus.train.round.Averaging;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
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
    private static final int BATCH_SIZE = 128;

    @Option(names = "--model", description = "The network.")
    private String model = "mlp";

    @Option(names = "--epochs", description = "The length of each run.")
    private int epochs = 5;

    @Option(names = "--seeds", description = "How often each is trained.")
    private int seeds = 3;

    @Option(names = "--first-seed", description = "The first of the seeds that follow each other.")
    private int firstSeed = 1;

    @Option(names = "--workers", split = ",", description = "Numbers of replicas.")
    private List<Integer> replicas = List.of(2, 4);

    @Option(names = "--rounds", description = "How they train together; may be given again.")
    private List<String> rounds =
            List.of(
                    "average(10)",
                    "average(20)",
                    "average(50)",
                    "average(100)",
                    "average(10) reset",
                    "average(20) reset",
                    "average(50) reset",
                    "average(100) reset",
                    "nesterov(100, 0.7, 0.9)");

    @Option(names = "--rates", split = ",", description = "Peak rates of replicas.")
    private List<Double> rates = List.of(0.01);

    @Option(names = "--rate-alone", description = "The peak rate of one network.")
    private double rateAlone = 0.01;

    @Option(
            names = "--batch-sizes",
            split = ",",
            description = "Batch sizes of replicas; by default 128 divided by their number.")
    private List<Integer> batchSizes = List.of();

    @Option(names = "--optimizer", description = "The optimizer of all.")
    private String optimizer = "adam";

    private final Mnist digits = Mnist.load();

    /**
     * What is trained.
     *
     * @param rounds how replicas train together; empty for one network
     */
    private record Setting(int replicas, String rounds, double rate, int batchSize) {}

    /**
     * How runs of one setting ended.
     *
     * @param accuracies a share for each seed
     * @param bytes what one replica sends and is sent in one run
     */
    private record Ended(List<Double> accuracies, long bytes) {
        /** Returns the differences from other runs, seed by seed. */
        List<Double> minus(Ended other) {
            return IntStream.range(0, accuracies.size())
                    .mapToObj(seed -> accuracies.get(seed) - other.accuracies.get(seed))
                    .toList();
        }
    }

    @Override
    public Integer call() {
        var one = new Setting(1, "", rateAlone, BATCH_SIZE);
        Ended alone = ended(one);
        var rows = new ArrayList<List<String>>();
        rows.add(row(one, alone, alone));
        for (Setting setting : settings()) {
            rows.add(row(setting, ended(setting), alone));
            System.err.println(rows.getLast());
        }
        System.out.println(
                Text.of(
                        "%s, %d epochs, seeds %d to %d, on %s%n%n%s",
                        model,
                        epochs,
                        firstSeed,
                        firstSeed + seeds - 1,
                        Machine.description(),
                        new ReportTable(
                                        List.of(
                                                "replicas",
                                                "rounds",
                                                "rate",
                                                "batch",
                                                "accuracy %",
                                                "difference",
                                                "its standard error",
                                                "lowest",
                                                "highest",
                                                "MB a replica",
                                                "of synchronous %"),
                                        rows)
                                .markdown()));
        System.out.println(paper());
        return 0;
    }

    private List<Setting> settings() {
        var settings = new ArrayList<Setting>();
        for (int count : replicas) {
            List<Integer> divided = List.of(BATCH_SIZE / count);
            for (int batchSize : batchSizes.isEmpty() ? divided : batchSizes) {
                for (double rate : rates) {
                    for (String each : count == 1 ? List.of("") : rounds) {
                        settings.add(new Setting(count, each, rate, batchSize));
                    }
                }
            }
        }
        return settings;
    }

    private static List<String> row(Setting setting, Ended ended, Ended alone) {
        boolean isAlone = setting.replicas() == 1;
        List<Double> accuracies = ended.accuracies();
        List<Double> differences = ended.minus(alone);
        return List.of(
                "" + setting.replicas(),
                setting.rounds(),
                "" + setting.rate(),
                "" + setting.batchSize(),
                text("%.2f", 100 * Numbers.mean(accuracies)),
                text("%+.2f", 100 * Numbers.mean(differences)),
                text("%.2f", 100 * Numbers.standardError(differences)),
                text("%.2f", 100 * Collections.min(accuracies)),
                text("%.2f", 100 * Numbers.highest(accuracies)),
                isAlone ? "" : text("%.1f", ended.bytes() / 1e6),
                isAlone ? "" : text("%.1f", 100.0 * ended.bytes() / alone.bytes()));
    }

    private static String text(String form, double value) {
        return String.format(Locale.ROOT, form, value);
    }

    /** For one network, the bytes are those of a gradient there and back for each update. */
    private Ended ended(Setting setting) {
        var accuracies = new ArrayList<Double>();
        long bytes = 0;
        for (int run = 0; run < seeds; run++) {
            Trainer trainer =
                    Trainer.of(recipe(setting, firstSeed + run), digits.train())
                            .testOn(digits.test());
            try (Training training = trainer.prepare(digits.train())) {
                long sent = sent(setting, training.session().program());
                long turns = 0;
                while (!training.isOver()) {
                    training.turn();
                    turns++;
                }
                TrainingResult result = training.run();
                accuracies.add(Objects.requireNonNull(result.test().get("accuracy")));
                bytes = 2 * sent * (setting.replicas() == 1 ? result.steps() : turns);
            }
        }
        return new Ended(accuracies, bytes);
    }

    /** What the optimizer remembers travels with the weights, unless it is reset. */
    private static long sent(Setting setting, Program program) {
        boolean isModelAlone = setting.replicas() == 1 || setting.rounds().endsWith("reset");
        return program.state().stream()
                .filter(entry -> !isModelAlone || entry.isOfModel())
                .mapToLong(StateEntry::bytes)
                .sum();
    }

    private Recipe recipe(Setting setting, int seed) {
        String together =
                setting.replicas() == 1
                        ? ""
                        : Text.of(
                                ", \"replicas\": %d, \"rounds\": \"%s\"",
                                setting.replicas(), setting.rounds());
        return Recipe.ofJson(
                Text.of(
                        """
                        {"model": "%s", "optimizer": "%s", "learningRate": "oneCycle(%s)", "batchSize": %d,
                         "epochs": %d, "seed": %d, "threads": 1, "validationShare": 0.1%s}
                        """,
                        model,
                        optimizer,
                        setting.rate(),
                        setting.batchSize(),
                        epochs,
                        seed,
                        together),
                "the bench");
    }

    /** The cost model on paper: how many times as fast as one machine, for an update of 1 s. */
    private static String paper() {
        var rows = new ArrayList<List<String>>();
        for (long parameters : List.of(1_000_000L, 10_000_000L, 100_000_000L)) {
            for (int gigabits : List.of(1, 10)) {
                for (Averaging averaging : Averaging.values()) {
                    rows.add(paper(parameters, gigabits, averaging));
                }
            }
        }
        return new ReportTable(
                        List.of("parameters", "network", "averaged", "2", "8", "32", "128", "1000"),
                        rows)
                .markdown();
    }

    private static List<String> paper(long parameters, int gigabits, Averaging averaging) {
        var row = new ArrayList<String>();
        row.add(Text.of("%,d M", parameters / 1_000_000));
        row.add(Text.of("%d Gb/s", gigabits));
        row.add(averaging == Averaging.IN_PIECES ? "in pieces" : "by the command");
        RoundCost cost = RoundCost.SPARK.over(gigabits);
        for (int count : List.of(2, 8, 32, 128, 1000)) {
            row.add(text("%.1f", cost.speedUp(averaging, 1, 1, 100, count, 4 * parameters)));
        }
        return row;
    }
}
