package dev.gradus.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.nn.Network;
import dev.gradus.nn.engine.InferenceOptions;
import dev.gradus.nn.layer.Layers;
import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Precision;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.nn.tensor.Target;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** In inference, kernels compute a tanh in a way that depends on the processor. */
class FusedTanhTest {
    private static final int VALUES = 24_000;

    /** Java's hyperbolic tangent is exact to 2.5 units in the last place of a double. */
    @Test
    void isTheHyperbolicTangentTo3e7FromBelowMinus9ToAbove9() {
        var network = Network.of(Shape.vector(1), Layers.dense(1), Layers.tanh());
        var batch = new Batch(VALUES, 1, Target.values(1));
        batch.size(VALUES);
        for (int i = 0; i < VALUES; i++) {
            batch.inputs()[i] = 20f * (i + 0.5f) / VALUES - 10;
        }
        float[] outputs = new float[VALUES];
        var options = new InferenceOptions(VALUES, VALUES, Precision.F32, 1);
        try (var program = OneDnnInference.compile(network, options)) {
            program.state()
                    .forEach(entry -> {
                        float[] values = new float[entry.size()];
                        Arrays.fill(values, entry.name().endsWith(".weight") ? 1 : 0);
                        program.write(entry, values);
                    });
            program.evaluate(batch, outputs);
        }

        double worst = 0;
        for (int i = 0; i < VALUES; i++) {
            worst = Math.max(worst, Math.abs(outputs[i] - Math.tanh(batch.inputs()[i])));
        }
        assertThat(worst).isBetween(1e-9, 3e-7);
    }
}
