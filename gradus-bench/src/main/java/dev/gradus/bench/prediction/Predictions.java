package dev.gradus.bench.prediction;

import dev.gradus.bench.report.ReportTable;
import dev.gradus.bench.report.Section;
import dev.gradus.bench.system.ChildProcess;
import dev.gradus.bench.system.Entrant;
import dev.gradus.bench.system.Home;
import dev.gradus.bench.system.StepTimes;
import dev.gradus.bench.workload.Workloads;
import dev.gradus.nn.Models;
import dev.gradus.nn.Network;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.number.Text;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * How long a prediction takes, side by side: every system in a process of its own, all alive at
 * once, each given its turn in every round while the others sleep.
 */
public final class Predictions {
    private static final List<Integer> COUNTS = List.of(1, 32, 1000);
    private static final int COMPARED = 32;

    /** How far probabilities may be apart by rounding. */
    private static final double TOLERANCE = 1e-5;

    private final Plan plan;
    private final Consumer<String> progress;
    private final List<List<String>> rows = new ArrayList<>();
    private final Map<Entrant, String> notes = new TreeMap<>();
    private double apart;

    /**
     * What is measured, and how long.
     *
     * @param home where the systems are
     * @param entrants who takes part, Gradus first
     * @param only what a network's name must contain
     * @param threads the largest number of threads
     * @param rounds how often each has its turn
     * @param seconds how long a turn takes
     * @param warmup how long each computes before its first turn, in seconds
     * @param rest lets the threads of the last one go to sleep
     */
    public record Plan(
            Home home,
            List<Entrant> entrants,
            String only,
            int threads,
            int rounds,
            double seconds,
            double warmup,
            Runnable rest) {
        /** Copies the list. */
        public Plan {
            entrants = List.copyOf(entrants);
        }
    }

    private Predictions(Plan plan, Consumer<String> progress) {
        this.plan = plan;
        this.progress = progress;
    }

    /** Measures every network, number of threads and number of examples. */
    public static Section measure(Plan plan, Consumer<String> progress) {
        return new Predictions(plan, progress).measure();
    }

    private static Map<String, Network> networks() {
        var networks = new LinkedHashMap<String, Network>();
        Shape digit = Shape.image(1, 28, 28);
        networks.put("digits: cnn", Models.named("cnn", digit, 10));
        networks.put("digits: lenet", Workloads.named("lenet 28x28").network());
        networks.put("digits: mlp", Models.named("mlp", digit, 10));
        networks.put("table: wide-deep", Models.named("wide-deep", Shape.vector(108), 2));
        return networks;
    }

    private Section measure() {
        networks()
                .forEach((name, network) -> {
                    for (int threads = 1;
                            name.contains(plan.only) && threads <= plan.threads;
                            threads++) {
                        measure(name, network, threads);
                    }
                });
        var headings = new ArrayList<>(List.of("network", "threads", "examples"));
        plan.entrants.forEach(entrant -> headings.add(entrant + " us"));
        headings.add("fastest peer / gradus");
        var lines = new ArrayList<String>();
        notes.forEach((entrant, note) -> lines.add("`%s`: %s.".formatted(entrant, note)));
        lines.add(
                Text.of(
                        "The probabilities of %d examples are at most %.1e apart from Gradus' in any network and system.",
                        COMPARED, apart));
        return new Section(
                "Predictions, side by side",
                Text.of(
                        "Microseconds from inputs in a Java array to probabilities in a Java array, for all examples of a call together: medians of %d rounds' medians, in which every system predicts for %s s in a process of its own while the others sleep.",
                        plan.rounds, plan.seconds),
                new ReportTable(headings, rows),
                lines);
    }

    private void measure(String name, Network network, int threads) {
        progress.accept(Text.of("%s, %d threads", name, threads));
        var children = new ArrayList<ChildProcess>();
        try {
            var files = ModelFiles.write(network, Files.createTempDirectory("gradus-predictions"));
            try {
                plan.entrants.forEach(entrant -> start(entrant, files, network, threads, children));
                compare(name, children);
                COUNTS.forEach(count -> measure(name, threads, count, children));
            } finally {
                children.forEach(ChildProcess::close);
                files.delete();
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void start(
            Entrant entrant,
            ModelFiles files,
            Network network,
            int threads,
            List<ChildProcess> children) {
        var arguments =
                List.of(
                        entrant.toString(),
                        files.folder().toString(),
                        String.valueOf(network.input().size()),
                        String.valueOf(network.output().size()),
                        String.valueOf(threads));
        var child =
                ChildProcess.start(plan.home, entrant, PredictionChild.class, arguments, threads);
        children.add(child);
        child.refusal()
                .ifPresent(why -> {
                    throw new IllegalStateException(entrant + " cannot predict: " + why);
                });
        notes.put(entrant, child.description());
    }

    private void compare(String name, List<ChildProcess> children) {
        double[] expected = children.getFirst().answers(COMPARED);
        for (ChildProcess child : children) {
            double[] answers = child.answers(COMPARED);
            double farthest = 0;
            for (int i = 0; i < expected.length; i++) {
                farthest = Math.max(farthest, Math.abs(answers[i] - expected[i]));
            }
            if (answers.length != expected.length || !(farthest <= TOLERANCE)) {
                throw new IllegalStateException(
                        "%s: %s answers %s, but %s answers %s"
                                .formatted(
                                        name,
                                        child.entrant(),
                                        Arrays.toString(answers),
                                        children.getFirst().entrant(),
                                        Arrays.toString(expected)));
            }
            apart = Math.max(apart, farthest);
        }
    }

    private void measure(String name, int threads, int count, List<ChildProcess> children) {
        var medians = new LinkedHashMap<Entrant, List<Double>>();
        for (int round = -1; round < plan.rounds; round++) {
            for (ChildProcess child : children) {
                plan.rest.run();
                StepTimes times = child.predictions(count, round < 0 ? plan.warmup : plan.seconds);
                if (round >= 0) {
                    medians.computeIfAbsent(child.entrant(), _ -> new ArrayList<>())
                            .add(times.median());
                }
            }
        }
        var row = new ArrayList<>(List.of(name, String.valueOf(threads), String.valueOf(count)));
        double own = Double.NaN;
        double peer = Double.POSITIVE_INFINITY;
        for (var each : medians.entrySet()) {
            double median =
                    StepTimes.median(
                            each.getValue().stream().mapToDouble(Double::doubleValue).toArray());
            row.add(Text.of("%,.1f", median * 1e6));
            if (each.getKey() == Entrant.GRADUS) {
                own = median;
            } else {
                peer = Math.min(peer, median);
            }
        }
        row.add(Double.isFinite(peer) ? Text.of("%.2f", peer / own) : "");
        rows.add(row);
    }
}
