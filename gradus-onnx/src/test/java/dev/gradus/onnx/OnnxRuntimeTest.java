package dev.gradus.onnx;

import static dev.gradus.onnx.OnnxModel.Ending.AS_IT_IS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.nn.Models;
import dev.gradus.nn.Network;
import dev.gradus.nn.engine.kit.Case;
import dev.gradus.nn.engine.kit.ExactOutputs;
import dev.gradus.nn.engine.kit.Experiments;
import dev.gradus.nn.engine.kit.LayerCases;
import dev.gradus.nn.layer.Node;
import dev.gradus.nn.layer.OwnLayer;
import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Precision;
import dev.gradus.nn.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * ONNX Runtime computes what plain Java computes, to 1e-5 of the largest output, or as near to
 * double precision as float32 comes in an ill-conditioned network.
 */
class OnnxRuntimeTest {
    private static final double TOLERANCE = 1e-5;
    private static final int DRAWN = 320;
    private static final List<String> JUDGED = new ArrayList<>();

    static Stream<Case> layers() {
        return LayerCases.all().stream();
    }

    static Stream<Case> readyMade() {
        return Models.names().stream()
                .flatMap(name ->
                        Stream.of(Shape.image(1, 28, 28), Shape.image(3, 32, 33))
                                .map(input -> Models.named(name, input, 10)))
                .map(network -> Case.of(network.toString(), network));
    }

    static Stream<Case> drawn() {
        return LongStream.range(0, DRAWN)
                .mapToObj(number -> Experiments.of(number, Precision.F32).network())
                .map(network -> Case.of(network.toString(), network));
    }

    @ParameterizedTest
    @MethodSource({"layers", "readyMade", "drawn"})
    void computesTheSameOrTheLayerIsRefusedByName(Case each) {
        Optional<Node> own =
                each.network().nodes().stream()
                        .filter(node -> node.operation() instanceof OwnLayer)
                        .findFirst();
        if (own.isPresent()) {
            assertRefused(each.network(), own.get());
        } else {
            assertSame(each);
        }
    }

    private static void assertRefused(Network network, Node own) {
        try (var trained = new Trained(network)) {
            assertThatThrownBy(() -> trained.exported(AS_IT_IS))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "layer '%s' (%s) is written in Java, and ONNX has no operator for it; export a network without it",
                            own.name(), own.operation());
        }
    }

    private static void assertSame(Case each) {
        Batch batch = each.batch(5, 1);
        try (var trained = new Trained(each.network());
                Onnx onnx = Onnx.load(trained.exported(AS_IT_IS))) {
            float[] expected = trained.evaluate(batch);
            float[] actual = onnx.run(each.network(), batch);
            assertThat(actual).hasSameSizeAs(expected);
            if (!isClose(actual, expected)) {
                JUDGED.add(each.name());
                assertThat(ExactOutputs.of(each.network(), trained.values(), batch).allow(actual))
                        .as("%s", each)
                        .isTrue();
            }
        }
    }

    private static boolean isClose(float[] actual, float[] expected) {
        double largest = 0;
        double apart = 0;
        for (int i = 0; i < expected.length; i++) {
            largest = Math.max(largest, Math.abs(expected[i]));
            apart = Math.max(apart, Math.abs((double) expected[i] - actual[i]));
        }
        // Written so that NaN is not close.
        return apart <= TOLERANCE * largest;
    }

    /** Roundings grow in ill-conditioned networks, of which there are few. */
    @AfterAll
    static void fewAreJudgedInDoublePrecision() {
        assertThat(JUDGED).hasSizeLessThan(3);
    }
}
