package dev.gradus.nn.engine.kit;

import static dev.gradus.nn.layer.Layers.dense;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.gradus.nn.Network;
import dev.gradus.nn.engine.Backend;
import dev.gradus.nn.engine.Program;
import dev.gradus.nn.engine.ProgramOptions;
import dev.gradus.nn.engine.StateEntry;
import dev.gradus.nn.layer.Node;
import dev.gradus.nn.layer.OwnLayer;
import dev.gradus.nn.layer.Placement;
import dev.gradus.nn.layer.Site;
import dev.gradus.nn.loss.Losses;
import dev.gradus.nn.optimizer.Optimizers;
import dev.gradus.nn.optimizer.ParameterGroup;
import dev.gradus.nn.parameter.Parameter;
import dev.gradus.nn.parameter.Statistic;
import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Precision;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.nn.tensor.Target;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * A frozen batch normalization is y = a · x + b with constants, so it can be multiplied into the
 * layer before it. Trains networks with one beside networks with it folded in: a = scale /
 * √(variance + ε) multiplies the weights of each channel, and their gradient is that of the folded
 * ones times a.
 */
public final class FrozenNorms {
    private static final int SLICE = 4;
    private static final double EPSILON = 1e-5;

    private final Program program;
    private final Program folded;
    private final double tolerance;

    private FrozenNorms(Program program, Program folded, double tolerance) {
        this.program = program;
        this.folded = folded;
        this.tolerance = tolerance;
    }

    /** Returns tests of vectors, images and sequences, with and without a relu behind. */
    public static Stream<DynamicTest> tests(Backend backend, int threads, double tolerance) {
        return Stream.of(
                        new Frozen(Shape.vector(5), "dense(7) batchNorm relu dense(3)"),
                        new Frozen(Shape.vector(5), "dense(16) batchNorm tanh dense(3)"),
                        new Frozen(
                                Shape.image(2, 6, 5),
                                "conv2d(17, 3) batchNorm relu flatten dense(3)"),
                        new Frozen(
                                Shape.image(1, 4, 4),
                                "conv2d(3, 3) batchNorm maxPool(2) flatten dense(3)"),
                        new Frozen(
                                Shape.sequence(3, 9),
                                "conv1d(4, 3) batchNorm relu flatten dense(3)"))
                .map(layers ->
                        dynamicTest(
                                layers.text, () -> compare(backend, threads, tolerance, layers)));
    }

    /** Fails unless a user's own layer is frozen with its statistics. */
    public static void keepStatisticsOfOwnLayers(Backend backend) {
        Network network =
                Network.of(Shape.vector(5), new Counting(), dense(3).named("head"), new Counting());
        var group = new ParameterGroup("counting1", 0, 0);
        try (Program program = backend.compile(network, options(1, group))) {
            var test = new FrozenNorms(program, program, 0);
            for (int step = 0; step < 4; step++) {
                program.forwardBackward(test.batch(SLICE, step), step);
                program.update(0.05, 0.9, 0.01, 1);
            }
            assertThat(read(program, "counting1.count")).containsExactly(0);
            assertThat(read(program, "counting2.count")).containsExactly(4);
        }
    }

    /** y = x + shift; counts the batches. */
    private record Counting() implements OwnLayer {
        @Override
        public Placement place(Site site) {
            var count = new Statistic(site.name() + ".count", 1, 0);
            List<Parameter> shift = site.scaleAndShift(site.input().size()).subList(1, 2);
            return new Placement(site.input(), shift, List.of(count));
        }

        @Override
        public Function function(Node node, int rows) {
            int size = node.input().size();
            return new Function() {
                @Override
                public void forward(Pass pass) {
                    pass.statistic(0)[0] += pass.isTraining() ? 1 : 0;
                    for (int i = 0; i < pass.rows() * size; i++) {
                        pass.output()[i] = pass.input()[i] + pass.parameter(0)[i % size];
                    }
                }

                @Override
                public void backward(Pass pass) {
                    for (int i = 0; i < pass.rows() * size; i++) {
                        pass.parameterGradient(0)[i % size] += pass.outputGradient()[i];
                    }
                    System.arraycopy(
                            pass.outputGradient(),
                            0,
                            pass.inputGradient(),
                            0,
                            Math.min(pass.inputGradient().length, pass.rows() * size));
                }
            };
        }
    }

    private record Frozen(Shape input, String text) {
        Network network() {
            return Network.parse(input, text);
        }

        Network folded() {
            return Network.parse(input, text.replace("batchNorm ", ""));
        }
    }

