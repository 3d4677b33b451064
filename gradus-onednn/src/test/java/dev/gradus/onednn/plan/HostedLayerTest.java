package dev.gradus.onednn.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import dev.gradus.nn.Network;
import dev.gradus.nn.backend.Backends;
import dev.gradus.nn.engine.Program;
import dev.gradus.nn.layer.Layers;
import dev.gradus.nn.layer.Node;
import dev.gradus.nn.layer.OwnLayer;
import dev.gradus.nn.layer.Placement;
import dev.gradus.nn.layer.Site;
import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.onednn.Examples;
import dev.gradus.onednn.OneDnnBackend;
import dev.gradus.onednn.PlainJavaFallback;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class HostedLayerTest {
    private static final int ROWS = 7;

    /** A function of each value, whose derivative is taken to be 1. */
    private record EachValue(DoubleUnaryOperator function) implements OwnLayer {
        @Override
        public Placement place(Site site) {
            return Placement.of(site.input());
        }

        @Override
        public Function function(Node node, int rows) {
            return new Function() {
                @Override
                public void forward(Pass pass) {
                    for (int i = 0; i < pass.output().length; i++) {
                        pass.output()[i] = (float) function.applyAsDouble(pass.input()[i]);
                    }
                }

                @Override
                public void backward(Pass pass) {
                    int count = pass.inputGradient().length;
                    System.arraycopy(pass.outputGradient(), 0, pass.inputGradient(), 0, count);
                }
            };
        }
    }

    private static Program compile(Network network) {
        return new OneDnnBackend().compile(network, Examples.options());
    }

    /** Its own intermediate values may overflow and come out right: 1 / (1 + infinity) is 0. */
    @Test
    void isComputedInItsPlaceWhateverFlagsJavaSets() {
        var gate = new EachValue(x -> 1 / (1 + (float) Math.exp(100 * (1 + x))));
        Network network =
                Network.of(Shape.vector(16), Layers.dense(9), gate, Layers.dense(Examples.CLASSES));
        Batch batch = Examples.batch(network, ROWS, 1);
        try (Program program = compile(network)) {
            program.forwardBackward(batch, 0);
            program.evaluate(batch, new float[ROWS * Examples.CLASSES]);
            assertThat(program.takeNotes()).doesNotContain(PlainJavaFallback.NOTE);
        }
    }

    /** A maximum pool of oneDNN takes -infinity for the smallest finite number. */
    @Test
    void infinitiesThatItComputesAreKeptByThePoolBehindIt() {
        var infinite = new EachValue(x -> Double.NEGATIVE_INFINITY);
        Network network =
                Network.of(
                        Shape.image(1, 4, 4),
                        Layers.conv2d(2, 1),
                        infinite,
                        Layers.maxPool(2),
                        new EachValue(x -> x < -Float.MAX_VALUE ? 2 : 1),
                        Layers.flatten(),
                        Layers.dense(Examples.CLASSES));
        Batch batch = Examples.batch(network, ROWS, 1);
        float[] actual = new float[ROWS * Examples.CLASSES];
        float[] expected = actual.clone();
        try (Program program = compile(network);
                Program plain = Backends.named("java").compile(network, Examples.options())) {
            program.evaluate(batch, actual);
            plain.evaluate(batch, expected);
            assertThat(actual).containsExactly(expected, offset(1e-5f));
            assertThat(program.takeNotes()).contains(PlainJavaFallback.NOTE);
        }
    }
}
