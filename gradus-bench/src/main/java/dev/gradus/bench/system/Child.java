package dev.gradus.bench.system;

import dev.gradus.bench.workload.Task;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.StringJoiner;

/**
 * The process in which one system works on one task. It answers every line with a line:
 *
 * <pre>
 * (start)          ready DESCRIPTION, or refused WHY
 * losses COUNT     makes so many steps: LOSS LOSS ...
 * steps SECONDS    makes steps for so long, at least three: COUNT BEST MEDIAN, in seconds
 * footprint        PEAK NATIVES, in bytes
 * (end of input)   ends
 * </pre>
 */
public final class Child {
    private static final int LEAST_STEPS = 3;
    private static final int MOST_STEPS = 1_000_000;

    private final Session session;

    private Child(Session session) {
        this.session = session;
    }

    /** Runs with the names of a system, a workload and an update, and a number of threads. */
    public static void main(String[] arguments) throws IOException {
        PrintStream answers = System.out;
        System.setOut(System.err); // some systems are talkative
        var task = Task.named(arguments[1], arguments[2]);
        int threads = Integer.parseInt(arguments[3]);
        try (Session session = Contender.named(arguments[0]).open(task, threads)) {
            answers.println("ready " + session.description());
            new Child(session).serve(answers);
        } catch (IllegalArgumentException refusal) {
            answers.println("refused " + refusal.getMessage());
        }
        // Some systems leave threads behind that would keep the process alive.
        Runtime.getRuntime().halt(0);
    }

    private void serve(PrintStream answers) throws IOException {
        var orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = orders.readLine(); line != null; line = orders.readLine()) {
            String[] words = line.split(" ", 2);
            answers.println(
                    switch (words[0]) {
                        case "losses" -> losses(Integer.parseInt(words[1]));
                        case "steps" -> steps(Double.parseDouble(words[1]));
                        case "footprint" -> footprint();
                        default -> throw new IllegalStateException("unknown order: " + line);
                    });
        }
    }

    private String losses(int count) {
        var losses = new StringJoiner(" ");
        for (int i = 0; i < count; i++) {
            session.step();
            losses.add(String.valueOf(session.loss()));
        }
        return losses.toString();
    }

    private String steps(double seconds) {
        double[] times = new double[1024];
        int count = 0;
        long end = System.nanoTime() + (long) (seconds * 1e9);
        long before = System.nanoTime();
        while ((before < end && count < MOST_STEPS) || count < LEAST_STEPS) {
            session.step();
            long after = System.nanoTime();
            if (count == times.length) {
                times = Arrays.copyOf(times, 2 * count);
            }
            times[count] = (after - before) * 1e-9;
            count++;
            before = after;
        }
        var result = Times.of(Arrays.copyOf(times, count));
        return result.steps() + " " + result.best() + " " + result.median();
    }

    private static String footprint() {
        var footprint = Footprint.current();
        return footprint.peak() + " " + footprint.natives();
    }
}
