package dev.gradus.nn;

import static dev.gradus.nn.layer.Layers.averagePool;
import static dev.gradus.nn.layer.Layers.batchNorm;
import static dev.gradus.nn.layer.Layers.concat;
import static dev.gradus.nn.layer.Layers.conv1d;
import static dev.gradus.nn.layer.Layers.conv2d;
import static dev.gradus.nn.layer.Layers.dense;
import static dev.gradus.nn.layer.Layers.dropout;
import static dev.gradus.nn.layer.Layers.embedding;
import static dev.gradus.nn.layer.Layers.flatten;
import static dev.gradus.nn.layer.Layers.globalAveragePool;
import static dev.gradus.nn.layer.Layers.groupNorm;
import static dev.gradus.nn.layer.Layers.layerNorm;
import static dev.gradus.nn.layer.Layers.leakyRelu;
import static dev.gradus.nn.layer.Layers.maxPool;
import static dev.gradus.nn.layer.Layers.prelu;
import static dev.gradus.nn.layer.Layers.relu;
import static dev.gradus.nn.layer.Layers.residual;
import static dev.gradus.nn.layer.Layers.source;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.nn.layer.Activation;
import dev.gradus.nn.layer.Input;
import dev.gradus.nn.layer.Layer;
import dev.gradus.nn.layer.Node;
import dev.gradus.nn.layer.OwnLayer;
import dev.gradus.nn.layer.Padding;
import dev.gradus.nn.layer.Pool;
import dev.gradus.nn.layer.Size;
import dev.gradus.nn.layer.Source;
import dev.gradus.nn.parameter.Initializer;
import dev.gradus.nn.parameter.Statistic;
import dev.gradus.nn.tensor.Shape;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class NetworkTest {
    private static final Shape IMAGE = Shape.image(6, 13, 7);

    /** Layer, shape before, shape after (PyTorch's rule), parameters with their extents. */
    static Stream<Arguments> fits() {
        return Stream.of(
                fit(dense(10), Shape.vector(784), "10", "weight 10x784, bias 10"),
                fit(dense(10).withoutBias(), IMAGE, "10", "weight 10x546"),
                fit(conv2d(4, 3), IMAGE, "4x11x5", "weight 4x6x3x3, bias 4"),
                fit(conv2d(4, 3).padding(1).stride(2), IMAGE, "4x7x4", "weight 4x6x3x3, bias 4"),
                fit(conv2d(4, 3).dilation(3), IMAGE, "4x7x1", "weight 4x6x3x3, bias 4"),
                fit(
                        conv2d(9, new Size(5, 2)).groups(3).withoutBias(),
                        IMAGE,
                        "9x9x6",
                        "weight 9x2x5x2"),
                fit(
                        conv2d(4, 4).padding(Padding.same()).stride(3),
                        IMAGE,
                        "4x5x3",
                        "weight 4x6x4x4, bias 4"),
                fit(maxPool(2), IMAGE, "6x6x3", ""),
                fit(averagePool(3).stride(2).padding(1), IMAGE, "6x7x4", ""),
                fit(maxPool(2).padding(Padding.same()), IMAGE, "6x7x4", ""),
                fit(globalAveragePool(), IMAGE, "6", ""),
                fit(flatten(), IMAGE, "546", ""),
                fit(dropout(0.5), IMAGE, "6x13x7", ""),
                fit(batchNorm(), IMAGE, "6x13x7", "scale 6, shift 6"),
                fit(batchNorm(), Shape.vector(5), "5", "scale 5, shift 5"),
                fit(layerNorm(), IMAGE, "6x13x7", "scale 546, shift 546"),
                fit(residual(conv2d(6, 3).padding(1), relu()), IMAGE, "6x13x7", ""),
                fit(residual(dense(3)).shortcut(dense(3)), Shape.vector(5), "3", ""),
                fit(concat(List.of(dense(3)), List.of()), Shape.vector(5), "8", ""),
                fit(concat(List.of(maxPool(2)), List.of(averagePool(2))), IMAGE, "12x6x3", ""),
                fit(
                        conv1d(6, 3).stride(2).padding(1),
                        Shape.sequence(4, 9),
                        "6x5",
                        "weight 6x4x3, bias 6"),
                fit(embedding(50, 8), Shape.vector(5), "8x5", "weight 50x8"),
                fit(prelu(), Shape.sequence(4, 9), "4x9", "slope 4"),
                fit(groupNorm(2), IMAGE, "6x13x7", "scale 6, shift 6"),
                fit(maxPool(2), Shape.sequence(4, 9), "4x4", ""),
                fit(globalAveragePool(), Shape.sequence(4, 9), "4", ""),
                fit(dense(10).named("end"), Shape.vector(3), "10", "weight 10x3, bias 10"));
    }

    private static Arguments fit(Layer layer, Shape in, String out, String parameters) {
        return Arguments.of(layer, in, out, parameters);
    }

    @ParameterizedTest
    @MethodSource("fits")
    void infersShapesAndParameters(Layer layer, Shape in, String out, String parameters) {
        Node node = Network.of(in, layer).nodes().getLast();
        assertThat(node.output()).hasToString(out);
        assertThat(
                        node.parameters().stream()
                                .map(p ->
                                        p.name().substring(node.name().length() + 1)
                                                + " "
                                                + new Shape(p.dimensions()))
                                .collect(Collectors.joining(", ")))
                .isEqualTo(parameters);
    }

    @Test
    void everyKindOfLayerIsInferred() {
        var tested = Kinds.of(fits().map(row -> row.get()[0]));
        var expected = Kinds.of(Layer.class);
        expected.removeAll(Kinds.of(Activation.class));
        expected.removeAll(Set.of(Source.class, OwnLayer.class));
        assertThat(tested).isEqualTo(expected);
    }

    @Test
    void activationsKeepTheShape() {
        TextFormTest.layers()
                .map(row -> (Layer) row.get()[0])
                .filter(Activation.class::isInstance)
                .forEach(layer -> assertThat(Network.of(IMAGE, layer).output()).isEqualTo(IMAGE));
    }

    static Stream<Arguments> misfits() {
        return Stream.of(
                misfit(
                        Shape.vector(784),
                        "layer 'conv2d1' takes an image (channels x height x width), got shape 784;"
                                + " put it before flatten and dense",
                        conv2d(4, 3)),
                misfit(
                        IMAGE,
                        "layer 'maxPool1' takes an image (channels x height x width), got shape"
                                + " 546; put it before flatten and dense",
                        flatten(),
                        maxPool(2)),
                misfit(
                        IMAGE,
                        "layer 'globalAveragePool1' takes an image (channels x height x width), got"
                                + " shape 3; put it before flatten and dense",
                        dense(3),
                        globalAveragePool()),
                misfit(
                        IMAGE,
                        "layer 'big' has a window that reaches over 9 columns, got 7 of them"
                                + " (shape 6x13x7, padding included); use a smaller window, more"
                                + " padding, or fewer pools before it",
                        conv2d(4, 9).named("big")),
                misfit(
                        IMAGE,
                        "layer 'maxPool2' has a window that reaches over 4 columns, got 3 of them"
                                + " (shape 6x6x3, padding included); use a smaller window,"
                                + " more padding, or fewer pools before it",
                        maxPool(2),
                        maxPool(4)),
                misfit(
                        IMAGE,
                        "layer 'conv2d1' cuts its channels into 4 groups, got 6 channels"
                                + " (shape 6x13x7); use a divisor of 6",
                        conv2d(8, 3).groups(4)),
                misfit(
                        IMAGE,
                        "pool layer 'maxPool1' pads by 2, which must be less than its window 2",
                        maxPool(2).padding(2)),
                misfit(
                        Shape.image(2, 3, 4),
                        "conv1d layer 'conv1d1' takes a sequence (channels x length), got shape 2x3x4",
                        conv1d(4, 3)),
                misfit(
                        Shape.sequence(2, 3),
                        "embedding layer 'embedding1' takes a vector of whole numbers, got shape 2x3",
                        embedding(4, 3)),
                misfit(
                        Shape.vector(5),
                        "embedding layer 'embedding1' takes whole numbers from an input of the network, got the values of 'dense1'; put it first, or after source('input')",
                        dense(3),
                        embedding(4, 3)),
                misfit(
                        Shape.vector(5),
                        "embedding layer 'embedding1' takes whole numbers from an input of the network, got the values of 'flatten1'; put it first, or after source('input')",
                        flatten(),
                        embedding(4, 3)),
                misfit(
                        Shape.sequence(2, 9),
                        "residual layer 'residual1' adds its block's output (shape 3x9) to its"
                                + " shortcut's (shape 2x9): the shapes must be equal; give it a"
                                + " shortcut such as conv1d(3, 1)",
                        residual(conv1d(3, 1))),
                misfit(
                        Shape.vector(9),
                        "groupNorm layer 'groupNorm1' cuts its channels into 2 groups, got 9 channels (shape 9); use a divisor of 9",
                        groupNorm(2)),
                misfit(
                        Shape.sequence(4, 9),
                        "a pool along a sequence has one window, one stride and one padding, as in maxPool(2), got maxPool([2, 3])",
                        new Pool(Pool.Kind.MAX, new Size(2, 3), new Size(2, 3), Padding.none())),
                misfit(
                        Shape.of(3, 4, 5, 6),
                        "batchNorm layer 'batchNorm1' takes a vector, a sequence or an image, got shape 3x4x5x6",
                        batchNorm()),
                misfit(
                        IMAGE,
                        "residual layer 'residual1' adds its block's output (shape 4x13x7) to its"
                                + " shortcut's (shape 6x13x7): the shapes must be equal; give it a"
                                + " shortcut such as conv2d(4, 1)",
                        residual(conv2d(4, 3).padding(1))),
                misfit(
                        Shape.vector(5),
                        "residual layer 'residual1' adds its block's output (shape 4) to its"
                                + " shortcut's (shape 5): the shapes must be equal; give it a"
                                + " shortcut such as dense(4)",
                        residual(dense(4))),
                misfit(
                        IMAGE,
                        "two layers are named \"fc\"; a name is unique in its network",
                        dense(3).named("fc"),
                        dense(3).named("fc")),
                misfit(
                        Shape.vector(100_000),
                        "parameter 'dense1.weight' would have 100000x100000 values, more than"
                                + " 2^31-1; make the layer or its input smaller",
                        dense(100_000)),
                misfit(IMAGE, "a network has at least one layer, got none"),
                misfit(
                        IMAGE,
                        "concat layer 'concat1' joins 'conv2d1' (shape 4x11x5) and 'dense1' (shape"
                                + " 3): all dimensions but the first must be equal; flatten images,"
                                + " or give them one height and width",
                        concat(List.of(conv2d(4, 3)), List.of(dense(3)))),
                misfit(
                        IMAGE,
                        "unknown earlier layer or input 'pixel'; it can be input, dense1",
                        dense(3),
                        source("pixel"),
                        dense(2)),
                misfit(
                        IMAGE,
                        "nothing reads the values of 'dense1'; connect them with source('dense1'), or"
                                + " remove it",
                        dense(3),
                        source("input"),
                        dense(2)),
                misfit(
                        IMAGE,
                        "the network ends with source('input'), which computes nothing; add a layer"
                                + " after it",
                        dense(3),
                        source("input")));
    }

    private static Arguments misfit(Shape input, String message, Layer... layers) {
        return Arguments.of(input, message, List.of(layers));
    }

    @ParameterizedTest
    @MethodSource("misfits")
    void namesTheLayerThatDoesNotFit(Shape input, String message, List<Layer> layers) {
        assertThatThrownBy(() -> Network.of(input, layers))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void numbersEachKindAndStepsAsideForAUsersName() {
        var network =
                Network.of(
                        Shape.vector(4),
                        dense(4).named("dense1"),
                        dense(4),
                        relu(),
                        residual(dense(4), relu()).shortcut(dense(4)),
                        relu());
        assertThat(network.nodes().stream().map(Node::name))
                .containsExactly(
                        "dense1",
                        "dense2",
                        "relu1",
                        "dense3",
                        "relu2",
                        "dense4",
                        "residual1",
                        "relu3");
        assertThat(network.parameterCount()).isEqualTo(4 * (4 * 4 + 4));
        assertThat(network.parameters()).hasSize(8);
    }

    /** He et al. derived it for this layer. */
    @Test
    void weightsBeforeAPreluAreInitializedAsBeforeTheLeakyReluItStartsAs() {
        for (Layer activation : List.of(prelu(), leakyRelu(0.25))) {
            var network = Network.of(Shape.vector(4), dense(3), batchNorm(), activation, dense(2));
            assertThat(network.parameters().getFirst().initializer()).isEqualTo(Initializer.he());
        }
    }

    @Test
    void batchNormKeepsRunningStatistics() {
        assertThat(Network.of(IMAGE, batchNorm()).statistics())
                .containsExactly(
                        new Statistic("batchNorm1.mean", 6, 0),
                        new Statistic("batchNorm1.variance", 6, 1));
    }

    @Test
    void isAValue() {
        var network = Network.of(IMAGE, conv2d(4, 3), relu(), dense(3));
        assertThat(network)
                .isEqualTo(Network.parse(IMAGE, network.text()))
                .hasSameHashCodeAs(Network.parse(IMAGE, network.text()))
                .hasToString("6x13x7 conv2d(4, 3) relu dense(3)")
                .isNotEqualTo(Network.of(Shape.image(6, 13, 8), network.layers()))
                .isNotEqualTo(Network.of(IMAGE, dense(3)));
    }

    @ParameterizedTest
    @CsvSource({
        // length, reach, stride, before, after
        "7, 3, 1, 1, 1",
        "7, 2, 1, 0, 1",
        "7, 4, 3, 1, 2",
        "13, 4, 3, 1, 2",
        "8, 2, 2, 0, 0",
        "5, 1, 2, 0, 0",
    })
    void samePaddingPutsTheOddPlaceAtTheEnd(
            int length, int reach, int stride, int before, int after) {
        for (var axis : Padding.Axis.values()) {
            assertThat(Padding.same().before(length, reach, stride, axis)).isEqualTo(before);
            assertThat(Padding.same().after(length, reach, stride, axis)).isEqualTo(after);
        }
    }

    @Test
    void symmetricPaddingHasItsOwnNumberForEachAxis() {
        var padding = new Padding.Symmetric(1, 2);
        assertThat(padding.before(9, 3, 1, Padding.Axis.HEIGHT)).isEqualTo(1);
        assertThat(padding.after(9, 3, 1, Padding.Axis.WIDTH)).isEqualTo(2);
    }

    @Test
    void severalInputsLieOneAfterAnother() {
        var inputs =
                List.of(
                        new Input("pixels", Shape.image(1, 4, 5)),
                        new Input("age", Shape.vector(3)));
        var network =
                Network.parse(
                        inputs,
                        "concat([source('pixels'), conv2d(2, 3), flatten], [source('age')]) dense(4)");

        assertThat(network.input()).isEqualTo(Shape.vector(23));
        assertThat(network.output()).isEqualTo(Shape.vector(4));
        assertThat(network.parameters().get(2).dimensions()).containsExactly(4, 2 * 2 * 3 + 3);
        assertThat(network).hasToString("pixels=1x4x5, age=3 " + network.text());
        assertThat(Network.parse(inputs, network.text())).isEqualTo(network);
        assertThat(network.readers())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("pixels", 1, "age", 1, "conv2d1", 1, "flatten1", 1, "concat1", 1));
    }

    @Test
    void everyInputIsRead() {
        var inputs = List.of(new Input("a", Shape.vector(2)), new Input("b", Shape.vector(3)));
        assertThatThrownBy(() -> Network.of(inputs, List.of(dense(2))))
                .hasMessage(
                        "nothing reads the values of 'b'; connect them with source('b'), or remove it");
        assertThatThrownBy(() ->
                        Network.of(
                                List.of(inputs.getFirst(), inputs.getFirst()), List.of(dense(2))))
                .hasMessage("two layers are named \"a\"; a name is unique in its network");
    }
}
