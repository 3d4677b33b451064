package dev.gradus.bench.system;

import dev.gradus.bench.workload.Task;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;

/**
 * The process in which one system works on one task. It answers every line with a line:
 *
 * <pre>
 * (start)          ready DESCRIPTION, or refused WHY
 * losses COUNT     makes this many steps: LOSS LOSS ...
 * steps SECONDS    makes steps for this long, at least three: COUNT BEST MEDIAN PROCESSOR, in seconds
 * footprint        PEAK NATIVES, in bytes
 * (end of input)   ends
 * </pre>
 */
public final class Child {
    private final Session session;

    private Child(Session session) {
        this.session = session;
    }

    /** Runs with the names of a system, a workload and an update, and a number of threads. */
    public static void main(String[] arguments) throws IOException {
        PrintStream answers = System.out;
        System.setOut(System.err); // some systems are talkative
        Thread.setDefaultUncaughtExceptionHandler((_, failure) -> {
            failure.printStackTrace();
            end(1);
        });
        var task = Task.named(arguments[1], arguments[2]);
        int threads = Integer.parseInt(arguments[3]);
        Session session;
        try {
            session = Contender.named(arguments[0]).open(task, threads);
        } catch (IllegalArgumentException refusal) {
            answers.println("refused " + refusal.getMessage());
            end(0);
            return;
        }
        answers.println("ready " + session.description());
        new Child(session).serve(answers);
        session.close();
        end(0);
    }

    /** Some systems leave threads behind that would keep the process alive. */
    private static void end(int status) {
        Runtime.getRuntime().halt(status);
    }

    private void serve(PrintStream answers) throws IOException {
        var orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = orders.readLine(); line != null; line = orders.readLine()) {
            String[] words = line.split(" ", 2);
            answers.println(
                    switch (words[0]) {
                        case "losses" -> losses(Integer.parseInt(words[1]));
                        case "steps" ->
                                StepTimes.of(session::step, Double.parseDouble(words[1])).text();
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

    private static String footprint() {
        var footprint = Footprint.current();
        return footprint.peak() + " " + footprint.natives();
    }
}
