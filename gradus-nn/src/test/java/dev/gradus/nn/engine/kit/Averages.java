package dev.gradus.nn.engine.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.gradus.nn.engine.Backend;
import dev.gradus.nn.engine.Program;
import dev.gradus.nn.engine.ProgramOptions;
import dev.gradus.nn.engine.StateEntry;
import dev.gradus.nn.optimizer.WeightAverage;
import dev.gradus.nn.tensor.Batch;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * Compares running averages of weights with the formulas of {@code torch.optim.swa_utils}: a copy
 * at first, then decay · average + (1 − decay) · weights, or average + (weights − average) / (n +
 * 1).
 */
public final class Averages {
    private static final int SLICE = 8;
    private static final int STEPS = 8;
    private static final int STEPS_BEFORE = 3;
    private static final double DECAY = 0.9;

    private Averages() {}

    /** Returns tests with every optimizer, that training is as without an average among them. */
    public static Stream<DynamicTest> tests(Backend backend, int threads) {
        return OptimizerCases.all().stream()
                .flatMap(subject ->
                        Stream.of(WeightAverage.ema(DECAY), new WeightAverage.Swa(0.375, 2))
                                .map(average ->
                                        dynamicTest(
                                                subject.name() + ", " + average,
                                                () ->
                                                        compare(
                                                                backend, subject, threads,
                                                                average))));
    }

    private static void compare(Backend backend, Case subject, int threads, WeightAverage average) {
        var options = subject.options(SLICE, threads);
        try (Program program = backend.compile(subject.network(), options.average(average));
                Program without = backend.compile(subject.network(), options)) {
            var taken = new ArrayList<List<double[]>>();
            for (int step = 0; step < STEPS; step++) {
                boolean covered = average.covers(step, STEPS);
                assertThat(covered)
                        .isEqualTo(average instanceof WeightAverage.Ema || step >= STEPS_BEFORE);
                program.averageShare(covered ? average.share(taken.size()) : 0);
                step(program, subject, step);
                step(without, subject, step);
                assertThat(parameters(program).toArray(double[][]::new))
                        .isDeepEqualTo(parameters(without).toArray(double[][]::new));
                if (covered) {
                    taken.add(parameters(program));
                }
                if (average.count(taken.size()) > 0) {
                    compare(program, expected(average, taken));
                }
            }
        }
    }

    private static void step(Program program, Case subject, int step) {
        Batch batch = subject.batch(SLICE, step);
        program.forwardBackward(batch, step);
        program.update(0.01, 0.9, 0.01, 1);
    }

    private static List<double[]> expected(WeightAverage average, List<List<double[]>> taken) {
        return switch (average) {
            case WeightAverage.Ema ema -> exponential(taken);
            case WeightAverage.Swa swa -> mean(everySecond(taken));
        };
    }

    private static List<List<double[]>> everySecond(List<List<double[]>> taken) {
        var second = new ArrayList<List<double[]>>();
        for (int i = 1; i < taken.size(); i += 2) {
            second.add(taken.get(i));
        }
        return second;
    }

    private static List<double[]> exponential(List<List<double[]>> taken) {
        List<double[]> average = taken.getFirst().stream().map(double[]::clone).toList();
        for (List<double[]> weights : taken.subList(1, taken.size())) {
            for (int p = 0; p < average.size(); p++) {
                for (int i = 0; i < average.get(p).length; i++) {
                    average.get(p)[i] = DECAY * average.get(p)[i] + (1 - DECAY) * weights.get(p)[i];
                }
            }
        }
        return average;
    }

    private static List<double[]> mean(List<List<double[]>> taken) {
        List<double[]> average = taken.getFirst().stream().map(double[]::clone).toList();
        for (int n = 1; n < taken.size(); n++) {
            for (int p = 0; p < average.size(); p++) {
                for (int i = 0; i < average.get(p).length; i++) {
                    average.get(p)[i] += (taken.get(n).get(p)[i] - average.get(p)[i]) / (n + 1);
                }
            }
        }
        return average;
    }

    private static void compare(Program program, List<double[]> expected) {
        List<double[]> actual =
                values(program, entry -> entry.name().endsWith("/" + ProgramOptions.AVERAGE));
        assertThat(actual).hasSameSizeAs(expected);
        for (int p = 0; p < expected.size(); p++) {
            Closeness.check("average " + p, actual.get(p), expected.get(p), 1, 1e-6);
        }
    }

    private static List<double[]> parameters(Program program) {
        return values(program, entry -> entry.kind() == StateEntry.Kind.PARAMETER);
    }

    private static List<double[]> values(Program program, Predicate<StateEntry> wanted) {
        return program.state().stream()
                .filter(wanted)
                .map(entry -> {
                    float[] values = new float[entry.size()];
                    program.read(entry, values);
                    return Closeness.widened(values, values.length);
                })
                .toList();
    }

    /** Fails unless a program without an average says so. */
    public static void refusesWithoutOne(Backend backend) {
        Case subject = OptimizerCases.all().getFirst();
        try (Program program = backend.compile(subject.network(), subject.options(SLICE, 1))) {
            assertThatThrownBy(() -> program.averageShare(1))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage(
                            "no average of the weights is kept; compile with ProgramOptions.average");
        }
    }
}
