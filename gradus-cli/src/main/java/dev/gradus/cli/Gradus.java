package dev.gradus.cli;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The whole command line: its commands, and what is the same for all of them. */
@Command(
        name = "gradus",
        description = "Trains neural networks and puts the learning rate in your hands.",
        versionProvider = Version.class,
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        scope = CommandLine.ScopeType.INHERIT,
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Begin with: gradus train", "Help on one command: gradus train --help"})
final class Gradus implements Callable<Integer> {
    private static final Map<String, Function<Surroundings, Object>> COMMANDS = commands();

    @Option(
            names = "--verbose",
            scope = CommandLine.ScopeType.INHERIT,
            description = "Show where in the program an error comes from.")
    private boolean verbose;

    private final Surroundings surroundings;

    @Spec private @Nullable CommandSpec spec;

    private Gradus(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** Without a command there is nothing to do but to show what there is. */
    @Override
    public Integer call() {
        Objects.requireNonNull(spec).commandLine().usage(surroundings.err().writer());
        return ExitCode.USAGE;
    }

    /**
     * Runs one command line.
     *
     * @param surroundings where it reads and writes
     * @param arguments the command and its arguments
     * @return the exit code, see {@link ExitCode}
     */
    static int run(Surroundings surroundings, String... arguments) {
        try {
            return commandLine(surroundings, arguments).execute(arguments);
        } finally {
            surroundings.out().stream().flush();
            surroundings.err().stream().flush();
        }
    }

    /** Returns a command line with the command that the arguments name, or with all. */
    static CommandLine commandLine(Surroundings surroundings, String... arguments) {
        var gradus = new Gradus(surroundings);
        var problems = new Problems(surroundings.err(), () -> gradus.verbose);
        var line = new CommandLine(gradus);
        asked(arguments).forEach(name -> line.addSubcommand(name, made(name, surroundings)));
        line.setUsageHelpAutoWidth(false)
                .setUsageHelpWidth(100)
                .setAbbreviatedOptionsAllowed(false)
                .setOverwrittenOptionsAllowed(true)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(surroundings.out().writer())
                .setErr(surroundings.err().writer())
                .setColorScheme(
                        CommandLine.Help.defaultColorScheme(
                                surroundings.hasColour(surroundings.out()) ? Ansi.ON : Ansi.OFF))
                .setParameterExceptionHandler(problems)
                .setExecutionExceptionHandler(problems);
        return line;
    }

    /** A command's options take a while to be looked at, so only those in question are. */
    private static List<String> asked(String... arguments) {
        return Stream.of(arguments)
                .filter(argument -> !argument.startsWith("-"))
                .findFirst()
                .filter(COMMANDS.keySet()::contains)
                .map(List::of)
                .orElse(List.copyOf(COMMANDS.keySet()));
    }

    private static Object made(String name, Surroundings surroundings) {
        return Objects.requireNonNull(COMMANDS.get(name)).apply(surroundings);
    }

    private static Map<String, Function<Surroundings, Object>> commands() {
        var commands = new LinkedHashMap<String, Function<Surroundings, Object>>();
        commands.put("train", TrainCommand::new);
        commands.put("find", FindCommand::new);
        commands.put("resume", ResumeCommand::new);
        commands.put("fork", ForkCommand::new);
        commands.put("replay", ReplayCommand::new);
        commands.put("control", ControlCommand::new);
        commands.put("schedule", ScheduleCommand::new);
        commands.put("plot", PlotCommand::new);
        commands.put("compare", CompareCommand::new);
        commands.put("gallery", GalleryCommand::new);
        return Collections.unmodifiableMap(commands);
    }
}
