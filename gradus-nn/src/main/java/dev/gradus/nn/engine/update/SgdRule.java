package dev.gradus.nn.engine.update;

/** {@link dev.gradus.nn.optimizer.Optimizer.Sgd}. */
final class SgdRule implements UpdateRule {
    @Override
    public void begin(long update, double momentum) {}

    @Override
    public void apply(
            Terms terms, int from, int to, float[] weights, float[] gradient, float[][] slots) {
        float scale = terms.scale();
        float l2 = terms.l2();
        float shrink = terms.shrink();
        float rate = (float) terms.rate();
        for (int i = from; i < to; i++) {
            float g = scale * gradient[i] + l2 * weights[i];
            weights[i] -= shrink * weights[i] + rate * g;
        }
    }
}
