package dev.gradus.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.nn.layer.Layers;
import dev.gradus.nn.layer.Padding;
import dev.gradus.nn.layer.Size;
import dev.gradus.nn.loss.Losses;
import dev.gradus.nn.optimizer.Optimizers;
import dev.gradus.nn.optimizer.ParameterGroup;
import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.nn.tensor.Target;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ConfigurationTest {
    static Stream<Arguments> mistakes() {
        return Stream.of(
                mistake(
                        () -> Shape.of(3, 0),
                        "a shape has one or more dimensions of at least 1, got [3, 0]"),
                mistake(
                        () -> Shape.of(),
                        "a shape has one or more dimensions of at least 1, got []"),
                mistake(
                        () -> Shape.of(65536, 65536),
                        "a shape holds at most 2^31-1 values, got 65536x65536"),
                mistake(
                        () -> Shape.of(1 << 30, 1 << 30, 1 << 30),
                        "a shape holds at most 2^31-1 values, got"
                                + " 1073741824x1073741824x1073741824"),
                mistake(() -> Size.square(0), "a size is at least 1x1, got 0x0"),
                mistake(() -> Padding.of(-1), "a padding is at least 0, got -1 and -1"),
                mistake(() -> Layers.dense(0), "dense outputs must be at least 1, got 0"),
                mistake(
                        () -> Layers.conv2d(4, 3).groups(3),
                        "conv2d outputs must be a multiple of groups, got 4 outputs and 3 groups"),
                mistake(() -> Layers.dropout(1), "dropout(rate) takes a rate in [0, 1), got 1.0"),
                mistake(
                        () -> Layers.dropout(Double.NaN),
                        "dropout(rate) takes a rate in [0, 1), got NaN"),
                mistake(
                        () -> Layers.relu().named("1st"),
                        "a layer's name is a letter, then letters, digits, '_' or '-', got"
                                + " \"1st\""),
                mistake(
                        () -> Layers.relu().named("a").named("b"),
                        "a layer has one name, got \"b\" for one already named \"a\""),
                mistake(() -> Layers.residual(), "residual needs at least one layer in its block"),
                mistake(() -> Optimizers.momentum(1), "momentum factor lies in [0, 1), got 1.0"),
                mistake(
                        () -> Optimizers.adam().betas(0.9, 1.5),
                        "adam beta2 lies in [0, 1), got 1.5"),
                mistake(
                        () -> Optimizers.lamb().epsilon(0),
                        "lamb epsilon must be finite and above 0, got 0.0"),
                mistake(
                        () -> Optimizers.nadam().momentumDecay(-1),
                        "nadam momentumDecay must be finite and at least 0, got -1.0"),
                mistake(
                        () -> Optimizers.sgd().weightDecay(-0.1),
                        "a weight decay is finite and at least 0, got -0.1"),
                mistake(
                        () -> Losses.softmaxCrossEntropy().labelSmoothing(1),
                        "label smoothing lies in [0, 1), got 1.0"),
                mistake(
                        () -> Losses.softmaxCrossEntropy().classWeights(1, -1),
                        "class weights are finite and at least 0, got [1.0, -1.0]"),
                mistake(
                        () -> Losses.softmaxCrossEntropy().classWeights(0, 0),
                        "at least one class has a weight above 0, else there is nothing to learn; got [0.0, 0.0]"),
                mistake(
                        () -> Losses.huber(0),
                        "huber(delta) takes a finite delta above 0, got 0.0"),
                mistake(
                        () -> new ParameterGroup(" ", 1, 1),
                        "a parameter group needs a name pattern such as conv*, got a blank one"),
                mistake(
                        () -> new ParameterGroup("conv*", -1, 1),
                        "parameter group 'conv*' multiplies the learning rate by a finite number of"
                                + " at least 0, got -1.0"),
                mistake(() -> Target.classes(1), "a classification has at least 2 classes, got 1"),
                mistake(
                        () -> new Batch(2, 1, Target.classes(2)).size(3),
                        "a batch for 2 examples cannot hold 3"));
    }

    private static Arguments mistake(ThrowingCallable code, String message) {
        return Arguments.of(message, code);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mistakes")
    void saysWhatIsWrongAndWhatCame(String message, ThrowingCallable code) {
        assertThatThrownBy(code).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }

    @Test
    void aShapeKnowsItsSizeAndKind() {
        Shape shape = Shape.image(3, 4, 5);
        assertThat(shape.size()).isEqualTo(60);
        assertThat(shape.isImage()).isTrue();
        assertThat(Shape.vector(7).isImage()).isFalse();
        assertThat(shape).isEqualTo(new Shape(List.of(3, 4, 5))).hasToString("3x4x5");
    }

    @ParameterizedTest
    @CsvSource({
        "conv*, conv2d1.weight, true",
        "conv*, dense1.weight, false",
        "*.bias, conv2d1.bias, true",
        "*.bias, conv2d1xbias, false",
        "dense1.weight, dense1.weight, true",
        "dense1.weight, dense12.weight, false",
        "*, anything, true",
        "a*c*e, abcde, true",
        "a*c*e, abcd, false",
        "a.b+, a.b+, true",
        "a.b+, axbb, false",
    })
    void aGroupTakesTheNamesItsPatternFits(String pattern, String name, boolean taken) {
        assertThat(new ParameterGroup(pattern, 1, 1).takes(name)).isEqualTo(taken);
    }
}
