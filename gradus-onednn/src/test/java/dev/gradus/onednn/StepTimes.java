package dev.gradus.onednn;

import dev.gradus.nn.Batch;
import dev.gradus.nn.Layers;
import dev.gradus.nn.Losses;
import dev.gradus.nn.Network;
import dev.gradus.nn.Optimizers;
import dev.gradus.nn.Precision;
import dev.gradus.nn.Shape;
import dev.gradus.nn.Target;
import dev.gradus.nn.engine.Backend;
import dev.gradus.nn.engine.Program;
import dev.gradus.nn.engine.ProgramOptions;
import java.util.Arrays;
import java.util.Random;

/**
 * Prints how long a step of training takes, in the phases of a step, and what share of a large
 * product's rate that is. Not a test: run it by hand.
 */
final class StepTimes {
    private static final int CLASSES = 10;

    private StepTimes() {}

    public static void main(String[] arguments) {
        int threads = Integer.getInteger("threads", 2);
        double seconds = Double.parseDouble(System.getProperty("seconds", "2"));
        var precision = Precision.valueOf(System.getProperty("precision", "F32"));
        String only = System.getProperty("only", "");
        double peak = seconds < 0.1 ? 1 : product(threads, precision);
        System.out.printf("large product: %.0f GFLOP/s%n", peak);
        System.out.printf(
                "%-18s %9s %9s %9s %9s %9s %9s %6s%n",
                "network", "best ms", "median", "fwd+bwd", "update", "norm", "GFLOP/s", "share");
        for (var workload : Workloads.all()) {
            if (workload.name().contains(only)) {
                report(workload, threads, precision, seconds, peak);
            }
        }
    }

    /** Returns the rate of a large product: a dense layer forward and backward by its weights. */
    private static double product(int threads, Precision precision) {
        int size = 2048;
        var network = Network.of(Shape.vector(size), Layers.dense(size));
        try (Program program = compile(network, size, threads, precision)) {
            var batch = new Batch(size, size, Target.classes(size));
            batch.size(size);
            fill(batch, size);
            float[] outputs = new float[size * size];
            program.evaluate(batch, outputs);
            double best = Double.MAX_VALUE;
            for (int i = 0; i < 12; i++) {
                long start = System.nanoTime();
                program.evaluate(batch, outputs);
                best = Math.min(best, (double) (System.nanoTime() - start));
            }
            return 2.0 * size * size * size / best;
        }
    }

    private static Program compile(Network network, int batch, int threads, Precision precision) {
        var options =
                ProgramOptions.of(Losses.softmaxCrossEntropy(), Optimizers.momentum(0.9), batch, 1)
                        .threads(threads)
                        .precision(precision);
        return Backend.named(System.getProperty("backend", "onednn")).compile(network, options);
    }

    private static void report(
            Workloads.Workload workload,
            int threads,
            Precision precision,
            double seconds,
            double peak) {
        var network = workload.network();
        long begin = System.nanoTime();
        try (Program program = compile(network, workload.batch(), threads, precision)) {
            double compile = (System.nanoTime() - begin) * 1e-6;
            var batch =
                    new Batch(workload.batch(), network.input().size(), Target.classes(CLASSES));
            batch.size(workload.batch());
            fill(batch, CLASSES);
            double[][] times = new double[4][200_000];
            int steps = 0;
            long end = System.nanoTime() + (long) (seconds * 1e9);
            double loss = 0;
            while ((System.nanoTime() < end && steps < times[0].length) || steps < 3) {
                long t0 = System.nanoTime();
                loss = program.forwardBackward(batch, steps);
                long t1 = System.nanoTime();
                program.update(0.01, 0.9, 0, 1);
                long t2 = System.nanoTime();
                program.gradientNorm();
                long t3 = System.nanoTime();
                times[0][steps] = (t2 - t0) * 1e-6;
                times[1][steps] = (t1 - t0) * 1e-6;
                times[2][steps] = (t2 - t1) * 1e-6;
                times[3][steps] = (t3 - t2) * 1e-6;
                steps++;
            }
            double best = best(times[0], steps);
            double rate = operations(network, workload.batch()) / best * 1e-6;
            System.out.printf(
                    "%-18s %9.4f %9.4f %9.4f %9.4f %9.4f %9.1f %5.0f%%  loss %.4f, compiled in %.0f ms, %d MB, %s%n",
                    workload.name(),
                    best,
                    median(times[0], steps),
                    best(times[1], steps),
                    best(times[2], steps),
                    best(times[3], steps),
                    rate,
                    100 * rate / peak,
                    loss,
                    compile,
                    program.memory() >> 20,
                    program.description());
        }
    }

    /** Counts three products a layer: forward, by weights, by source; the first has no third. */
    private static double operations(Network network, int batch) {
        return (3 * Workload.operations(network.nodes())
                        - Workload.operations(network.nodes().subList(0, 1)))
                * batch;
    }

    private static double best(double[] times, int count) {
        return Arrays.stream(times, 0, count).min().orElseThrow();
    }

    private static double median(double[] times, int count) {
        double[] sorted = Arrays.copyOf(times, count);
        Arrays.sort(sorted, count / 2, count);
        double[] second = Arrays.copyOfRange(times, count / 2, count);
        Arrays.sort(second);
        return second[second.length / 2];
    }

    private static void fill(Batch batch, int classes) {
        var random = new Random(1);
        for (int i = 0; i < batch.inputs().length; i++) {
            batch.inputs()[i] = random.nextFloat();
        }
        for (int i = 0; i < batch.labels().length; i++) {
            batch.labels()[i] = random.nextInt(classes);
        }
    }
}
