package dev.gradus.cli;

import dev.gradus.cli.command.ControlCommand;
import dev.gradus.cli.command.EvaluateCommand;
import dev.gradus.cli.command.ExportCommand;
import dev.gradus.cli.command.FindCommand;
import dev.gradus.cli.command.ForkCommand;
import dev.gradus.cli.command.PredictCommand;
import dev.gradus.cli.command.RecipeCommand;
import dev.gradus.cli.command.ReplayCommand;
import dev.gradus.cli.command.ResumeCommand;
import dev.gradus.cli.command.ShowCommand;
import dev.gradus.cli.command.StudioCommand;
import dev.gradus.cli.command.SweepCommand;
import dev.gradus.cli.command.TrainCommand;
import dev.gradus.cli.record.CompareCommand;
import dev.gradus.cli.record.PlotCommand;
import dev.gradus.cli.record.RunsCommand;
import dev.gradus.cli.schedule.GalleryCommand;
import dev.gradus.cli.schedule.ScheduleCommand;
import dev.gradus.cli.syntax.Command;
import dev.gradus.cli.syntax.ExitCode;
import dev.gradus.cli.syntax.Given;
import dev.gradus.cli.syntax.Problems;
import dev.gradus.cli.syntax.Surroundings;
import dev.gradus.cli.syntax.Syntax;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;

/** The whole command line: its commands, and what is the same for all of them. */
public final class Gradus implements Command {
    private static final Map<String, Function<Surroundings, Command>> COMMANDS = commands();

    private final Surroundings surroundings;
    private final Syntax syntax;
    private boolean verbose;

    private Gradus(Surroundings surroundings) {
        this.surroundings = surroundings;
        syntax =
                Syntax.of("gradus", this)
                        .description(
                                "Trains neural networks and puts the learning rate in your hands.")
                        .footer(
                                "Begin with: gradus train",
                                "Help on one command: gradus train --help")
                        .with(this::declareCommon);
    }

    @Override
    public Syntax syntax() {
        return syntax;
    }

    /** Adds the options that are allowed before and after the command's name. */
    private void declareCommon(Syntax syntax) {
        syntax.helpAndVersion()
                .flag("--verbose", verbose, wanted -> verbose |= wanted) // once in either place
                .says("Show where in the program an error comes from.");
    }

    /** Without a command, all commands are shown. */
    @Override
    public Integer call() {
        syntax.spec().commandLine().usage(surroundings.err().writer());
        return ExitCode.USAGE;
    }

    /**
     * Runs one command line.
     *
     * @param surroundings where it reads and writes
     * @param arguments the command and its arguments
     * @return the exit code, see {@link ExitCode}
     */
    public static int run(Surroundings surroundings, String... arguments) {
        try {
            int code = commandLine(surroundings, arguments).execute(arguments);
            surroundings.out().stream().flush();
            return surroundings
                    .out()
                    .fault()
                    .map(why -> lost(surroundings, why, code))
                    .orElse(code);
        } catch (OutOfMemoryError | StackOverflowError limit) {
            return new Problems(surroundings.err(), () -> isVerbose(arguments)).report(limit);
        } finally {
            surroundings.out().stream().flush();
            surroundings.err().stream().flush();
        }
    }

    private static boolean isVerbose(String... arguments) {
        return List.of(arguments).contains("--verbose");
    }

    /** Reports that the output is incomplete; returns the exit code. */
    private static int lost(Surroundings surroundings, String why, int code) {
        surroundings.warn("the output is incomplete: standard output: " + why);
        return code == ExitCode.DONE ? ExitCode.UNKEPT : code;
    }

    /** Returns a command line with the command that the arguments name, or with all. */
    static CommandLine commandLine(Surroundings surroundings, String... arguments) {
        var gradus = new Gradus(surroundings);
        var problems = new Problems(surroundings.err(), () -> gradus.verbose);
        CommandSpec spec = gradus.syntax.spec();
        for (String name : asked(arguments)) {
            Syntax command = made(name, surroundings).syntax().with(gradus::declareCommon);
            spec.addSubcommand(name, command.spec());
        }
        spec.usageMessage().synopsisSubcommandLabel("COMMAND");
        var line = new CommandLine(spec);
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
                .setExecutionStrategy(parsed -> {
                    parsed.asCommandLineList().stream()
                            .map(CommandLine::getParseResult)
                            .flatMap(each -> Given.passedOver(each).stream())
                            .forEach(surroundings::warn);
                    return new CommandLine.RunLast().execute(parsed);
                })
                .setParameterExceptionHandler(problems)
                .setExecutionExceptionHandler(problems);
        return line;
    }

    /** Declaring options takes time, so only those of the given commands are declared. */
    private static List<String> asked(String... arguments) {
        return Stream.of(arguments)
                .filter(argument -> !argument.startsWith("-"))
                .findFirst()
                .filter(COMMANDS.keySet()::contains)
                .map(List::of)
                .orElse(List.copyOf(COMMANDS.keySet()));
    }

    private static Command made(String name, Surroundings surroundings) {
        return Objects.requireNonNull(COMMANDS.get(name)).apply(surroundings);
    }

    private static Map<String, Function<Surroundings, Command>> commands() {
        var commands = new LinkedHashMap<String, Function<Surroundings, Command>>();
        commands.put("train", TrainCommand::new);
        commands.put("recipe", RecipeCommand::new);
        commands.put("find", FindCommand::new);
        commands.put("sweep", SweepCommand::new);
        commands.put("resume", ResumeCommand::new);
        commands.put("fork", ForkCommand::new);
        commands.put("replay", ReplayCommand::new);
        commands.put("control", ControlCommand::new);
        commands.put("studio", StudioCommand::new);
        commands.put("runs", RunsCommand::new);
        commands.put("schedule", ScheduleCommand::new);
        commands.put("plot", PlotCommand::new);
        commands.put("compare", CompareCommand::new);
        commands.put("show", ShowCommand::new);
        commands.put("predict", PredictCommand::new);
        commands.put("evaluate", EvaluateCommand::new);
        commands.put("export", ExportCommand::new);
        commands.put("gallery", GalleryCommand::new);
        return Collections.unmodifiableMap(commands);
    }
}
