package dev.gradus.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.nn.Network;
import dev.gradus.nn.engine.ProgramOptions;
import dev.gradus.nn.layer.Layers;
import dev.gradus.nn.loss.Losses;
import dev.gradus.nn.optimizer.Optimizers;
import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.nn.tensor.Target;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Kernels approximate the error function; how well is what parity with plain Java allows for. */
class GeluTest {
    private static final int VALUES = 24_000;

    /**
     * With the series of Φ(x) = ½ + φ(x) · (x + x³/3 + x⁵/(3·5) + …), which is exact in doubles.
     */
    private static double exact(double x) {
        double term = x;
        double sum = x;
        for (int k = 3; Math.abs(term) > 1e-18 * Math.abs(sum); k += 2) {
            term *= x * x / k;
            sum += term;
        }
        return x * (0.5 + sum * Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI));
    }

    @Test
    void isHalfOfXTimesOnePlusTheErrorFunctionTo7e7() {
        var batch = new Batch(VALUES, 1, Target.values(1));
        batch.size(VALUES);
        for (int i = 0; i < VALUES; i++) {
            batch.inputs()[i] = 12f * (i + 0.5f) / VALUES - 6;
        }
        float[] outputs = new float[VALUES];
        var network = Network.of(Shape.vector(1), Layers.gelu());
        var options = ProgramOptions.of(Losses.meanSquaredError(), Optimizers.sgd(), VALUES, 1);
        try (var program = OneDnnProgram.compile(network, options)) {
            program.evaluate(batch, outputs);
        }

        double worst =
                IntStream.range(0, VALUES)
                        .mapToDouble(i -> {
                            double x = batch.inputs()[i];
                            return Math.abs(outputs[i] - exact(x)) / Math.abs(x / 2);
                        })
                        .max()
                        .orElseThrow();
        assertThat(worst).isBetween(1e-9, 7e-7);
    }
}
