package dev.gradus.bench.rate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures the search for a learning rate on many tasks, beside a grid of rates. */
@Command(
        name = "rate-study",
        description =
                "Measures how much worse than the best rate of a grid the rates are that --lr auto, published rules and fixed rates give.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
public final class RateStudyCommand implements Callable<Integer> {
    @Option(
            names = "--tables",
            description =
                    "A folder with NAME.S.train.csv and NAME.S.test.csv for each table and cut S; without it, tasks of tables are left out.")
    private @Nullable Path tables;

    @Option(
            names = "--results",
            description = "A file to keep results in: those it already has are not computed again.")
    private Path results = Path.of("docs/rate-study.tsv");

    @Option(names = "--half", description = "The tasks: ${COMPLETION-CANDIDATES}; both by default.")
    private Tasks.@Nullable Half half;

    @Option(names = "--only", description = "Only tasks whose name contains this.")
    private String only = "";

    @Option(names = "--jobs", description = "How many trainings at a time, each on one thread.")
    private int jobs = 2;

    @Option(names = "--ways", split = ",", description = "Only these searches, by name.")
    private List<String> ways = List.of();

    @Option(names = "--report-only", description = "Trains nothing and reports what there is.")
    private boolean isReportOnly;

    @Option(names = "--markdown", description = "Also write the report to this file.")
    private @Nullable Path markdown;

    @Override
    public Integer call() throws IOException {
        var source = new StudyData.Source(Optional.ofNullable(tables));
        Results kept = Results.in(results);
        List<Way> asked =
                Way.all().stream()
                        .filter(way -> ways.isEmpty() || ways.contains(way.name()))
                        .toList();
        List<Task> tasks = tasks(source);
        if (!isReportOnly) {
            var study = new RateStudy(new Laboratory(source), kept, asked);
            for (Task task : tasks) {
                study.make(
                        List.of(task), jobs, made -> System.err.println(task.name() + ": " + made));
            }
        }
        String report = new RateStudyReport(kept).markdown();
        System.out.print(report);
        if (markdown != null) {
            Files.writeString(markdown, report);
        }
        return 0;
    }

    private List<Task> tasks(StudyData.Source source) {
        var tasks = new ArrayList<Task>(half == null ? Tasks.all() : Tasks.of(half));
        tasks.removeIf(
                task -> !task.name().contains(only) || (!isReportOnly && !source.has(task.data())));
        return tasks;
    }
}