    private static void compare(Backend backend, int threads, double tolerance, Frozen layers) {
        var group = new ParameterGroup("batchNorm*", 0, 0);
        try (Program program = backend.compile(layers.network(), options(threads, group));
                Program folded = backend.compile(layers.folded(), options(threads))) {
            new FrozenNorms(program, folded, tolerance).train();
        }
    }

    private static ProgramOptions options(int threads, ParameterGroup... groups) {
        return new ProgramOptions(
                Losses.softmaxCrossEntropy(),
                Optimizers.momentum(0.9),
                List.of(groups),
                SLICE,
                SLICE,
                Double.POSITIVE_INFINITY,
                Precision.F32,
                threads,
                3);
    }

    private void train() {
        write("batchNorm1.scale", 0.7f, 0.2f);
        write("batchNorm1.shift", -0.3f, 0.1f);
        write("batchNorm1.mean", 0.2f, -0.05f);
        write("batchNorm1.variance", 0.4f, 0.3f);
        List<float[]> before = frozen();
        int[] sizes = {SLICE, 1, 2 * SLICE + 3};
        for (int step = 0; step < sizes.length; step++) {
            fold();
            Batch batch = batch(sizes[step], step);
            Closeness.check(
                    "loss",
                    new double[] {program.forwardBackward(batch, step)},
                    new double[] {folded.forwardBackward(batch, step)},
                    1,
                    tolerance);
            compareGradients();
            program.update(0.05, 0.9, 0.01, 1);
            assertThat(frozen()).usingRecursiveComparison().isEqualTo(before);
        }
    }

    /** Returns the values of the frozen layer. */
    private List<float[]> frozen() {
        return program.state().stream()
                .filter(entry -> entry.kind() != StateEntry.Kind.SLOT)
                .filter(entry -> entry.name().startsWith("batchNorm1."))
                .map(entry -> read(program, entry.name()))
                .toList();
    }

    private void fold() {
        List<Parameter> parameters = folded.network().parameters();
        float[] weight = read(program, parameters.get(0).name());
        float[] bias = read(program, parameters.get(1).name());
        float[] mean = read(program, "batchNorm1.mean");
        float[] shift = read(program, "batchNorm1.shift");
        int row = weight.length / bias.length;
        for (int c = 0; c < bias.length; c++) {
            double factor = factor(c);
            for (int i = c * row; i < (c + 1) * row; i++) {
                weight[i] = (float) (factor * weight[i]);
            }
            bias[c] = (float) (factor * (bias[c] - mean[c]) + shift[c]);
        }
        write(folded, parameters.get(0).name(), weight);
        write(folded, parameters.get(1).name(), bias);
        for (Parameter parameter : parameters.subList(2, parameters.size())) {
            write(folded, parameter.name(), read(program, parameter.name()));
        }
    }

    private double factor(int channel) {
        double variance = read(program, "batchNorm1.variance")[channel];
        return read(program, "batchNorm1.scale")[channel] / Math.sqrt(variance + EPSILON);
    }

    private void compareGradients() {
        List<Parameter> parameters = folded.network().parameters();
        int channels = parameters.get(1).size();
        for (int p = 0; p < parameters.size(); p++) {
            Parameter parameter = parameters.get(p);
            double[] expected = gradient(folded, parameter);
            for (int i = 0; p < 2 && i < expected.length; i++) {
                expected[i] *= factor(i / (expected.length / channels));
            }
            Closeness.check(parameter.name(), gradient(program, parameter), expected, 1, tolerance);
        }
    }

    private static double[] gradient(Program program, Parameter parameter) {
        float[] values = new float[parameter.size()];
        program.readGradient(parameter, values);
        return Closeness.widened(values, values.length);
    }

    private void write(String name, float first, float step) {
        float[] values = read(program, name);
        for (int i = 0; i < values.length; i++) {
            values[i] = first + step * (i % 5);
        }
        write(program, name, values);
    }

    private static void write(Program program, String name, float[] values) {
        program.write(entry(program, name), values);
    }

    private static float[] read(Program program, String name) {
        StateEntry entry = entry(program, name);
        float[] values = new float[entry.size()];
        program.read(entry, values);
        return values;
    }

    private static StateEntry entry(Program program, String name) {
        return program.state().stream()
                .filter(entry -> entry.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private Batch batch(int size, int step) {
        int inputs = program.network().input().size();
        var batch = new Batch(size, inputs, Target.classes(3));
        batch.size(size);
        for (int i = 0; i < size * inputs; i++) {
            batch.inputs()[i] = (float) Math.sin(0.7 * i + step);
        }
        for (int i = 0; i < size; i++) {
            batch.labels()[i] = i % 3;
        }
        return batch;
    }
}
