package dev.gradus.bench;

import dev.gradus.bench.report.ReportTable;
import dev.gradus.bench.report.Section;
import dev.gradus.bench.system.ChildProcess;
import dev.gradus.bench.system.Entrant;
import dev.gradus.bench.system.Footprint;
import dev.gradus.bench.system.StepTimes;
import dev.gradus.bench.workload.Task;
import dev.gradus.number.Text;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** From the start of a process to its first step, and what it takes in memory and on disk. */
final class Start {
    private static final double MEGA = 1e6;

    private Start() {}

    /** Measures the first and the last of the tasks with every system. */
    static Section measure(BenchPlan plan, BenchProgress progress) {
        var rows = new ArrayList<List<String>>();
        for (Task task : List.of(plan.tasks().getFirst(), plan.tasks().getLast())) {
            for (Entrant entrant : plan.entrants()) {
                progress.say(entrant + ", " + task);
                row(plan, task, entrant, rows);
            }
        }
        var notes = new ArrayList<String>();
        if (Files.isExecutable(plan.home().folder().resolve("gradus"))) {
            progress.say("./gradus");
            notes.add(command(plan));
        }
        return new Section(
                "Start, memory and size",
                Text.of(
                        """
                        The time from the start of a JVM to the end of its first step, %d times, the systems in turn; the peak \
                        of its physical memory (VmHWM) up to then and after %s s more of steps; the jars that a program needs \
                        for the system and the native libraries that it then loads, unpacked, in megabytes of 10^6 bytes.\
                        """,
                        plan.rounds(), plan.seconds()),
                new ReportTable(
                        List.of(
                                "workload",
                                "update",
                                "system",
                                "best s",
                                "median s",
                                "peak MB",
                                "later MB",
                                "jars MB",
                                "natives MB"),
                        rows),
                notes);
    }

    private static void row(BenchPlan plan, Task task, Entrant entrant, List<List<String>> rows) {
        double[] starts = new double[plan.rounds()];
        Footprint first = new Footprint(0, 0);
        Footprint later = first;
        for (int round = 0; round < plan.rounds(); round++) {
            BenchPlan.rest();
            long begin = System.nanoTime();
            try (var child = ChildProcess.start(plan.home(), entrant, task, plan.threads())) {
                if (child.refusal().isPresent()) {
                    return;
                }
                child.losses(1);
                starts[round] = (System.nanoTime() - begin) * 1e-9;
                first = child.footprint();
                if (round == plan.rounds() - 1) {
                    child.steps(plan.seconds());
                    later = child.footprint();
                }
            }
        }
        double best = Arrays.stream(starts).min().orElseThrow();
        rows.add(
                List.of(
                        task.workload().name(),
                        task.update().toString(),
                        entrant.toString(),
                        number("%.2f", best),
                        number("%.2f", StepTimes.median(starts)),
                        number("%.0f", first.peak() / MEGA),
                        number("%.0f", later.peak() / MEGA),
                        number("%.0f", plan.home().jarBytes(entrant) / MEGA),
                        number("%.0f", first.natives() / MEGA)));
    }

    /** Returns how long the command takes to its first step, on the built-in digits. */
    private static String command(BenchPlan plan) {
        firstStep(plan); // builds, and makes its cache
        double[] starts = new double[plan.rounds()];
        for (int round = 0; round < plan.rounds(); round++) {
            BenchPlan.rest();
            starts[round] = firstStep(plan);
        }
        double best = Arrays.stream(starts).min().orElseThrow();
        return "`./gradus train --json --steps 5` reaches its first step in %s s (median; best %s s), including reading the digits."
                .formatted(number("%.2f", StepTimes.median(starts)), number("%.2f", best));
    }

    private static double firstStep(BenchPlan plan) {
        var root = plan.home().folder();
        try {
            var runs = Files.createTempDirectory("gradus-bench");
            var builder =
                    new ProcessBuilder(
                                    root.resolve("gradus").toString(),
                                    "train",
                                    "--json",
                                    "--steps",
                                    "5")
                            .directory(runs.toFile())
                            .redirectError(ProcessBuilder.Redirect.DISCARD);
            long begin = System.nanoTime();
            Process process = builder.start();
            double seconds = Double.NaN;
            try (var answers = process.inputReader(StandardCharsets.UTF_8)) {
                for (String line = answers.readLine(); line != null; line = answers.readLine()) {
                    if (Double.isNaN(seconds) && line.contains("\"event\":\"step\"")) {
                        seconds = (System.nanoTime() - begin) * 1e-9;
                    }
                }
            }
            Overheads.delete(runs);
            return seconds;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
