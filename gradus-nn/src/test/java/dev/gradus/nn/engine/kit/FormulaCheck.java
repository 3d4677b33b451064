package dev.gradus.nn.engine.kit;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.gradus.nn.engine.Backend;
import dev.gradus.nn.engine.Program;
import dev.gradus.nn.engine.StateEntry;
import dev.gradus.nn.engine.kit.NaiveNetwork.Mode;
import dev.gradus.nn.parameter.Parameter;
import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Precision;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * Compares a backend with the formulas: the loss and the outputs of every layer and loss with a
 * computation in doubles, every gradient with the central differences of that computation.
 */
public final class FormulaCheck {
    private static final int EXAMPLES = 3;
    private static final long STEP = 5;
    private static final double EPSILON = 1e-5;
    private static final int MOST_DIFFERENCES = 60;

    private final Case subject;
    private final Program program;
    private final double tolerance;

    private FormulaCheck(Case subject, Program program, double tolerance) {
        this.subject = subject;
        this.program = program;
        this.tolerance = tolerance;
    }

    /**
     * Returns tests of every layer and every loss.
     *
     * @param tolerances in what numbers the backend computes, and how far the lengths of two
     *     results may be apart, relative; 1e-4 for float32
     */
    public static Stream<DynamicTest> tests(
            Backend backend, int threads, Map<Precision, Double> tolerances) {
        return Stream.of(LayerCases.all(), LossCases.all())
                .flatMap(List::stream)
                .map(subject ->
                        dynamicTest(
                                subject.name(),
                                () -> check(backend, threads, subject, tolerances)));
    }

    /**
     * Returns tests of the loss and the outputs of networks drawn by chance. Their gradients are
     * not compared: central differences fail where one of thousands of values lies at relu's
     * corner.
     */
    public static Stream<DynamicTest> testsByChance(
            Backend backend, long networks, double tolerance) {
        return LongStream.range(0, networks)
                .mapToObj(number -> Experiments.of(number, Precision.F32))
                .map(experiment ->
                        dynamicTest(
                                experiment.toString(),
                                () -> checkValues(backend, experiment, tolerance)));
    }

    private static void checkValues(Backend backend, Experiment experiment, double tolerance) {
        var options = experiment.options();
        var subject =
                new Case(
                        experiment.toString(),
                        experiment.network(),
                        options.loss(),
                        experiment.target(),
                        options.optimizer());
        try (Program program = backend.compile(subject.network(), subject.options(EXAMPLES, 1))) {
            var check = new FormulaCheck(subject, program, tolerance);
            check.shake();
            check.compareLoss(subject.batch(EXAMPLES, 1), check.values());
            check.compareOutputs();
        }
    }

    /** Differences take long, and programs of every precision begin with the same values. */
    private static void check(
            Backend backend, int threads, Case subject, Map<Precision, Double> tolerances) {
        var start = new HashMap<String, double[]>();
        var differences = new HashMap<Parameter, double[]>();
        new TreeMap<>(tolerances)
                .forEach((precision, tolerance) -> {
                    var options = subject.options(EXAMPLES, threads).precision(precision);
                    try (Program program = backend.compile(subject.network(), options)) {
                        var check = new FormulaCheck(subject, program, tolerance);
                        check.shake();
                        Map<String, double[]> values = check.values();
                        if (start.isEmpty()) {
                            start.putAll(values);
                            differences.putAll(check.differences(start));
                        }
                        start.forEach((name, expected) ->
                                assertThat(values.get(name)).as(name).isEqualTo(expected));
                        check.compareGradients(start, differences);
                        check.compareOutputs();
                    }
                });
    }

    /** Moves every value away from where it began: a scale of 1 and a shift of 0 hide mistakes. */
    private void shake() {
        var random = new Random(3);
        for (StateEntry entry : program.state()) {
            float[] values = new float[entry.size()];
            program.read(entry, values);
            for (int i = 0; i < values.length; i++) {
                values[i] += (float) (0.1 * random.nextDouble());
            }
            program.write(entry, values);
        }
    }

