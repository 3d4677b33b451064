package dev.gradus.cli.syntax;

import dev.gradus.data.DataException;
import dev.gradus.model.ModelException;
import dev.gradus.nn.layer.InputException;
import dev.gradus.number.NumberText;
import dev.gradus.plot.NoFontsException;
import dev.gradus.recipe.RecipeException;
import dev.gradus.run.json.RunException;
import dev.gradus.text.FileFault;
import dev.gradus.text.MemoryFault;
import dev.gradus.text.Suggestions;
import dev.gradus.train.checkpoint.CheckpointException;
import java.io.UncheckedIOException;
import java.nio.file.InvalidPathException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Reports what went wrong in a line or two, and returns the exit code. */
public final class Problems implements IParameterExceptionHandler, IExecutionExceptionHandler {
    private static final int LONGEST_LINE = 500;
    private static final int HEAD = 300;
    private static final int TAIL = 150;
    private static final int DEEPEST_CAUSE = 20;
    private static final String LABEL = "Error: ";

    /** What newcomers write without its option; the first that a command has is suggested. */
    private static final SequencedMap<String, String> NAMED = named();

    private final Output err;
    private final BooleanSupplier verbose;

    public Problems(Output err, BooleanSupplier verbose) {
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
        Optional<OutOfMemoryError> full = behind(problem);
        if (full.isPresent()) {
            return report(MemoryFault.sentence(full.get()), problem, ExitCode.USAGE);
        }
        return switch (problem) {
            case ParameterException usage -> handleParseException(usage, new String[0]);
            case InputException data -> report(message(data), data, ExitCode.DATA);
            case InvalidPathException name ->
                    report(
                            nameless(name, System.getProperty("sun.jnu.encoding", "")),
                            name,
                            ExitCode.USAGE);
            case IllegalArgumentException usage -> report(message(usage), usage, ExitCode.USAGE);
            case DataException data -> report(message(data), data, ExitCode.DATA);
            case ModelException file -> report(message(file), file, ExitCode.DATA);
            case RecipeException file -> report(message(file), file, ExitCode.DATA);
            case CheckpointException file -> report(message(file), file, ExitCode.DATA);
            case RunException file -> report(message(file), file, ExitCode.DATA);
            case NoFontsException none -> report(message(none), none, ExitCode.UNKEPT);
            case UncheckedIOException file -> report(told(file), file, ExitCode.DATA);
            default ->
                    report(
                            "this is an error in Gradus, not yours: %s; --verbose shows where"
                                    .formatted(problem),
                            problem,
                            ExitCode.INTERNAL);
        };
    }

    /** An OutOfMemoryError of another thread is wrapped by the code that waited for it. */
    private static Optional<OutOfMemoryError> behind(Exception problem) {
        if (problem instanceof IllegalArgumentException || problem instanceof DataException) {
            return Optional.empty(); // its message already says what did not fit
        }
        return Stream.<Throwable>iterate(problem, Objects::nonNull, Throwable::getCause)
                .limit(DEEPEST_CAUSE)
                .filter(OutOfMemoryError.class::isInstance)
                .map(OutOfMemoryError.class::cast)
                .findFirst();
    }

    /**
     * Reports errors after which no command can continue: memory is full, or a text is nested too
     * deeply.
     */
    public int report(VirtualMachineError limit) {
        String sentence =
                limit instanceof OutOfMemoryError full
                        ? MemoryFault.sentence(full)
                        : "something in the input is nested too deeply";
        return report(sentence, limit, ExitCode.USAGE);
    }

    private int report(String sentence, Throwable problem, int code) {
        sentence.lines()
                .map(Problems::shortened)
                .reduce((first, second) -> first + "\n" + second)
                .ifPresent(lines -> err.line("gradus: " + lines));
        if (verbose.getAsBoolean()) {
            problem.printStackTrace(err.stream());
        }
        return code;
    }

    /**
     * Returns why a text cannot name a file.
     *
     * @param characters those in which this Java reads and writes names of files
     */
    static String nameless(InvalidPathException problem, String characters) {
        String reason = lowered(problem.getReason());
        boolean isOfLocale = reason.contains("unmappable") && !characters.equals("UTF-8");
        return "'%s' cannot name a file: %s"
                .formatted(
                        problem.getInput(),
                        isOfLocale
                                ? "Java reads names in the characters of the locale, here %s; set one that has all, as by LANG=C.UTF-8"
                                        .formatted(characters)
                                : reason);
    }

    /** Code that wrapped a failure of the file system may have named the file. */
    private static String told(UncheckedIOException failure) {
        String message = message(failure);
        return message.equals(String.valueOf(failure.getCause()))
                ? "a file could not be read or written: " + FileFault.reason(failure)
                : message;
    }

    /** Somebody may have pasted a whole file instead of a number. */
    private static String shortened(String line) {
        return line.length() <= LONGEST_LINE
                ? line
                : line.substring(0, HEAD) + " … " + line.substring(line.length() - TAIL);
    }

    private static String message(Exception problem) {
        return String.valueOf(problem.getMessage());
    }

    private static String sentence(ParameterException problem) {
        CommandLine command = problem.getCommandLine();
        String help = "; see " + command.getCommandSpec().qualifiedName() + " --help";
        return switch (problem) {
            case UnmatchedArgumentException unmatched -> unmatched(unmatched, command) + help;
            case MissingParameterException missing -> missing(missing) + help;
            default -> lowered(withoutLabel(message(problem)));
        };
    }

    /** Picocli begins some sentences so. */
    private static String withoutLabel(String sentence) {
        return sentence.startsWith(LABEL) ? sentence.substring(LABEL.length()) : sentence;
    }

    private static String missing(MissingParameterException problem) {
        return problem.getMissing().stream()
                .filter(missing -> missing.isPositional() && missing.arity().min() > 1)
                .findFirst()
                .map(several ->
                        "expected %s at least %s"
                                .formatted(
                                        several.paramLabel(),
                                        NumberText.counted(several.arity().min(), "time")))
                .orElseGet(() -> lowered(message(problem)));
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
            return written.indexOf('.') < 0
                    ? Suggestions.unknown("command", written, command.getSubcommands().keySet())
                    : "unknown command '%s'; to train on a file, write gradus train FILE"
                            .formatted(written);
        }
        return "unexpected argument '%s' (%san expression with spaces needs quotes)"
                .formatted(written, meant(command.getCommandSpec()));
    }

    /** Returns where a name belongs that was written without its option. */
    private static String meant(CommandSpec command) {
        return NAMED.entrySet().stream()
                .filter(option -> command.findOption(option.getKey()) != null)
                .findFirst()
                .map(option -> option.getValue() + " is named with " + option.getKey() + "; ")
                .orElse("");
    }

    private static SequencedMap<String, String> named() {
        var named = new LinkedHashMap<String, String>();
        named.put("--to", "a file to write");
        named.put("--out", "a file to write");
        named.put("--target", "a column to learn");
        return named;
    }

    private static String lowered(String sentence) {
        return Character.toLowerCase(sentence.charAt(0)) + sentence.substring(1);
    }
}
