package dev.gradus.nn;

import static dev.gradus.nn.layer.Layers.averagePool;
import static dev.gradus.nn.layer.Layers.batchNorm;
import static dev.gradus.nn.layer.Layers.concat;
import static dev.gradus.nn.layer.Layers.conv1d;
import static dev.gradus.nn.layer.Layers.conv2d;
import static dev.gradus.nn.layer.Layers.dense;
import static dev.gradus.nn.layer.Layers.dropout;
import static dev.gradus.nn.layer.Layers.elu;
import static dev.gradus.nn.layer.Layers.embedding;
import static dev.gradus.nn.layer.Layers.flatten;
import static dev.gradus.nn.layer.Layers.gelu;
import static dev.gradus.nn.layer.Layers.globalAveragePool;
import static dev.gradus.nn.layer.Layers.groupNorm;
import static dev.gradus.nn.layer.Layers.layerNorm;
import static dev.gradus.nn.layer.Layers.leakyRelu;
import static dev.gradus.nn.layer.Layers.maxPool;
import static dev.gradus.nn.layer.Layers.prelu;
import static dev.gradus.nn.layer.Layers.relu;
import static dev.gradus.nn.layer.Layers.residual;
import static dev.gradus.nn.layer.Layers.sigmoid;
import static dev.gradus.nn.layer.Layers.silu;
import static dev.gradus.nn.layer.Layers.softmax;
import static dev.gradus.nn.layer.Layers.softplus;
import static dev.gradus.nn.layer.Layers.source;
import static dev.gradus.nn.layer.Layers.tanh;
import static dev.gradus.nn.optimizer.Optimizers.adam;
import static dev.gradus.nn.optimizer.Optimizers.adamw;
import static dev.gradus.nn.optimizer.Optimizers.lion;
import static dev.gradus.nn.optimizer.Optimizers.momentum;
import static dev.gradus.nn.optimizer.Optimizers.nadam;
import static dev.gradus.nn.optimizer.Optimizers.nesterov;
import static dev.gradus.nn.optimizer.Optimizers.rmsprop;
import static dev.gradus.nn.optimizer.Optimizers.sgd;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.nn.layer.BatchNorm;
import dev.gradus.nn.layer.Layer;
import dev.gradus.nn.layer.LayerNorm;
import dev.gradus.nn.layer.LayerText;
import dev.gradus.nn.layer.OwnLayer;
import dev.gradus.nn.layer.Padding;
import dev.gradus.nn.layer.Size;
import dev.gradus.nn.metric.Metrics;
import dev.gradus.nn.optimizer.Optimizer;
import dev.gradus.nn.optimizer.WeightDecay;
import dev.gradus.nn.parameter.Initializer;
import dev.gradus.number.NumberText;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TextFormTest {
    static Stream<Arguments> layers() {
        return Stream.of(
                Arguments.of(dense(10), "dense(10)"),
                Arguments.of(dense(10).withoutBias(), "dense(10, bias=false)"),
                Arguments.of(
                        dense(10)
                                .initializer(Initializer.he())
                                .biasInitializer(Initializer.constant(0.1)),
                        "dense(10, initializer=he, biasInitializer=constant(0.1))"),
                Arguments.of(
                        dense(3).initializer(Initializer.normal(1e-5)),
                        "dense(3, initializer=normal(1e-5))"),
                Arguments.of(
                        dense(3).initializer(Initializer.uniform(2)),
                        "dense(3, initializer=uniform(2))"),
                Arguments.of(conv2d(32, 3), "conv2d(32, 3)"),
                Arguments.of(conv2d(32, 3).padding(1), "conv2d(32, 3, padding=1)"),
                Arguments.of(
                        conv2d(32, new Size(3, 5)).padding(new Padding.Symmetric(1, 2)),
                        "conv2d(32, [3, 5], padding=[1, 2])"),
                Arguments.of(
                        conv2d(8, 3)
                                .stride(2)
                                .padding(Padding.same())
                                .dilation(2)
                                .groups(4)
                                .withoutBias(),
                        "conv2d(8, 3, stride=2, padding=same, dilation=2, groups=4, bias=false)"),
                Arguments.of(maxPool(2), "maxPool(2)"),
                Arguments.of(maxPool(3).stride(2).padding(1), "maxPool(3, stride=2, padding=1)"),
                Arguments.of(averagePool(2), "averagePool(2)"),
                Arguments.of(globalAveragePool(), "globalAveragePool"),
                Arguments.of(flatten(), "flatten"),
                Arguments.of(dropout(0.5), "dropout(0.5)"),
                Arguments.of(dropout(0), "dropout(0)"),
                Arguments.of(batchNorm(), "batchNorm"),
                Arguments.of(new BatchNorm(0.01, 1e-3), "batchNorm(momentum=0.01, epsilon=0.001)"),
                Arguments.of(layerNorm(), "layerNorm"),
                Arguments.of(new LayerNorm(1e-6), "layerNorm(epsilon=1e-6)"),
                Arguments.of(conv1d(8, 5).padding(2), "conv1d(8, 5, padding=2)"),
                Arguments.of(embedding(100, 8), "embedding(100, 8)"),
                Arguments.of(groupNorm(4), "groupNorm(4)"),
                Arguments.of(prelu(), "prelu"),
                Arguments.of(relu(), "relu"),
                Arguments.of(leakyRelu(), "leakyRelu(0.01)"),
                Arguments.of(elu(), "elu(1)"),
                Arguments.of(gelu(), "gelu"),
                Arguments.of(silu(), "silu"),
                Arguments.of(sigmoid(), "sigmoid"),
                Arguments.of(tanh(), "tanh"),
                Arguments.of(softplus(), "softplus"),
                Arguments.of(softmax(), "softmax"),
                Arguments.of(dense(10).named("fc1"), "dense(10).named('fc1')"),
                Arguments.of(relu().named("bend"), "relu().named('bend')"),
                Arguments.of(batchNorm().named("norm"), "batchNorm().named('norm')"),
                Arguments.of(
                        residual(conv2d(4, 3).padding(1), relu()),
                        "residual([conv2d(4, 3, padding=1), relu])"),
                Arguments.of(
                        residual(dense(4).named("long")).shortcut(dense(4), relu()),
                        "residual([dense(4).named('long')], shortcut=[dense(4), relu])"),
                Arguments.of(
                        concat(List.of(source("fc1"), dense(4)), List.of()),
                        "concat([source('fc1'), dense(4)], [])"),
                Arguments.of(source("fc1"), "source('fc1')"));
    }

    @ParameterizedTest
    @MethodSource("layers")
    void aLayerIsWrittenAsItIsRead(Layer layer, String text) {
        assertThat(layer).hasToString(text);
        assertThat(LayerText.parse(text)).containsExactly(layer);
    }

    @Test
    void aLayerIsNamedWithoutParenthesesToo() {
        assertThat(LayerText.parse("dense(4) relu.named('a') residual([tanh.named('b')])"))
                .containsExactly(dense(4), relu().named("a"), residual(tanh().named("b")));
    }

    @Test
    void everyKindOfLayerIsWritten() {
        var kinds = Kinds.of(Layer.class);
        kinds.remove(OwnLayer.class); // Java alone knows it
        assertThat(Kinds.of(layers().map(row -> row.get()[0]))).isEqualTo(kinds);
    }

    /** The other optimizers and the losses are found by their texts in the oracles' files. */
    static Stream<Arguments> optimizers() {
        return Stream.of(
                Arguments.of(sgd(), "sgd"),
                Arguments.of(sgd().weightDecay(5e-4), "sgd(weightDecay=5e-4)"),
                Arguments.of(
                        momentum(0.9).weightDecay(WeightDecay.decoupled(0.1)),
                        "momentum(0.9, weightDecay=decoupled(0.1))"),
                Arguments.of(nesterov(0.95).weightDecay(1), "nesterov(0.95, weightDecay=1)"),
                Arguments.of(adam(), "adam"),
                Arguments.of(adam().weightDecay(0.1), "adam(weightDecay=0.1)"),
                Arguments.of(
                        adam().weightDecay(WeightDecay.decoupled(0.01)), "adamw(weightDecay=0.01)"),
                Arguments.of(adamw(), "adamw(weightDecay=0.01)"),
                Arguments.of(adamw().weightDecay(0), "adamw(weightDecay=0)"),
                Arguments.of(
                        adamw().betas(0.9, 0.95).weightDecay(0.1),
                        "adamw(beta2=0.95, weightDecay=0.1)"),
                Arguments.of(nadam().momentumDecay(0), "nadam(momentumDecay=0)"),
                Arguments.of(
                        rmsprop().centered().weightDecay(0.1),
                        "rmsprop(centered=true, weightDecay=0.1)"),
                Arguments.of(lion().weightDecay(1), "lion(weightDecay=1)"),
                Arguments.of(
                        lion().weightDecay(WeightDecay.none(WeightDecay.Kind.L2)),
                        "lion(weightDecay=l2(0))"));
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void anOptimizerIsWrittenAsAUserWritesIt(Optimizer optimizer, String text) {
        assertThat(optimizer).hasToString(text);
    }

    @Test
    void aMetricIsWrittenAsAUserWritesIt() {
        assertThat(List.of(Metrics.accuracy(), Metrics.topK(5), Metrics.rSquared()))
                .hasToString("[accuracy, topK(5), rSquared]");
        assertThat(Metrics.topK(5).name()).isEqualTo("top5Accuracy");
    }

    @Test
    void numbersAreShortAndReadBackTheSame() {
        for (double number : new double[] {0, 1, -2, 0.1, 1e-5, 1.5e-7, 1e10, 123456789, 1.0 / 3}) {
            assertThat(Double.parseDouble(NumberText.exact(number))).isEqualTo(number);
        }
        assertThat(NumberText.exact(1e-5)).isEqualTo("1e-5");
        assertThat(NumberText.exact(1e10)).isEqualTo("1e10");
    }
}
