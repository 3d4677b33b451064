package dev.gradus.nn.engine.kit;

import static dev.gradus.nn.layer.Layers.batchNorm;
import static dev.gradus.nn.layer.Layers.dense;
import static dev.gradus.nn.layer.Layers.dropout;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.gradus.nn.Network;
import dev.gradus.nn.check.GradientCheck;
import dev.gradus.nn.engine.Backend;
import dev.gradus.nn.examples.Swish;
import dev.gradus.nn.tensor.Shape;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** Runs the product's gradient check over every layer and loss, which are right. */
public final class CheckedGradients {
    private static final int SAMPLES = 8;

    private CheckedGradients() {}

    /** Returns tests of every layer and loss. */
    public static Stream<DynamicTest> tests(Backend backend) {
        Stream<DynamicTest> layers =
                LayerCases.all().stream()
                        .map(subject ->
                                test(
                                        subject.name(),
                                        GradientCheck.of(subject.network()).on(backend)));
        Stream<DynamicTest> losses =
                LossCases.all().stream()
                        .flatMap(subject ->
                                Stream.of(
                                        test(
                                                subject.name(),
                                                GradientCheck.of(
                                                                subject.network(),
                                                                subject.loss(),
                                                                subject.target())
                                                        .on(backend)),
                                        test(
                                                subject.loss() + " alone, " + subject.target(),
                                                GradientCheck.of(subject.loss(), subject.target())
                                                        .on(backend))));
        var mixed =
                Network.of(
                        Shape.vector(5),
                        dense(7),
                        batchNorm(),
                        new Swish(),
                        dropout(0.3),
                        dense(3));
        return Stream.of(
                        layers,
                        losses,
                        Stream.of(test("many layers", GradientCheck.of(mixed).on(backend))))
                .flatMap(tests -> tests);
    }

    private static DynamicTest test(String name, GradientCheck check) {
        return dynamicTest(name, () -> check.samples(SAMPLES).report().requireClose());
    }
}
