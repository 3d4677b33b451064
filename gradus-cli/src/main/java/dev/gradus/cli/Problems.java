package dev.gradus.cli;

import dev.gradus.run.RunException;
import dev.gradus.text.FileFault;
import dev.gradus.text.Suggestions;
import dev.gradus.train.checkpoint.CheckpointException;
import dev.gradus.train.data.DataException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.BooleanSupplier;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Tells what went wrong in a line or two, and what exit code that means. */
final class Problems implements IParameterExceptionHandler, IExecutionExceptionHandler {
    private final Output err;
    private final BooleanSupplier verbose;

    Problems(Output err, BooleanSupplier verbose) {
        this.err = err;
        this.verbose = verbose;
    }

    @Override
    public int handleParseException(ParameterException problem, String[] arguments) {
        return report(sentence(problem), problem, ExitCode.USAGE);
    }

    @Override
    public int handleExecutionException(
            Exception problem, CommandLine command, ParseResult arguments) {
        return switch (problem) {
            case ParameterException usage -> handleParseException(usage, new String[0]);
            case IllegalArgumentException usage -> report(message(usage), usage, ExitCode.USAGE);
            case DataException data -> report(message(data), data, ExitCode.DATA);
            case CheckpointException file -> report(message(file), file, ExitCode.DATA);
            case RunException file -> report(message(file), file, ExitCode.DATA);
            case UncheckedIOException file -> report(told(file), file, ExitCode.DATA);
            default ->
                    report(
                            "this is a fault of Gradus, not yours: %s; --verbose shows where"
                                    .formatted(problem),
                            problem,
                            ExitCode.INTERNAL);
        };
    }

    private int report(String sentence, Exception problem, int code) {
        err.line("gradus: " + sentence);
        if (verbose.getAsBoolean()) {
            problem.printStackTrace(err.stream());
        }
        return code;
    }

    /** Whoever wrapped a failure of the file system may have said which file it was. */
    private static String told(UncheckedIOException failure) {
        String message = message(failure);
        return message.equals(String.valueOf(failure.getCause()))
                ? "a file could not be read or written: " + FileFault.reason(failure)
                : message;
    }

    private static String message(Exception problem) {
        return String.valueOf(problem.getMessage());
    }

    private static String sentence(ParameterException problem) {
        CommandLine command = problem.getCommandLine();
        String help = "; see " + command.getCommandSpec().qualifiedName() + " --help";
        return switch (problem) {
            case UnmatchedArgumentException unmatched -> unmatched(unmatched, command) + help;
            case MissingParameterException missing -> lowered(message(missing)) + help;
            default -> lowered(message(problem));
        };
    }

    private static String unmatched(UnmatchedArgumentException problem, CommandLine command) {
        String written = problem.getUnmatched().getFirst();
        if (problem.isUnknownOption()) {
            List<String> options =
                    command.getCommandSpec().options().stream()
                            .map(OptionSpec::longestName)
                            .toList();
            return Suggestions.unknown("option", written, options);
        }
        if (!command.getSubcommands().isEmpty()) {
            return Suggestions.unknown("command", written, command.getSubcommands().keySet());
        }
        return "one argument too many: '%s' (an expression with blanks needs quotes)"
                .formatted(written);
    }

    private static String lowered(String sentence) {
        return Character.toLowerCase(sentence.charAt(0)) + sentence.substring(1);
    }
}
