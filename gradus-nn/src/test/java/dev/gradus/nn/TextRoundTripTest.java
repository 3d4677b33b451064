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
import static dev.gradus.nn.loss.Losses.binaryCrossEntropy;
import static dev.gradus.nn.loss.Losses.huber;
import static dev.gradus.nn.loss.Losses.meanAbsoluteError;
import static dev.gradus.nn.loss.Losses.meanSquaredError;
import static dev.gradus.nn.loss.Losses.quadratic;
import static dev.gradus.nn.loss.Losses.softmaxCrossEntropy;
import static dev.gradus.nn.optimizer.Optimizers.adadelta;
import static dev.gradus.nn.optimizer.Optimizers.adagrad;
import static dev.gradus.nn.optimizer.Optimizers.adam;
import static dev.gradus.nn.optimizer.Optimizers.adamw;
import static dev.gradus.nn.optimizer.Optimizers.amsgrad;
import static dev.gradus.nn.optimizer.Optimizers.dAdaptAdam;
import static dev.gradus.nn.optimizer.Optimizers.dAdaptSgd;
import static dev.gradus.nn.optimizer.Optimizers.dog;
import static dev.gradus.nn.optimizer.Optimizers.lamb;
import static dev.gradus.nn.optimizer.Optimizers.lion;
import static dev.gradus.nn.optimizer.Optimizers.momentum;
import static dev.gradus.nn.optimizer.Optimizers.nadam;
import static dev.gradus.nn.optimizer.Optimizers.nesterov;
import static dev.gradus.nn.optimizer.Optimizers.prodigy;
import static dev.gradus.nn.optimizer.Optimizers.radam;
import static dev.gradus.nn.optimizer.Optimizers.rmsprop;
import static dev.gradus.nn.optimizer.Optimizers.scheduleFreeAdamw;
import static dev.gradus.nn.optimizer.Optimizers.scheduleFreeSgd;
import static dev.gradus.nn.optimizer.Optimizers.sgd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.nn.layer.BatchNorm;
import dev.gradus.nn.layer.GroupNorm;
import dev.gradus.nn.layer.Layer;
import dev.gradus.nn.layer.LayerNorm;
import dev.gradus.nn.layer.LayerText;
import dev.gradus.nn.layer.Padding;
import dev.gradus.nn.layer.Prelu;
import dev.gradus.nn.layer.Size;
import dev.gradus.nn.loss.Loss;
import dev.gradus.nn.optimizer.Optimizer;
import dev.gradus.nn.optimizer.WeightDecay;
import dev.gradus.nn.parameter.Initializer;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.text.OwnPart;
import dev.gradus.text.TextException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TextRoundTripTest {
    static Stream<Layer> layers() {
        return Stream.of(
                dense(10),
                dense(7).initializer(Initializer.normal(0.02))
                        .biasInitializer(Initializer.constant(-1)),
                dense(3).withoutBias().initializer(Initializer.uniform(0.5)),
                conv2d(32, 3),
                conv2d(6, new Size(3, 5))
                        .stride(2)
                        .padding(new Padding.Symmetric(1, 2))
                        .dilation(3)
                        .groups(2)
                        .withoutBias()
                        .initializer(Initializer.he()),
                conv2d(4, 3).padding(Padding.same()).initializer(Initializer.xavier()),
                conv2d(4, 3).padding(1).biasInitializer(Initializer.leCun()),
                conv1d(8, 5),
                conv1d(6, 3).stride(2).padding(1).dilation(3).groups(2).withoutBias(),
                conv1d(6, 3).padding(Padding.same()).initializer(Initializer.he()),
                embedding(100, 8),
                embedding(100, 8).initializer(Initializer.uniform(0.05)),
                prelu(),
                new Prelu(0),
                groupNorm(4),
                new GroupNorm(2, 1e-3),
                maxPool(2),
                maxPool(3).stride(2).padding(1),
                averagePool(2),
                averagePool(3).stride(1).padding(Padding.same()),
                globalAveragePool(),
                flatten(),
                dropout(0.25),
                batchNorm(),
                new BatchNorm(0.01, 1e-3),
                layerNorm(),
                new LayerNorm(1e-6),
                residual(conv2d(8, 3).padding(1), batchNorm(), relu()),
                residual(conv2d(8, 1), relu()).shortcut(conv2d(8, 1), batchNorm()),
                concat(List.of(conv2d(8, 1), relu()), List.of(), List.of(source("early"))),
                source("early"),
                relu(),
                leakyRelu(),
                leakyRelu(0.2),
                elu(),
                elu(0.5),
                gelu(),
                silu(),
                sigmoid(),
                tanh(),
                softplus(),
                softmax(),
                dense(10).named("scores"));
    }

    static Stream<Loss> losses() {
        return Stream.of(
                softmaxCrossEntropy(),
                softmaxCrossEntropy().labelSmoothing(0.1).classWeights(1.0, 0.25, 3.0),
                binaryCrossEntropy(),
                meanSquaredError(),
                meanAbsoluteError(),
                huber(),
                huber(0.5),
                quadratic());
    }

    static Stream<Optimizer> optimizers() {
        return Stream.of(
                        sgd(),
                        momentum(0.9),
                        nesterov(0.95),
                        adam(),
                        adam().betas(0.8, 0.9).epsilon(1e-5),
                        adamw(),
                        adamw().weightDecay(0.05),
                        amsgrad(),
                        nadam(),
                        nadam().momentumDecay(0.01),
                        radam(),
                        lamb(),
                        lion(),
                        lion().betas(0.95, 0.98),
                        rmsprop(),
                        rmsprop().smoothing(0.9).epsilon(1e-3).centered(),
                        adagrad(),
                        adagrad().epsilon(0.1),
                        adadelta(),
                        adadelta().rho(0.95).epsilon(1e-3),
                        prodigy(),
                        prodigy().betas(0.8, 0.9).initial(1e-4).coefficient(2).epsilon(1e-5),
                        prodigy().safeguardWarmup().biasCorrection(),
                        dAdaptAdam(),
                        dAdaptAdam().betas(0.8, 0.9).initial(1e-4).epsilon(1e-5),
                        dAdaptSgd(0),
                        dAdaptSgd(0.9).initial(1e-4),
                        dog(),
                        dog().initial(1e-4).epsilon(1e-5),
                        scheduleFreeSgd(0.9),
                        scheduleFreeAdamw(),
                        scheduleFreeAdamw().betas(0.8, 0.9).epsilon(1e-5))
                .flatMap(optimizer ->
                        Stream.of(
                                optimizer,
                                optimizer.weightDecay(0.03125),
                                optimizer.weightDecay(WeightDecay.l2(0.1)),
                                optimizer.weightDecay(WeightDecay.decoupled(0))));
    }

    @ParameterizedTest
    @MethodSource("layers")
    void everyLayerReadsBackFromItsText(Layer layer) {
        assertThat(LayerText.parse(layer.toString())).containsExactly(layer);
    }

    @ParameterizedTest
    @MethodSource("losses")
    void everyLossReadsBackFromItsText(Loss loss) {
        assertThat(Loss.parse(loss.toString())).isEqualTo(loss);
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void everyOptimizerReadsBackFromItsText(Optimizer optimizer) {
        assertThat(Optimizer.parse(optimizer.toString())).isEqualTo(optimizer);
    }

    @Test
    void noKindIsForgotten() {
        assertThat(kinds(layers())).isEqualTo(written(Layer.class));
        assertThat(kinds(losses())).isEqualTo(written(Loss.class));
        assertThat(kinds(optimizers())).isEqualTo(written(Optimizer.class));
    }

    /** Java alone knows a user's own parts. */
    private static Set<Class<?>> written(Class<?> sealed) {
        var written = new HashSet<>(leaves(sealed));
        written.removeIf(OwnPart.class::isAssignableFrom);
        return written;
    }

    @Test
    void aNetworkReadsBackFromItsText() {
        var network =
                Network.of(
                        Shape.image(1, 28, 28),
                        conv2d(8, 3).padding(1),
                        residual(conv2d(8, 3).padding(1), relu()),
                        flatten(),
                        dense(10));

        assertThat(Network.parse(network.input(), network.text())).isEqualTo(network);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "dense(10) dens(5)    | unknown layer 'dens'; did you mean 'dense'? | dens(5)",
                "conv2d(8, kernl=3)   | unknown argument 'kernl'; did you mean 'kernel'? (of conv2d) | 3",
                "dropout(1.5)         | dropout(rate) takes a rate in [0, 1), got 1.5 | dropout(1.5)",
                "dense(10, 'he')      | here an initializer is expected, got the text 'he' | 'he'",
                "dense(10).named(fc1) | named takes one quoted name, as in named('fc1') | named(fc1)",
                "relu 5               | here a layer is expected, got the number 5 | 5",
                "conv2d(8, [3, 3, 3]) | kernel is one number or [height, width], got [3, 3, 3] | [3, 3, 3]",
                "relu(1)              | relu takes no arguments; this is one too many | 1",
                "dense(1e12)          | outputs must be a whole number up to 2^31-1, got 1000000000000 | 1e12",
            })
    void aFaultInALayersTextIsPointedAt(String text, String reason, String place) {
        assertFault(() -> LayerText.parse(text), reason, place);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "adamm                  | unknown optimizer 'adamm'; did you mean 'adam'? | adamm",
                "momentum(1.5)          | momentum factor lies in [0, 1), got 1.5 | momentum(1.5)",
                "adamw(decay=0.1)       | unknown argument 'decay'; it can be beta1, beta2, epsilon, weightDecay (of adamw) | 0.1",
                "sgd(weightDecay='big') | weightDecay must be a number, got the text 'big' | 'big'",
                "sgd(weightDecay=l3(1)) | unknown weight decay 'l3'; did you mean 'l2'? | l3(1)",
                "0.9                    | here an optimizer is expected, got the number 0.9 | 0.9",
            })
    void aFaultInAnOptimizersTextIsPointedAt(String text, String reason, String place) {
        assertFault(() -> Optimizer.parse(text), reason, place);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "crossEntropy | unknown loss 'crossEntropy' | crossEntropy",
                "hubert(1)    | unknown loss 'hubert'; did you mean 'huber'? | hubert(1)",
                "huber(0)     | huber(delta) takes a finite delta above 0, got 0.0 | huber(0)",
            })
    void aFaultInALosssTextIsPointedAt(String text, String reason, String place) {
        assertFault(() -> Loss.parse(text), reason, place);
    }

    private static void assertFault(Runnable reading, String reason, String place) {
        assertThatThrownBy(reading::run)
                .isInstanceOfSatisfying(
                        TextException.class,
                        fault -> {
                            assertThat(fault.reason()).startsWith(reason);
                            assertThat(fault.place().text()).isEqualTo(place);
                        });
    }

    private static Set<Class<?>> kinds(Stream<?> values) {
        return values.map(Object::getClass).collect(Collectors.toSet());
    }

    private static Set<Class<?>> leaves(Class<?> sealed) {
        if (!sealed.isSealed()) {
            return Set.of(sealed);
        }
        return Stream.of(sealed.getPermittedSubclasses())
                .map(TextRoundTripTest::leaves)
                .flatMap(Set::stream)
                .collect(Collectors.toSet());
    }
}
