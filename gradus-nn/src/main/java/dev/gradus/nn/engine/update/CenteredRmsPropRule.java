package dev.gradus.nn.engine.update;

import dev.gradus.nn.optimizer.Optimizer;

/** {@link Optimizer.RmsProp}, centered. */
final class CenteredRmsPropRule implements UpdateRule {
    private final float lasting;
    private final float fresh;
    private final float epsilon;

    CenteredRmsPropRule(Optimizer.RmsProp rmsProp) {
        lasting = (float) rmsProp.smoothing();
        fresh = (float) (1 - rmsProp.smoothing());
        epsilon = (float) rmsProp.epsilon();
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
        float lasting = this.lasting;
        float fresh = this.fresh;
        float epsilon = this.epsilon;
        float[] meanSquare = slots[0];
        float[] mean = slots[1];
        for (int i = from; i < to; i++) {
            float g = scale * gradient[i] + l2 * weights[i];
            float v = lasting * meanSquare[i] + fresh * g * g;
            float m = lasting * mean[i] + fresh * g;
            meanSquare[i] = v;
            mean[i] = m;
            // Rounding can make a variance near 0 negative.
            float root = (float) Math.sqrt(Math.max(0, v - m * m));
            weights[i] -= shrink * weights[i] + rate * g / (root + epsilon);
        }
    }
}
