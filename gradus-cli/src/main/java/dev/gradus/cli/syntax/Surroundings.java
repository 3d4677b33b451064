package dev.gradus.cli.syntax;

import dev.gradus.cli.syntax.Output.Reader;
import dev.gradus.digits.Mnist;
import dev.gradus.run.Run;
import dev.gradus.run.RunLock;
import dev.gradus.run.event.EventFaults;
import dev.gradus.run.history.History;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The environment of a command; tests supply their own.
 *
 * @param in standard input
 * @param out standard output
 * @param err standard error
 * @param directory what relative paths are relative to
 * @param environment the environment variables
 * @param digits supplies the built-in digits, which may still be loading
 */
public record Surroundings(
        TerminalInput in,
        Output out,
        Output err,
        Path directory,
        Map<String, String> environment,
        Supplier<Mnist> digits) {
    /**
     * The property in which the launcher lists which of {@code in}, {@code out} and {@code err} are
     * terminals.
     */
    private static final String TERMINALS = "gradus.terminals";

    public Surroundings(
            TerminalInput in,
            Output out,
            Output err,
            Path directory,
            Map<String, String> environment) {
        this(in, out, err, directory, environment, Mnist::load);
    }

    public static Surroundings ofProcess() {
        return new Surroundings(
                input(),
                output("out", FileDescriptor.out, "stdout.encoding"),
                output("err", FileDescriptor.err, "stderr.encoding"),
                Path.of(""),
                System.getenv());
    }

    /** Returns the surroundings of a command that reads nothing and whose words nobody sees. */
    public static Surroundings silent(Path directory, Map<String, String> environment) {
        var nowhere =
                new Output(
                        new PrintStream(
                                OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
                        Reader.PIPE);
        return new Surroundings(TerminalInput.none(), nowhere, nowhere, directory, environment);
    }

    /** Returns the same surroundings with another source of digits. */
    public Surroundings with(Supplier<Mnist> digits) {
        return new Surroundings(in, out, err, directory, environment, digits);
    }

    /** Returns whether to use colours: on a terminal, unless {@code NO_COLOR} is set. */
    public boolean hasColour(Output output) {
        return output.isTerminal()
                && environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !isDumb();
    }

    /**
     * Returns an output without redrawn lines, if {@code TERM} says that its terminal cannot redraw
     * a line.
     */
    public Output withoutCursor(Output output) {
        return isDumb() ? new Output(output.stream(), Reader.PIPE) : output;
    }

    private boolean isDumb() {
        return environment.getOrDefault("TERM", "").equals("dumb");
    }

    /** Returns the first words of suggested commands, as the user typed them. */
    public String launcher() {
        return OwnCommand.typed(environment);
    }

    /** Prints a warning, which is seen at once; the command continues. */
    public void warn(String sentence) {
        err.line("gradus: " + sentence);
        err.stream().flush();
    }

    /** Reads a run's history, and says what of its record is damaged, and whether it has an end. */
    public History history(Run run) {
        // A run that ends while its record is read was in training.
        boolean isOver = run.lockState() == RunLock.State.FREE;
        var history = new History();
        var faults = new EventFaults();
        run.read(history::on, faults);
        run.damage().ifPresent(this::warn);
        faults.sentence().ifPresent(sentence -> warn("run %s: %s".formatted(run.id(), sentence)));
        if (isOver && history.end().isEmpty()) {
            warn(
                    "run %s has no end on record: %s"
                            .formatted(
                                    run.id(),
                                    run.unrecordedEnd()
                                            .orElse(
                                                    "its process was killed or found no room on the disk, or the end of events.jsonl was cut off")));
        }
        return history;
    }

    /** Returns the path a user wrote, from the directory the command runs in. */
    public Path path(String written) {
        return directory.resolve(written);
    }

    /**
     * Looks into the launcher's list, or without a launcher asks the console, which answers for all
     * three at once.
     */
    private static boolean isTerminal(String name) {
        String terminals = System.getProperty(TERMINALS);
        if (terminals == null) {
            return Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
        }
        return List.of(terminals.split(",", -1)).contains(name);
    }

    private static TerminalInput input() {
        return new TerminalInput(
                System.in,
                Charset.forName(System.getProperty("stdin.encoding", "UTF-8")),
                isTerminal("in") ? TerminalInput.Writer.KEYBOARD : TerminalInput.Writer.PIPE);
    }

    private static Output output(String name, FileDescriptor descriptor, String encoding) {
        boolean terminal = isTerminal(name);
        // In a C locale the charset is ASCII; what goes into a file or a program is UTF-8
        // nevertheless.
        Charset charset =
                terminal
                        ? Charset.forName(System.getProperty(encoding, "UTF-8"))
                        : StandardCharsets.UTF_8;
        return new Output(
                CheckedStream.of(descriptor, charset), terminal ? Reader.TERMINAL : Reader.PIPE);
    }
}
