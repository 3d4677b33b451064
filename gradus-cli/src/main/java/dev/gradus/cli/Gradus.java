package dev.gradus.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Option;

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
final class Gradus {
    @Option(
            names = "--verbose",
            scope = CommandLine.ScopeType.INHERIT,
            description = "Show where in the program an error comes from.")
    private boolean verbose;

    private Gradus() {}

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
        var gradus = new Gradus();
        var problems = new Problems(surroundings.err(), () -> gradus.verbose);
        var line = new CommandLine(gradus);
        line.addSubcommand(new TrainCommand(surroundings));
        line.addSubcommand(new ResumeCommand(surroundings));
        line.addSubcommand(new ForkCommand(surroundings));
        line.addSubcommand(new ReplayCommand(surroundings));
        line.addSubcommand(new ControlCommand(surroundings));
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
