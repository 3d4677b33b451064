package dev.gradus.onnx;

import static dev.gradus.nn.layer.Layers.concat;
import static dev.gradus.nn.layer.Layers.conv2d;
import static dev.gradus.nn.layer.Layers.dense;
import static dev.gradus.nn.layer.Layers.dropout;
import static dev.gradus.nn.layer.Layers.embedding;
import static dev.gradus.nn.layer.Layers.flatten;
import static dev.gradus.nn.layer.Layers.globalAveragePool;
import static dev.gradus.nn.layer.Layers.source;
import static dev.gradus.onnx.OnnxModel.Ending.AS_IT_IS;
import static dev.gradus.onnx.OnnxModel.Ending.SIGMOID;
import static dev.gradus.onnx.OnnxModel.Ending.SOFTMAX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtException;
import dev.gradus.model.Meaning;
import dev.gradus.model.Model;
import dev.gradus.model.Provenance;
import dev.gradus.model.StateValues;
import dev.gradus.nn.Network;
import dev.gradus.nn.engine.StateEntry;
import dev.gradus.nn.engine.kit.Case;
import dev.gradus.nn.layer.Input;
import dev.gradus.nn.loss.Losses;
import dev.gradus.nn.optimizer.Optimizers;
import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.nn.tensor.Target;
import dev.gradus.protobuf.Message;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OnnxModelTest {
    private static final Network SMALL =
            Network.of(Shape.vector(2), dense(3).named("hidden"), dense(2).named("head"));

    @Test
    void inputsAndOutputCarryNamesAndShapesBehindAnOpenDimension() {
        var network =
                Network.of(
                        List.of(
                                new Input("pixels", Shape.image(2, 5, 6)),
                                new Input("facts", Shape.vector(3))),
                        List.of(
                                concat(
                                        List.of(source("pixels"), conv2d(4, 3), flatten()),
                                        List.of(source("facts"))),
                                dense(3)));
        try (var trained = new Trained(network);
                Onnx onnx = Onnx.load(trained.exported(AS_IT_IS))) {
            assertThat(onnx.session().getInputNames()).containsExactly("pixels", "facts");
            assertThat(onnx.shape("pixels")).containsExactly(-1L, 2L, 5L, 6L);
            assertThat(onnx.shape("facts")).containsExactly(-1L, 3L);
            assertThat(onnx.type("facts")).isEqualTo(OnnxJavaType.FLOAT);
            assertThat(onnx.session().getOutputNames()).containsExactly("output");
            assertThat(onnx.shape("output")).containsExactly(-1L, 3L);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 64})
    void anyNumberOfExamplesPasses(int examples) {
        var each = Case.of("small", SMALL);
        Batch batch = each.batch(examples, 1);
        try (var trained = new Trained(SMALL);
                Onnx onnx = Onnx.load(trained.exported(AS_IT_IS))) {
            assertThat(onnx.run(SMALL, batch))
                    .containsExactly(trained.evaluate(batch), within(1e-6f));
        }
    }

    @Test
    void softmaxTurnsOutputsIntoProbabilities() {
        Batch batch = Case.of("small", SMALL).batch(4, 1);
        try (var trained = new Trained(SMALL);
                Onnx onnx = Onnx.load(trained.exported(SOFTMAX))) {
            float[] logits = trained.evaluate(batch);
            float[] probabilities = onnx.run(SMALL, batch);
            assertThat(onnx.session().getOutputNames()).containsExactly("probabilities");
            for (int row = 0; row < 4; row++) {
                double odds = Math.exp(logits[2 * row] - logits[2 * row + 1]);
                assertThat((double) probabilities[2 * row])
                        .isCloseTo(odds / (1 + odds), within(1e-6));
                assertThat((double) probabilities[2 * row + 1])
                        .isCloseTo(1 / (1 + odds), within(1e-6));
            }
        }
    }

    @Test
    void softmaxOfAnImageIsOverAllOfItsValues() {
        var image = Network.of(Shape.image(1, 2, 2), conv2d(3, 1));
        try (var trained = new Trained(image);
                Onnx onnx = Onnx.load(trained.exported(SOFTMAX))) {
            float[] probabilities = onnx.run(image, Case.of("image", image).batch(1, 1));
            double sum = 0;
            for (float probability : probabilities) {
                sum += probability;
            }
            assertThat(onnx.shape("probabilities")).containsExactly(-1L, 12L);
            assertThat(sum).isCloseTo(1, within(1e-6));
        }
    }

    @Test
    void sigmoidTurnsEachOutputIntoAProbability() {
        Batch batch = Case.of("small", SMALL).batch(2, 1);
        try (var trained = new Trained(SMALL);
                Onnx onnx = Onnx.load(trained.exported(SIGMOID))) {
            float[] logits = trained.evaluate(batch);
            float[] probabilities = onnx.run(SMALL, batch);
            for (int i = 0; i < logits.length; i++) {
                assertThat((double) probabilities[i])
                        .isCloseTo(1 / (1 + Math.exp(-logits[i])), within(1e-6));
            }
        }
    }

    @Test
    void metadataIsCarried() throws OrtException {
        try (var trained = new Trained(SMALL)) {
            OnnxModel model =
                    OnnxModel.of(
                            SMALL,
                            trained.values()::get,
                            AS_IT_IS,
                            Map.of("classes", "[\"ja\",\"né\"]"));
            try (Onnx onnx = Onnx.load(model)) {
                assertThat(onnx.session().getMetadata().getCustomMetadata())
                        .containsExactly(Map.entry("classes", "[\"ja\",\"né\"]"));
                assertThat(onnx.session().getMetadata().getProducerName()).isEqualTo("gradus");
            }
        }
    }

    @Test
    void aModelGivesWhatItPredictsAndSaysWhereItComesFrom() throws OrtException {
        var values = List.of(new float[] {1, 2, 3, 4}, new float[] {5, 6});
        var network = Network.of(Shape.vector(2), dense(2));
        var model =
                new Model(
                        network,
                        Losses.softmaxCrossEntropy(),
                        new StateValues(StateEntry.all(network, Optimizers.sgd()), values),
                        new Meaning(Target.classes(2), List.of("no", "yes"), Optional.empty()),
                        new Provenance(Map.of("seed", "7")));
        Batch batch = Case.of("model", network).batch(1, 1);
        try (Onnx onnx = Onnx.load(OnnxModel.of(model))) {
            assertThat(onnx.run(network, batch))
                    .containsExactly(model.predict(batch.inputs()), within(1e-6f));
            assertThat(onnx.session().getOutputNames()).containsExactly("probabilities");
            assertThat(onnx.session().getMetadata().getCustomMetadata())
                    .containsOnly(Map.entry("classes", "no\nyes"), Map.entry("seed", "7"));
        }
    }

    @Test
    void weightsKeepTheirNames() {
        try (var trained = new Trained(SMALL)) {
            String file =
                    new String(Onnx.bytes(trained.exported(AS_IT_IS)), StandardCharsets.ISO_8859_1);
            assertThat(file).contains("hidden.weight", "hidden.bias", "head.weight", "head.bias");
        }
    }

    @Test
    void theSizeIsThatOfTheFile() {
        try (var trained = new Trained(SMALL)) {
            OnnxModel model = trained.exported(AS_IT_IS);
            assertThat(model.size()).isEqualTo(Onnx.bytes(model).length);
        }
    }

    @Test
    void anInputThatOnlyEmbeddingsReadIsOfWholeNumbers() {
        var network = Network.of(Shape.vector(4), embedding(9, 5), globalAveragePool());
        try (var trained = new Trained(network);
                Onnx onnx = Onnx.load(trained.exported(AS_IT_IS))) {
            assertThat(onnx.type("input")).isEqualTo(OnnxJavaType.INT64);
        }
    }

    @Test
    void anInputThatOtherLayersReadTooIsOfFloats() {
        var network =
                Network.of(
                        Shape.vector(4),
                        concat(List.of(embedding(9, 5), globalAveragePool()), List.of(dense(2))),
                        dense(2));
        var each = Case.of("both", network);
        Batch batch = each.batch(3, 1);
        try (var trained = new Trained(network);
                Onnx onnx = Onnx.load(trained.exported(AS_IT_IS))) {
            assertThat(onnx.type("input")).isEqualTo(OnnxJavaType.FLOAT);
            assertThat(onnx.run(network, batch))
                    .containsExactly(trained.evaluate(batch), within(1e-5f));
        }
    }

    @Test
    void namesThatTheOutputWouldHaveAreTheUsers() {
        var network =
                Network.of(
                        List.of(new Input("output", Shape.vector(2))),
                        List.of(dense(3).named("probabilities"), dropout(0.5).named("ending")));
        var batch = new Batch(1, 2, Target.values(3));
        batch.size(1);
        batch.inputs()[0] = 1;
        try (var trained = new Trained(network);
                Onnx onnx = Onnx.load(trained.exported(AS_IT_IS));
                Onnx probable = Onnx.load(trained.exported(SOFTMAX))) {
            assertThat(onnx.session().getOutputNames()).containsExactly("output_");
            assertThat(probable.session().getOutputNames()).containsExactly("probabilities");
            assertThat(onnx.run(network, batch))
                    .containsExactly(trained.evaluate(batch), within(1e-6f));
        }
    }

    /** Checked against the encoding's own examples: 150 in field 1, and "testing" in field 2. */
    @Test
    void messagesAreThoseOfTheEncodingsExamples() throws IOException {
        var out = new ByteArrayOutputStream();
        new Message()
                .number(1, 150)
                .text(2, "testing")
                .message(3, new Message().number(1, 150))
                .number(16, -1)
                .real(4, 1.5f)
                .number(5, 0)
                .writeTo(out);
        ByteBuffer expected = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
        expected.put(bytes("089601 120774657374696e67 1a03089601"));
        expected.put(bytes("8001ffffffffffffffffff01"));
        expected.put(bytes("25")).putFloat(1.5f).put(bytes("2800"));
        assertThat(out.toByteArray())
                .isEqualTo(Arrays.copyOf(expected.array(), expected.position()));
    }

    @Test
    void aNetworkOfMoreThanTwoGibibytesIsRefused() {
        var network = Network.of(Shape.vector(30_000), dense(20_000).withoutBias());
        float[] shared = new float[1];
        assertThatThrownBy(() -> OnnxModel.of(network, name -> shared, AS_IT_IS, Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("600000000 parameters");
    }

    private static byte[] bytes(String hexadecimal) {
        return HexFormat.of().parseHex(hexadecimal.replace(" ", ""));
    }
}
