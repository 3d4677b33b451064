package dev.gradus.bench.system;

import dev.gradus.bench.workload.Task;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A {@link Child} or another class that answers, seen from the process that started it: waits for
 * orders and does one each.
 */
public final class ChildProcess implements AutoCloseable {
    private final Entrant entrant;
    private final Path log;
    private final Process process;
    private final BufferedReader answers;
    private final PrintWriter orders;
    private final String greeting;

    private ChildProcess(Entrant entrant, Path log, Process process) {
        this.entrant = entrant;
        this.log = log;
        this.process = process;
        this.answers = process.inputReader(StandardCharsets.UTF_8);
        this.orders = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
        this.greeting = answer();
    }

    /**
     * Starts a system on a task and waits until it is ready or has refused.
     *
     * @param threads how many may compute
     */
    public static ChildProcess start(Home home, Entrant entrant, Task task, int threads) {
        return start(
                home,
                entrant,
                Child.class,
                List.of(
                        entrant.toString(),
                        task.workload().name(),
                        task.update().name(),
                        String.valueOf(threads)),
                threads);
    }

    /**
     * Starts a system and waits until it is ready or has refused.
     *
     * @param main what runs there, and answers as {@link Child} does
     * @param arguments what it is given
     * @param threads how many may compute
     */
    public static ChildProcess start(
            Home home, Entrant entrant, Class<?> main, List<String> arguments, int threads) {
        try {
            Path log = Files.createTempFile("gradus-bench-" + entrant + "-", ".log");
            var builder = home.java(entrant, main, arguments).redirectError(log.toFile());
            builder.environment().put("OMP_NUM_THREADS", String.valueOf(threads));
            return new ChildProcess(entrant, log, builder.start());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Returns who works here. */
    public Entrant entrant() {
        return entrant;
    }

    /** Returns why the system cannot do the task, or nothing if it can. */
    public Optional<String> refusal() {
        return greeting.startsWith("refused ")
                ? Optional.of(greeting.substring("refused ".length()))
                : Optional.empty();
    }

    /** Returns in a few words what computes. */
    public String description() {
        return greeting.substring(greeting.indexOf(' ') + 1);
    }

    /** Makes this many steps and returns the loss of each. */
    public double[] losses(int count) {
        return numbers(ask("losses " + count));
    }

    private static double[] numbers(String line) {
        return Stream.of(line.split(" ", -1)).mapToDouble(Double::parseDouble).toArray();
    }

    /**
     * Makes steps for this long.
     *
     * @param seconds how long, above 0
     */
    public StepTimes steps(double seconds) {
        return StepTimes.parse(ask("steps " + seconds));
    }

    /**
     * Predicts the first of some examples and returns the answers, row after row.
     *
     * @param count how many
     */
    public double[] answers(int count) {
        return numbers(ask("answers " + count));
    }

    /**
     * Predicts the same examples for this long.
     *
     * @param count how many at once
     * @param seconds how long, above 0
     */
    public StepTimes predictions(int count, double seconds) {
        return StepTimes.parse(ask("time " + count + " " + seconds));
    }

    /** Returns what the process has taken so far. */
    public Footprint footprint() {
        String[] words = ask("footprint").split(" ", -1);
        return new Footprint(Long.parseLong(words[0]), Long.parseLong(words[1]));
    }

    private String ask(String order) {
        orders.println(order);
        return answer();
    }

    private String answer() {
        try {
            String line = answers.readLine();
            if (line == null) {
                throw new IllegalStateException(
                        "%s died; its last words are in %s".formatted(entrant, log));
            }
            return line;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() {
        orders.close();
        try {
            if (process.waitFor() == 0) {
                Files.deleteIfExists(log);
            }
        } catch (InterruptedException interruption) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
