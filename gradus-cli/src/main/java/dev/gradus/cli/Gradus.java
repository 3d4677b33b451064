package dev.gradus.cli;

import java.util.Objects;
import java.util.concurrent.Callable;
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
            return commandLine(surroundings).execute(arguments);
        } finally {
            surroundings.out().stream().flush();
            surroundings.err().stream().flush();
        }
    }

    static CommandLine commandLine(Surroundings surroundings) {
        var gradus = new Gradus(surroundings);
        var problems = new Problems(surroundings.err(), () -> gradus.verbose);
        var line = new CommandLine(gradus);
        line.addSubcommand(new TrainCommand(surroundings));
        line.addSubcommand(new FindCommand(surroundings));
        line.addSubcommand(new ScheduleCommand(surroundings));
        line.addSubcommand(new PlotCommand(surroundings));
        line.addSubcommand(new CompareCommand(surroundings));
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
}
