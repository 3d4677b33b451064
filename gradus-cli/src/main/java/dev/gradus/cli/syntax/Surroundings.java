package dev.gradus.cli.syntax;

import dev.gradus.cli.syntax.Output.Reader;
import dev.gradus.digits.Mnist;
import dev.gradus.run.Run;
import dev.gradus.run.event.EventFaults;
import dev.gradus.run.history.History;
import java.io.FileDescriptor;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What a command finds around it; a test puts its own in place.
 *
 * @param in standard input
 * @param out standard output
 * @param err standard error
 * @param directory what relative paths are relative to
 * @param environment the environment variables
 * @param digits where the built-in digits come from; their reading may be under way
 */
public record Surroundings(
        TerminalInput in,
        Output out,
        Output err,
        Path directory,
        Map<String, String> environment,
        Supplier<Mnist> digits) {
    /** The launcher says here which of {@code in}, {@code out} and {@code err} are terminals. */
    private static final String TERMINALS = "gradus.terminals";

    /** The launcher says here how it was called. */
    private static final String LAUNCHER = "GRADUS_LAUNCHER";

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

    /** Returns the same surroundings with the digits from elsewhere. */
    public Surroundings with(Supplier<Mnist> digits) {
        return new Surroundings(in, out, err, directory, environment, digits);
    }

    /** Returns whether colours are welcome: on a terminal, unless {@code NO_COLOR} is set. */
    public boolean hasColour(Output output) {
        return output.isTerminal()
                && environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !isDumb();
    }

    /**
     * Returns an output as one whose lines stay, if its terminal cannot write over a line: {@code
     * TERM} says so.
     */
    public Output withoutCursor(Output output) {
        return isDumb() ? new Output(output.stream(), Reader.PIPE) : output;
    }

    private boolean isDumb() {
        return environment.getOrDefault("TERM", "").equals("dumb");
    }

    /** Returns what begins a command that is offered, as the user typed it. */
    public String launcher() {
        return ShellWord.of(environment.getOrDefault(LAUNCHER, "gradus"));
    }

    /** Says what a person should know although the command goes on. */
    public void warn(String sentence) {
        err.line("gradus: " + sentence);
    }

    /** Reads a run's history, and says which lines of its record cannot be read. */
    public History history(Run run) {
        var faults = new EventFaults();
        History history = History.read(run.events(), faults);
        faults.sentence().ifPresent(sentence -> warn("run %s: %s".formatted(run.id(), sentence)));
        return history;
    }

    /** Returns the path a user wrote, from the directory the command runs in. */
    public Path path(String written) {
        return directory.resolve(written);
    }

    private static boolean isTerminal(String name) {
        return List.of(System.getProperty(TERMINALS, "").split(",", -1)).contains(name);
    }

    private static TerminalInput input() {
        return new TerminalInput(
                System.in,
                Charset.forName(System.getProperty("stdin.encoding", "UTF-8")),
                isTerminal("in") ? TerminalInput.Writer.KEYBOARD : TerminalInput.Writer.PIPE);
    }

    private static Output output(String name, FileDescriptor descriptor, String encoding) {
        boolean terminal = isTerminal(name);
        // A C locale says ASCII; what goes into a file or a program is UTF-8 all the same.
        Charset charset =
                terminal
                        ? Charset.forName(System.getProperty(encoding, "UTF-8"))
                        : StandardCharsets.UTF_8;
        return new Output(
                CheckedStream.of(descriptor, charset), terminal ? Reader.TERMINAL : Reader.PIPE);
    }
}
