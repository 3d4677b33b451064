package dev.gradus.nn.engine.kit;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.gradus.nn.backend.Backends;
import dev.gradus.nn.engine.Backend;
import dev.gradus.nn.engine.NumberParts;
import dev.gradus.nn.engine.Program;
import dev.gradus.nn.engine.ProgramOptions;
import dev.gradus.nn.engine.StateEntry;
import dev.gradus.nn.optimizer.ParameterGroup;
import dev.gradus.nn.optimizer.RateFree;
import dev.gradus.nn.parameter.Parameter;
import dev.gradus.nn.tensor.Batch;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * Trains every case on a backend and on the plain-Java one, and compares loss, gradients, norm,
 * state and outputs after each step.
 */
public final class BackendParity {
    private static final int STEPS = 4;
    private static final int SLICE = 4;
    private static final double RATE = 0.01;

    /** Whole slices, a short one at the end, a single example, several slices. */
    private static final int[] BATCHES = {4, 3, 1, 13};

    private final Case subject;
    private final Program candidate;
    private final Program reference;
    private final double tolerance;

    private BackendParity(Case subject, Program candidate, Program reference, double tolerance) {
        this.subject = subject;
        this.candidate = candidate;
        this.reference = reference;
        this.tolerance = tolerance;
    }

    /**
     * Returns tests that compare a backend with the plain-Java one.
     *
     * @param tolerance how far the lengths of two results may be apart, relative; 1e-4 for float32
     */
    public static Stream<DynamicTest> tests(Backend backend, int threads, double tolerance) {
        var options = Stream.of(LayerCases.all(), LossCases.all(), OptimizerCases.all());
        Stream<DynamicTest> plain =
                options.flatMap(List::stream)
                        .map(subject ->
                                test(subject, subject.options(SLICE, threads), backend, tolerance));
        var groups =
                List.of(
                        new ParameterGroup("conv*", 0.5, 1),
                        new ParameterGroup("*.bias", 0, 1),
                        new ParameterGroup("dense2*", 2, 3));
        var frozen = List.of(new ParameterGroup("conv*", 1, 2), new ParameterGroup("*.bias", 0, 1));
        Stream<DynamicTest> grouped =
                OptimizerCases.all().stream()
                        .map(subject ->
                                test(
                                        subject,
                                        subject.options(
                                                SLICE,
                                                threads,
                                                0.01,
                                                subject.optimizer() instanceof RateFree
                                                        ? frozen
                                                        : groups),
                                        backend,
                                        tolerance));
        return Stream.concat(plain, grouped);
    }

    private static DynamicTest test(
            Case subject, ProgramOptions options, Backend backend, double tolerance) {
        String name = subject.name() + (options.groups().isEmpty() ? "" : " in groups, clipped");
        return dynamicTest(
                name,
                () -> {
                    try (Program candidate = backend.compile(subject.network(), options);
                            Program reference =
                                    Backends.named("java").compile(subject.network(), options)) {
                        new BackendParity(subject, candidate, reference, tolerance).train();
                    }
                });
    }

    private void train() {
        compareState("at the start");
        for (int step = 0; step < STEPS; step++) {
            Batch batch = subject.batch(BATCHES[step % BATCHES.length], step);
            String when = "in step " + step;
            double loss = candidate.forwardBackward(batch, step);
            double expected = reference.forwardBackward(batch, step);
            compare("loss " + when, loss, expected);
            compareGradients(when);
            compare("norm " + when, candidate.gradientNorm(), reference.gradientNorm());
            update(candidate);
            update(reference);
            compareState(when);
            compareOutputs(batch, when);
        }
    }

    private void update(Program program) {
        double momentum = subject.optimizer().momentum().orElse(0);
        double decay = subject.optimizer().weightDecay().amount();
        program.update(RATE, momentum, decay, 0.9);
    }

    private void compare(String what, double actual, double expected) {
        Closeness.check(what, new double[] {actual}, new double[] {expected}, 1, tolerance);
    }

    /** Compares before any norm is asked for, which clips. */
    private void compareGradients(String when) {
        List<Parameter> parameters = subject.network().parameters();
        double squares = 0;
        for (Parameter parameter : parameters) {
            double length = Closeness.length(gradient(reference, parameter));
            squares += length * length;
        }
        for (Parameter parameter : parameters) {
            Closeness.check(
                    "gradient of " + parameter.name() + " " + when,
                    gradient(candidate, parameter),
                    gradient(reference, parameter),
                    Math.sqrt(squares),
                    tolerance);
        }
    }

    private static double[] gradient(Program program, Parameter parameter) {
        float[] gradient = new float[parameter.size()];
        program.readGradient(parameter, gradient);
        return Closeness.widened(gradient, gradient.length);
    }

    private void compareState(String when) {
        for (StateEntry entry : reference.state()) {
            float[] actual = new float[entry.size()];
            float[] expected = new float[entry.size()];
            candidate.read(entry, actual);
            reference.read(entry, expected);
            String what = entry.name() + " " + when;
            if (entry.kind() == StateEntry.Kind.NUMBER) {
                compare(what, NumberParts.joined(actual), NumberParts.joined(expected));
            } else {
                compare(what, actual, expected, scale(entry));
            }
        }
    }

    /** A momentum may be 0 but for noise, as that of a bias before a batchNorm. */
    private double scale(StateEntry entry) {
        return switch (entry.kind()) {
            case PARAMETER, STATISTIC -> 1;
            case SLOT -> entry.name().endsWith("/momentum") ? reference.gradientNorm() : 0;
            case NUMBER -> throw new IllegalArgumentException(entry + " is compared as a number");
        };
    }

    private void compareOutputs(Batch batch, String when) {
        int size = batch.size() * subject.network().output().size();
        float[] actual = new float[size];
        float[] expected = new float[size];
        candidate.evaluate(batch, actual);
        reference.evaluate(batch, expected);
        compare("outputs " + when, actual, expected, 1);
    }

    private void compare(String what, float[] actual, float[] expected, double scale) {
        Closeness.check(
                what,
                Closeness.widened(actual, actual.length),
                Closeness.widened(expected, expected.length),
                scale,
                tolerance);
    }
}
