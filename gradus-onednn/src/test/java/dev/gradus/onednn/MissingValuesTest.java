package dev.gradus.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.nn.Batch;
import dev.gradus.nn.Network;
import dev.gradus.nn.Shape;
import dev.gradus.nn.engine.Backend;
import dev.gradus.nn.engine.Program;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MissingValuesTest {
    private static final int ROWS = 7;
    private static final int[] MISSING = {2, 6};

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dense(10)",
                "dense(16) relu dense(10)",
                "dense(16) leakyRelu dense(10)",
                "dense(16) elu dense(10)",
                "dense(16) sigmoid dense(10)",
                "dense(16) tanh dense(10)",
                "dense(16) gelu dense(10)",
                "dense(16) silu dense(10)",
                "dense(16) softplus dense(10)",
                "dense(16) softmax dense(10)",
                "relu dense(10)",
                "maxPool(2) dense(10)",
                "conv2d(8,3,padding=1) relu maxPool(2) dense(10) relu dense(10)",
                "conv2d(8,3) batchNorm relu globalAveragePool dense(10)",
                "residual([conv2d(2,3,padding=1), relu]) relu dense(10)"
            })
    void aNanComesOutAsPlainJavaHasIt(String layers) {
        Network network = Network.parse(Shape.image(2, 6, 6), layers);
        Batch batch = Examples.batch(network, ROWS, 1);
        for (int row : MISSING) {
            batch.inputs()[row * network.input().size() + 40] = Float.NaN;
        }
        try (Program fast = new OneDnnBackend().compile(network, Examples.options());
                Program plain = Backend.named("java").compile(network, Examples.options())) {
            boolean[] expected = nans(plain, batch);
            assertThat(nans(fast, batch)).isEqualTo(expected);
            assertThat(expected[MISSING[0] * Examples.CLASSES]).isTrue();
            assertThat(fast.forwardBackward(batch, 0)).isNaN();
            assertThat(plain.forwardBackward(batch, 0)).isNaN();
            assertThat(fast.gradientNorm()).isNaN();
        }
    }

    private static boolean[] nans(Program program, Batch batch) {
        float[] outputs = new float[ROWS * Examples.CLASSES];
        program.evaluate(batch, outputs);
        boolean[] nans = new boolean[outputs.length];
        for (int i = 0; i < nans.length; i++) {
            nans[i] = Float.isNaN(outputs[i]);
        }
        return nans;
    }
}
