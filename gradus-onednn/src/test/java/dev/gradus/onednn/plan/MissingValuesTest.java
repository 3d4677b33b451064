package dev.gradus.onednn.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.nn.Network;
import dev.gradus.nn.backend.Backends;
import dev.gradus.nn.engine.InferenceProgram;
import dev.gradus.nn.engine.Program;
import dev.gradus.nn.engine.StateEntry;
import dev.gradus.nn.engine.kit.InferenceParity;
import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.number.Text;
import dev.gradus.onednn.Examples;
import dev.gradus.onednn.OneDnnBackend;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MissingValuesTest {
    private static final int ROWS = 7;
    private static final int[] SPOILED = {2, 6};
    private static final List<String> ACTIVATIONS =
            List.of(
                    "relu",
                    "leakyRelu",
                    "elu",
                    "sigmoid",
                    "tanh",
                    "gelu",
                    "silu",
                    "softplus",
                    "softmax");

    /** Numbers that no computation stays finite with, or not every one. */
    private enum Spoiler {
        NAN(Float.NaN),
        POSITIVE_INFINITY(Float.POSITIVE_INFINITY),
        NEGATIVE_INFINITY(Float.NEGATIVE_INFINITY),
        HUGE(3e38f),
        HUGE_NEGATIVE(-3e38f);

        private final float value;

        Spoiler(float value) {
            this.value = value;
        }
    }

    private static Stream<String> layers() {
        var others =
                Stream.of(
                        "dense(10)",
                        "maxPool(2) dense(10)",
                        "averagePool(2) dense(10)",
                        "maxPool(1) dense(10)",
                        "conv2d(8,1,stride=2,padding=2) dense(10)",
                        "dropout(0.5) dense(10)",
                        "batchNorm dense(10)",
                        "conv2d(8,3,padding=1) relu maxPool(2) dense(10) relu dense(10)",
                        "conv2d(8,3) maxPool(2) sigmoid dense(10)",
                        "conv2d(8,3) batchNorm relu globalAveragePool dense(10)",
                        "conv2d(8,3) layerNorm relu dense(10)",
                        "dense(16) batchNorm relu dense(10)",
                        "dense(16) layerNorm relu dense(10)",
                        "dense(16) relu dense(16) relu dropout(0.3) dense(10)",
                        "residual([conv2d(2,3,padding=1), relu]) relu dense(10)");
        var simple =
                ACTIVATIONS.stream()
                        .flatMap(each ->
                                Stream.of(
                                        each + " dense(10)",
                                        "dense(16) " + each + " dense(10)",
                                        "conv2d(8,3) " + each + " dense(10)"));
        return Stream.concat(others, simple);
    }

    /** Two backends with the same batch and parameters. */
    private record Both(Program fast, InferenceProgram inference, Program plain, Batch batch)
            implements AutoCloseable {
        static Both of(String layers) {
            Network network = Network.parse(Shape.image(2, 6, 6), layers);
            return new Both(
                    new OneDnnBackend().compile(network, Examples.options()),
                    new OneDnnBackend()
                            .compileForInference(
                                    network, InferenceParity.forInference(Examples.options())),
                    Backends.named("java").compile(network, Examples.options()),
                    Examples.batch(network, ROWS, 1));
        }

        /** Sets every third value of a parameter. */
        void spoilParameter(int entry, float value) {
            StateEntry chosen = plain.state().get(entry);
            float[] values = new float[chosen.size()];
            plain.read(chosen, values);
            for (int i = 0; i < values.length; i += 3) {
                values[i] = value;
            }
            plain.write(chosen, values);
            fast.write(chosen, values);
        }

        void compare(String description) {
            String[] expected = kinds(plain, batch);
            assertThat(kinds(fast, batch)).as(description).isEqualTo(expected);
            InferenceParity.share(fast, inference);
            assertThat(kinds(inference, batch)).as("inference, " + description).isEqualTo(expected);
            String loss = kind(plain.forwardBackward(batch, 0));
            String norm = kind(plain.gradientNorm());
            assertThat(kind(fast.forwardBackward(batch, 0)))
                    .as("loss, " + description)
                    .isEqualTo(loss);
            assertThat(kind(fast.gradientNorm())).as("norm, " + description).isEqualTo(norm);
            compareParts(description);
        }

        private void compareParts(String description) {
            float[] gradient = new float[ROWS * Examples.CLASSES];
            Arrays.fill(gradient, 0.1f);
            float[] expected = plain.forward(batch, 0);
            float[] actual = fast.forward(batch, 0);
            for (int i = 0; i < gradient.length; i++) {
                assertThat(kind(actual[i]))
                        .as("forward, " + description)
                        .isEqualTo(kind(expected[i]));
            }
            plain.backward(gradient);
            fast.backward(gradient);
            assertThat(kind(fast.gradientNorm()))
                    .as("backward, " + description)
                    .isEqualTo(kind(plain.gradientNorm()));
        }

        @Override
        public void close() {
            fast.close();
            inference.close();
            plain.close();
        }
    }

    private static Stream<String> layersAndMore() {
        return Stream.concat(
                layers(),
                Stream.of(
                        "leakyRelu(0) dense(10)",
                        "dense(16) leakyRelu(0) dense(10)",
                        "conv2d(8,3) leakyRelu(0) dense(10)"));
    }

    @ParameterizedTest
    @MethodSource("layersAndMore")
    void whatIsNoFiniteNumberComesOutOfInputsAsInPlainJava(String layers) {
        for (Spoiler spoiler : Spoiler.values()) {
            try (var both = Both.of(layers)) {
                for (int row : SPOILED) {
                    Arrays.fill(both.batch.inputs(), row * 72 + 40, row * 72 + 43, spoiler.value);
                }
                both.compare("inputs " + spoiler);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("layers")
    void whatIsNoFiniteNumberComesOutOfParametersAsInPlainJava(String layers) {
        var random = new Random(1);
        for (Spoiler spoiler : Spoiler.values()) {
            try (var both = Both.of(layers)) {
                int entry = random.nextInt(both.plain.network().parameters().size());
                both.spoilParameter(entry, spoiler.value);
                both.compare(Text.of("%s in parameter %d", spoiler, entry));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("layers")
    void finiteNumbersAreComputedByTheKernelsAlone(String layers) {
        try (var both = Both.of(layers)) {
            both.compare("as they are");
            assertThat(both.fast.takeNotes()).isEmpty();
            assertThat(both.inference.takeNotes()).isEmpty();
        }
    }

    private static String[] kinds(InferenceProgram program, Batch batch) {
        float[] outputs = new float[ROWS * Examples.CLASSES];
        program.evaluate(batch, outputs);
        String[] kinds = new String[outputs.length];
        for (int i = 0; i < kinds.length; i++) {
            kinds[i] = kind(outputs[i]);
        }
        return kinds;
    }

    private static String kind(double value) {
        return Double.isFinite(value) ? "finite" : Double.isNaN(value) ? "NaN" : "infinite";
    }
}
