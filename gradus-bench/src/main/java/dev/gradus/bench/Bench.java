package dev.gradus.bench;

import dev.gradus.bench.rate.DefaultRatesCommand;
import dev.gradus.bench.rate.RateStudyCommand;
import dev.gradus.bench.reading.ReadingCommand;
import dev.gradus.bench.replicas.ReplicasBench;
import dev.gradus.bench.replicas.RoundsBench;
import dev.gradus.bench.report.Machine;
import dev.gradus.bench.report.Section;
import dev.gradus.bench.studio.StudioBench;
import dev.gradus.bench.sweep.SweepBench;
import dev.gradus.bench.system.Entrant;
import dev.gradus.bench.system.Home;
import dev.gradus.bench.tables.TablesCommand;
import dev.gradus.bench.workload.Task;
import dev.gradus.bench.workload.Update;
import dev.gradus.bench.workload.Workload;
import dev.gradus.bench.workload.Workloads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command that measures Gradus beside its peers; see the package for how to start it. */
@Command(
        name = "bench",
        description = "Measures Gradus beside its peers, each in a process of its own.",
        mixinStandardHelpOptions = true,
        subcommands = {
            TablesCommand.class,
            ReadingCommand.class,
            StudioBench.class,
            SweepBench.class,
            RateStudyCommand.class,
            DefaultRatesCommand.class,
            ReplicasBench.class,
            RoundsBench.class
        },
        showDefaultValues = true)
public final class Bench implements Callable<Integer> {
    private static final String BUILD = "./mvnw -q -Ppeers package -Dmaven.test.skip=true";
    private static final String COMMAND =
            "java -cp 'gradus-bench/target/lib/*' dev.gradus.bench.Bench";

    @Parameters(
            description = "What to measure: ${COMPLETION-CANDIDATES}; everything by default.",
            arity = "0..*")
    private List<Measure> measures = List.of();

    @Option(names = "--only", description = "Only workloads whose name contains this.")
    private String only = "";

    @Option(
            names = "--updates",
            split = ",",
            description = "The updates: ${COMPLETION-CANDIDATES}.")
    private List<Update> updates = List.of(Update.values());

    @Option(
            names = "--systems",
            split = ",",
            description = "The systems: ${COMPLETION-CANDIDATES}; by default all that are built.")
    private List<Entrant> systems = List.of();

    @Option(names = "--rounds", description = "How often each system has its turn.")
    private int rounds = 5;

    @Option(names = "--seconds", description = "How long a turn takes, in seconds.")
    private double seconds = 1;

    @Option(names = "--warmup", description = "How long each computes before, in seconds.")
    private double warmup = 2;

    @Option(names = "--threads", description = "How many threads compute in each system.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--markdown", description = "Also write the report to this file.")
    private @Nullable Path markdown;

    @Spec private CommandSpec commandLine = CommandSpec.create();

    private final String command;

    private Bench(String command) {
        this.command = command;
    }

    /** Measures what the arguments say. */
    public static void main(String[] arguments) {
        String command = environment() + COMMAND + quoted(arguments);
        System.exit(
                new CommandLine(new Bench(command))
                        .setCaseInsensitiveEnumValuesAllowed(true)
                        .execute(arguments));
    }

    /** Returns what the environment says to OpenMP, for every system hears it. */
    private static String environment() {
        return System.getenv().entrySet().stream()
                .filter(entry -> entry.getKey().matches("(OMP|GOMP|KMP)_.*"))
                .map(entry -> entry.getKey() + "=" + entry.getValue() + " ")
                .sorted()
                .collect(Collectors.joining());
    }

    private static String quoted(String[] arguments) {
        return Arrays.stream(arguments)
                .map(argument -> argument.contains(" ") ? " '" + argument + "'" : " " + argument)
                .collect(Collectors.joining());
    }

    @Override
    public Integer call() throws IOException {
        BenchPlan plan = plan();
        String loadBefore = Machine.load();
        var sections = new ArrayList<Section>();
        for (Measure measure : measures.isEmpty() ? List.of(Measure.values()) : measures) {
            sections.addAll(measure.of(plan, words -> System.err.println(measure + ": " + words)));
        }
        String report =
                "# %s\n\n%s, on %s. Load before: %s, after: %s.\n\n    %s\n    %s\n\n%s"
                        .formatted(
                                title(),
                                LocalDate.now(ZoneId.systemDefault()),
                                Machine.description(),
                                loadBefore,
                                Machine.load(),
                                BUILD,
                                command,
                                sections.stream()
                                        .map(Section::markdown)
                                        .collect(Collectors.joining("\n")));
        System.out.print(report);
        if (markdown != null) {
            Files.writeString(markdown, report);
        }
        return 0;
    }

    private String title() {
        if (measures.equals(List.of(Measure.COSTS))) {
            return "What a step costs";
        }
        return measures.equals(List.of(Measure.INFERENCE))
                ? "How fast models predict"
                : "How fast Gradus is";
    }

    private BenchPlan plan() {
        Home home = Home.here();
        var asked = systems.isEmpty() ? Arrays.asList(Entrant.values()) : systems;
        List<Entrant> built = asked.stream().filter(home::has).toList();
        List<Entrant> entrants = built.stream().filter(Entrant::isSystem).toList();
        List<Entrant> predictors = built.stream().filter(Entrant::predicts).toList();
        List<Task> tasks =
                Workloads.all().stream()
                        .filter(workload -> workload.name().contains(only))
                        .flatMap(workload ->
                                updates.stream().map(update -> new Task(workload, update)))
                        .toList();
        if (tasks.isEmpty() && !measures.contains(Measure.INFERENCE)) {
            throw new ParameterException(
                    commandLine.commandLine(),
                    "no workload's name contains \"%s\"; there are %s"
                            .formatted(
                                    only, Workloads.all().stream().map(Workload::name).toList()));
        }
        return new BenchPlan(
                home, entrants, predictors, tasks, only, threads, rounds, seconds, warmup);
    }
}
