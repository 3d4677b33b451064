package dev.gradus.nn.examples;

import dev.gradus.nn.optimizer.OwnOptimizer;
import dev.gradus.nn.optimizer.WeightDecay;
import java.util.List;
import java.util.OptionalDouble;

// @start region="optimizer"
/**
 * m ← beta1 · m + (1 − beta1) · g, u ← max(beta2 · u, |g| + epsilon), w ← w − rate · m / ((1 −
 * beta1ᵗ) · u): Adam with the largest gradient in place of the mean square (Kingma and Ba 2015,
 * section 7.1; PyTorch's {@code Adamax}).
 */
public record Adamax(double beta1, double beta2, double epsilon, WeightDecay weightDecay)
        implements OwnOptimizer {
    @Override
    public List<String> slots() {
        return List.of("momentum", "largest");
    }

    @Override
    public OptionalDouble momentum() {
        return OptionalDouble.of(beta1);
    }

    @Override
    public Adamax weightDecay(WeightDecay decay) {
        return new Adamax(beta1, beta2, epsilon, decay);
    }

    @Override
    public Formula formula() {
        float lasting = (float) beta2;
        float smallest = (float) epsilon;
        return new Formula() {
            private float kept;
            private double correction;

            @Override
            public void begin(long update, double momentum) {
                kept = (float) momentum;
                correction = 1 - StrictMath.exp((update + 1.0) * StrictMath.log(momentum));
            }

            @Override
            public void apply(
                    Numbers numbers,
                    int from,
                    int to,
                    float[] weights,
                    float[] gradient,
                    float[][] slots) {
                float scale = numbers.scale();
                float l2 = numbers.l2();
                float shrink = numbers.shrink();
                float step = (float) (numbers.rate() / correction);
                for (int i = from; i < to; i++) {
                    float g = scale * gradient[i] + l2 * weights[i];
                    float m = kept * slots[0][i] + (1 - kept) * g;
                    float u = Math.max(lasting * slots[1][i], Math.abs(g) + smallest);
                    slots[0][i] = m;
                    slots[1][i] = u;
                    weights[i] -= shrink * weights[i] + step * m / u;
                }
            }
        };
    }
}
// @end
