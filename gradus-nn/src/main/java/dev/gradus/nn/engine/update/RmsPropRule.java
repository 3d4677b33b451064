package dev.gradus.nn.engine.update;

import dev.gradus.nn.optimizer.Optimizer;

/** {@link Optimizer.RmsProp}, not centered. */
final class RmsPropRule implements UpdateRule {
    private final float lasting;
    private final float fresh;
    private final float epsilon;

    RmsPropRule(Optimizer.RmsProp rmsProp) {
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
        for (int i = from; i < to; i++) {
            float g = scale * gradient[i] + l2 * weights[i];
            float v = lasting * meanSquare[i] + fresh * g * g;
            meanSquare[i] = v;
            weights[i] -= shrink * weights[i] + rate * g / ((float) Math.sqrt(v) + epsilon);
        }
    }
}
