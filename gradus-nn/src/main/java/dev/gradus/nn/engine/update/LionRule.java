package dev.gradus.nn.engine.update;

import dev.gradus.nn.optimizer.Optimizer;

/** {@link Optimizer.Lion}. */
final class LionRule implements UpdateRule {
    private final float lasting;
    private final float fresh;
    private float old;
    private float young;

    LionRule(Optimizer.Lion lion) {
        lasting = (float) lion.beta2();
        fresh = (float) (1 - lion.beta2());
    }

    @Override
    public void begin(long update, double momentum) {
        old = (float) momentum;
        young = (float) (1 - momentum);
    }

    @Override
    public void apply(
            Terms terms, int from, int to, float[] weights, float[] gradient, float[][] slots) {
        float scale = terms.scale();
        float l2 = terms.l2();
        float shrink = terms.shrink();
        float rate = (float) terms.rate();
        float old = this.old;
        float young = this.young;
        float lasting = this.lasting;
        float fresh = this.fresh;
        float[] mean = slots[0];
        for (int i = from; i < to; i++) {
            float g = scale * gradient[i] + l2 * weights[i];
            float m = mean[i];
            mean[i] = lasting * m + fresh * g;
            weights[i] -= shrink * weights[i] + rate * Math.signum(old * m + young * g);
        }
    }
}
