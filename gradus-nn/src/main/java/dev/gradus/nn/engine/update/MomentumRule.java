package dev.gradus.nn.engine.update;

/** {@link dev.gradus.nn.optimizer.Optimizer.Momentum}. */
final class MomentumRule implements UpdateRule {
    private float factor;

    @Override
    public void begin(long update, double momentum) {
        factor = (float) momentum;
    }

    @Override
    public void apply(
            Terms terms, int from, int to, float[] weights, float[] gradient, float[][] slots) {
        float scale = terms.scale();
        float l2 = terms.l2();
        float shrink = terms.shrink();
        float rate = (float) terms.rate();
        float factor = this.factor;
        float[] velocity = slots[0];
        for (int i = from; i < to; i++) {
            float g = scale * gradient[i] + l2 * weights[i];
            float v = factor * velocity[i] + g;
            velocity[i] = v;
            weights[i] -= shrink * weights[i] + rate * v;
        }
    }
}
