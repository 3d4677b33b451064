package dev.gradus.bench.tables;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Trains on tables by the defaults and prints the scores beside those of scikit-learn. */
@Command(
        name = "tables",
        description =
                "Trains on tables by the defaults and prints scores beside scikit-learn's on the same rows.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
public final class TablesCommand implements Callable<Integer> {
    @Option(
            names = "--data",
            required = true,
            description =
                    "A folder with reference.json and, for each table and split S, NAME.S.train.csv and NAME.S.test.csv.")
    private Path data = Path.of("");

    @Option(names = "--only", split = ",", description = "Only these tables.")
    private List<String> only = List.of();

    @Option(names = "--seeds", description = "How many trainings with different seeds.")
    private int seeds = 5;

    @Option(
            names = "--cross-validate",
            paramLabel = "K",
            description =
                    "Measures K folds of the training files in place of the test files, to choose defaults by.")
    private @Nullable Integer folds;

    @Option(
            names = "--with",
            paramLabel = "NAME=VALUE",
            description = "A setting in place of the default, as steps=500; may be repeated.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Option(names = "--jobs", description = "How many trainings at a time, each on one thread.")
    private int jobs = 2;

    @Option(
            names = "--results",
            description = "A file to keep scores in: what it has is not trained again.")
    private @Nullable Path results;

    @Option(
            names = "--label",
            description = "What tells the scores of this study from others in the file of results.")
    private String label = "";

    @Override
    public Integer call() throws IOException {
        List<Reference> tables =
                Reference.read(data).stream()
                        .filter(table -> only.isEmpty() || only.contains(table.name()))
                        .toList();
        var training = new Training(data, settings);
        Measured measured = Measured.in(results);
        var report = new TablesReport(folds != null);
        try (ExecutorService pool = Executors.newFixedThreadPool(jobs)) {
            for (Reference table : tables) {
                List<Integer> splits = table.splits(data);
                List<Trial> trials =
                        folds == null
                                ? Trial.ofTests(table, splits, seeds)
                                : Trial.ofFolds(table, splits, seeds, folds);
                report.add(table, scores(trials, training, measured, pool));
            }
        }
        System.out.print(report.table());
        return 0;
    }

    private List<TablesReport.Score> scores(
            List<Trial> trials, Training training, Measured measured, ExecutorService pool) {
        var waiting = new ArrayList<Future<TablesReport.Score>>();
        for (Trial trial : trials) {
            String key = String.join("\t", label, settings.toString(), trial.key());
            waiting.add(
                    pool.submit(() -> {
                        double score =
                                measured.find(key)
                                        .orElseGet(() -> {
                                            double found = training.score(trial);
                                            measured.add(key, found);
                                            return found;
                                        });
                        return new TablesReport.Score(trial.seed(), score);
                    }));
        }
        return waiting.stream().map(TablesCommand::result).toList();
    }

    private static TablesReport.Score result(Future<TablesReport.Score> waiting) {
        try {
            return waiting.get();
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while training", interruption);
        } catch (ExecutionException failure) {
            throw new IllegalStateException("a training failed", failure.getCause());
        }
    }
}
