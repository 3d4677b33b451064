package dev.gradus.nn.engine.update;

import dev.gradus.nn.optimizer.Optimizer;

/** {@link Optimizer.Adadelta}. */
final class AdadeltaRule implements UpdateRule {
    private final float lasting;
    private final float fresh;
    private final float epsilon;

    AdadeltaRule(Optimizer.Adadelta adadelta) {
        lasting = (float) adadelta.rho();
        fresh = (float) (1 - adadelta.rho());
        epsilon = (float) adadelta.epsilon();
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
        float[] meanSquareStep = slots[1];
        for (int i = from; i < to; i++) {
            float g = scale * gradient[i] + l2 * weights[i];
            float v = lasting * meanSquare[i] + fresh * g * g;
            float u = meanSquareStep[i];
            float step = (float) Math.sqrt(u + epsilon) / (float) Math.sqrt(v + epsilon) * g;
            meanSquare[i] = v;
            meanSquareStep[i] = lasting * u + fresh * step * step;
            weights[i] -= shrink * weights[i] + rate * step;
        }
    }
}
