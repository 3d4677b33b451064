package dev.gradus.nn.engine.update;

import dev.gradus.nn.optimizer.Optimizer;

/** {@link Optimizer.Adagrad}. */
final class AdagradRule implements UpdateRule {
    private final float epsilon;

    AdagradRule(Optimizer.Adagrad adagrad) {
        epsilon = (float) adagrad.epsilon();
    }

    @Override
    public void begin(long update, double momentum) {}

    @Override
    public void apply(
            Terms terms, int from, int to, float[] weights, float[] gradient, float[][] slots) {
        float scale = terms.scale();
        float l2 = terms.l2();
        float shrink = terms.shrink();
        float rate = (float) terms.rate();
        float epsilon = this.epsilon;
        float[] sum = slots[0];
        for (int i = from; i < to; i++) {
            float g = scale * gradient[i] + l2 * weights[i];
            float s = sum[i] + g * g;
            sum[i] = s;
            weights[i] -= shrink * weights[i] + rate * g / ((float) Math.sqrt(s) + epsilon);
        }
    }
}
