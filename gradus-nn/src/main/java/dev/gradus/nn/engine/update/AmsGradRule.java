package dev.gradus.nn.engine.update;

import dev.gradus.nn.optimizer.AdamFamily;

/** {@link AdamFamily.AmsGrad}. */
final class AmsGradRule implements UpdateRule {
    private final MomentEstimates moments;

    AmsGradRule(AdamFamily.AmsGrad amsGrad) {
        moments = new MomentEstimates(amsGrad);
    }

    @Override
    public void begin(long update, double momentum) {
        moments.begin(update, momentum);
    }

    @Override
    public void apply(
            Terms terms, int from, int to, float[] weights, float[] gradient, float[][] slots) {
        float scale = terms.scale();
        float l2 = terms.l2();
        float shrink = terms.shrink();
        float step = (float) (terms.rate() / moments.correction1());
        float[] largest = slots[2];
        float lasting1 = moments.lasting1();
        float fresh1 = moments.fresh1();
        float lasting2 = moments.lasting2();
        float fresh2 = moments.fresh2();
        float root = moments.root();
        float epsilon = moments.epsilon();
        float[] mean = slots[0];
        float[] variance = slots[1];
        for (int i = from; i < to; i++) {
            float g = scale * gradient[i] + l2 * weights[i];
            float m = lasting1 * mean[i] + fresh1 * g;
            float v = lasting2 * variance[i] + fresh2 * g * g;
            mean[i] = m;
            variance[i] = v;
        }
        // A separate loop: with the maximum in the one above, it would not be vectorized.
        for (int i = from; i < to; i++) {
            float top = Math.max(largest[i], variance[i]);
            largest[i] = top;
            weights[i] -=
                    shrink * weights[i]
                            + step * mean[i] / (root * (float) Math.sqrt(top) + epsilon);
        }
    }
}
