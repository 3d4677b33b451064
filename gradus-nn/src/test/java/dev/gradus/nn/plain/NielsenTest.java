package dev.gradus.nn.plain;

import static dev.gradus.nn.layer.Layers.dense;
import static dev.gradus.nn.layer.Layers.sigmoid;
import static dev.gradus.nn.loss.Losses.quadratic;
import static dev.gradus.nn.optimizer.Optimizers.sgd;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.nn.Network;
import dev.gradus.nn.engine.Program;
import dev.gradus.nn.engine.ProgramOptions;
import dev.gradus.nn.parameter.Initializer;
import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.nn.tensor.Target;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/**
 * The four equations of backpropagation in Nielsen's "Neural Networks and Deep Learning", chapter
 * 2, by hand on his network of 784, 30 and 10 neurons with his quadratic cost: BP1 δᴸ = (aᴸ − y) ⊙
 * σ′(zᴸ), BP2 δˡ = (wˡ⁺¹)ᵀ δˡ⁺¹ ⊙ σ′(zˡ), BP3 ∂C/∂bˡ = δˡ, BP4 ∂C/∂wˡ = aˡ⁻¹ δˡ.
 */
class NielsenTest {
    private static final int PIXELS = 784;
    private static final int HIDDEN = 30;
    private static final int DIGITS = 10;
    private static final int EXAMPLES = 10;
    private static final float RATE = 3;

    private final Network network =
            Network.of(
                    Shape.vector(PIXELS),
                    dense(HIDDEN)
                            .initializer(Initializer.normal(0.05))
                            .biasInitializer(Initializer.normal(1)),
                    sigmoid(),
                    dense(DIGITS)
                            .initializer(Initializer.normal(1))
                            .biasInitializer(Initializer.normal(1)),
                    sigmoid());
    private final Batch batch = digits();

    /** The sums over the examples of what BP3 and BP4 give for one. */
    private final double[] hiddenWeights = new double[HIDDEN * PIXELS];

    private final double[] hiddenBiases = new double[HIDDEN];
    private final double[] outputWeights = new double[DIGITS * HIDDEN];
    private final double[] outputBiases = new double[DIGITS];
    private double cost;

    private static Batch digits() {
        var random = new Random(5);
        var batch = new Batch(EXAMPLES, PIXELS, Target.classes(DIGITS));
        batch.size(EXAMPLES);
        for (int i = 0; i < batch.inputs().length; i++) {
            batch.inputs()[i] = Math.max(0, random.nextFloat() - 0.7f);
        }
        for (int row = 0; row < EXAMPLES; row++) {
            batch.labels()[row] = random.nextInt(DIGITS);
        }
        return batch;
    }

    @Test
    void firstGradientsEqualHisFormulas() {
        var options = ProgramOptions.of(quadratic(), sgd(), EXAMPLES, 1);
        try (Program program = new JavaBackend().compile(network, options)) {
            float[][] start = values(program);
            double computed = program.forwardBackward(batch, 0);
            for (int row = 0; row < EXAMPLES; row++) {
                backpropagate(row, start);
            }
            assertThat(computed).isCloseTo(cost / EXAMPLES, Offset.offset(1e-6));
            assertGradient(program, 0, hiddenWeights);
            assertGradient(program, 1, hiddenBiases);
            assertGradient(program, 2, outputWeights);
            assertGradient(program, 3, outputBiases);

            program.update(RATE, 0, 0, 1);
            float[][] after = values(program);
            assertUpdate(start[0], after[0], hiddenWeights);
            assertUpdate(start[3], after[3], outputBiases);
        }
    }

    private static float[][] values(Program program) {
        return program.state().stream()
                .map(entry -> {
                    float[] values = new float[entry.size()];
                    program.read(entry, values);
                    return values;
                })
                .toArray(float[][]::new);
    }

    private void backpropagate(int row, float[][] values) {
        double[] a0 = new double[PIXELS];
        for (int i = 0; i < PIXELS; i++) {
            a0[i] = batch.inputs()[row * PIXELS + i];
        }
        double[] a1 = activations(a0, values[0], values[1]);
        double[] a2 = activations(a1, values[2], values[3]);

        double[] delta2 = new double[DIGITS];
        for (int j = 0; j < DIGITS; j++) {
            double y = batch.labels()[row] == j ? 1 : 0;
            cost += (y - a2[j]) * (y - a2[j]) / 2;
            delta2[j] = (a2[j] - y) * a2[j] * (1 - a2[j]); // BP1
        }
        double[] delta1 = new double[HIDDEN];
        for (int k = 0; k < HIDDEN; k++) {
            for (int j = 0; j < DIGITS; j++) {
                delta1[k] += values[2][j * HIDDEN + k] * delta2[j];
            }
            delta1[k] *= a1[k] * (1 - a1[k]); // BP2
        }
        addGradients(delta1, a0, hiddenWeights, hiddenBiases);
        addGradients(delta2, a1, outputWeights, outputBiases);
    }

    private static double[] activations(double[] a, float[] weights, float[] biases) {
        double[] next = new double[biases.length];
        for (int j = 0; j < next.length; j++) {
            double z = biases[j];
            for (int k = 0; k < a.length; k++) {
                z += weights[j * a.length + k] * a[k];
            }
            next[j] = 1 / (1 + Math.exp(-z));
        }
        return next;
    }

    private static void addGradients(
            double[] delta, double[] a, double[] weights, double[] biases) {
        for (int j = 0; j < delta.length; j++) {
            biases[j] += delta[j]; // BP3
            for (int k = 0; k < a.length; k++) {
                weights[j * a.length + k] += a[k] * delta[j]; // BP4
            }
        }
    }

    private void assertGradient(Program program, int parameter, double[] sums) {
        float[] gradient = new float[sums.length];
        program.readGradient(network.parameters().get(parameter), gradient);
        for (int i = 0; i < sums.length; i++) {
            assertThat((double) gradient[i]).isCloseTo(sums[i] / EXAMPLES, Offset.offset(1e-7));
        }
    }

    private static void assertUpdate(float[] before, float[] after, double[] sums) {
        for (int i = 0; i < sums.length; i++) {
            double expected = before[i] - RATE / EXAMPLES * sums[i];
            assertThat((double) after[i]).isCloseTo(expected, Offset.offset(1e-6));
        }
    }
}