    private void compareGradients(
            Map<String, double[]> values, Map<Parameter, double[]> differences) {
        compareLoss(subject.batch(EXAMPLES, 1), values);
        double norm = program.gradientNorm();
        differences.forEach((parameter, expected) -> {
            float[] gradient = new float[parameter.size()];
            program.readGradient(parameter, gradient);
            double[] actual =
                    IntStream.of(places(parameter.size())).mapToDouble(i -> gradient[i]).toArray();
            compare("gradient of " + parameter.name(), actual, expected, norm);
        });
    }

    private void compareLoss(Batch batch, Map<String, double[]> values) {
        double loss = program.forwardBackward(batch, STEP);
        compare("loss", new double[] {loss}, new double[] {loss(values, batch)}, 1);
    }

    /** The outputs are compared after a step of training, which moves the statistics. */
    private void compareOutputs() {
        Map<String, double[]> values = values();
        Batch batch = subject.batch(EXAMPLES, 2);
        int width = subject.network().output().size();
        float[] outputs = new float[EXAMPLES * width];
        program.evaluate(batch, outputs);
        double[][] expected = naive(values, Mode.INFERENCE).outputs(rows(batch));
        double[] flat = new double[EXAMPLES * width];
        for (int i = 0; i < flat.length; i++) {
            flat[i] = expected[i / width][i % width];
        }
        compare("outputs", Closeness.widened(outputs, outputs.length), flat, 1);
    }

    private void compare(String what, double[] actual, double[] expected, double scale) {
        String where = program.options().precision() + ": " + what;
        Closeness.check(where, actual, expected, scale, tolerance);
    }

    private Map<String, double[]> values() {
        var values = new HashMap<String, double[]>();
        for (StateEntry entry : program.state()) {
            if (entry.isOfModel()) {
                float[] read = new float[entry.size()];
                program.read(entry, read);
                values.put(entry.name(), Closeness.widened(read, read.length));
            }
        }
        return values;
    }

    private NaiveNetwork naive(Map<String, double[]> values, Mode mode) {
        return new NaiveNetwork(subject.network(), values, mode, program.options().seed(), STEP);
    }

    private double loss(Map<String, double[]> values, Batch batch) {
        double[][] outputs = naive(values, Mode.TRAINING).outputs(rows(batch));
        return NaiveLoss.of(subject.loss(), batch, outputs);
    }

    /** Returns which values of a parameter to move: all, or some dozens all over it. */
    private static int[] places(int size) {
        int distance = Math.max(1, size / MOST_DIFFERENCES);
        return IntStream.range(0, size).filter(i -> i % distance == 0).toArray();
    }

    private Map<Parameter, double[]> differences(Map<String, double[]> values) {
        Batch batch = subject.batch(EXAMPLES, 1);
        return subject.network().parameters().stream()
                .collect(toMap(Function.identity(), each -> differences(values, each, batch)));
    }

    private double[] differences(Map<String, double[]> values, Parameter parameter, Batch batch) {
        double[] moved = values.get(parameter.name());
        return IntStream.of(places(parameter.size()))
                .mapToDouble(i -> {
                    double value = moved[i];
                    moved[i] = value + EPSILON;
                    double above = loss(values, batch);
                    moved[i] = value - EPSILON;
                    double below = loss(values, batch);
                    moved[i] = value;
                    return (above - below) / (2 * EPSILON);
                })
                .toArray();
    }

    private static double[][] rows(Batch batch) {
        double[][] rows = new double[batch.size()][batch.inputSize()];
        for (int i = 0; i < batch.size() * batch.inputSize(); i++) {
            rows[i / batch.inputSize()][i % batch.inputSize()] = batch.inputs()[i];
        }
        return rows;
    }
}
