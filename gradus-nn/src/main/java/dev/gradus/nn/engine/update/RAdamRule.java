package dev.gradus.nn.engine.update;

import dev.gradus.nn.optimizer.AdamFamily;

/** {@link AdamFamily.RAdam}. */
final class RAdamRule implements UpdateRule {
    /** How many degrees of freedom the mean of squares needs before it is trusted. */
    private static final double TRUSTED_LENGTH = 5;

    private final MomentEstimates moments;
    private final double beta2;
    private double rectification;

    RAdamRule(AdamFamily.RAdam rAdam) {
        moments = new MomentEstimates(rAdam);
        beta2 = rAdam.beta2();
    }

    @Override
    public void begin(long update, double momentum) {
        moments.begin(update, momentum);
        double longest = 2 / (1 - beta2) - 1;
        double power = 1 - moments.correction2();
        double length = longest - 2 * (update + 1) * power / moments.correction2();
        rectification =
                length > TRUSTED_LENGTH
                        ? Math.sqrt(
                                (length - 4)
                                        * (length - 2)
                                        * longest
                                        / ((longest - 4) * (longest - 2) * length))
                        : 0;
    }

    @Override
    public void apply(
            Terms terms, int from, int to, float[] weights, float[] gradient, float[][] slots) {
        keepMeans(terms, from, to, weights, gradient, slots);
        float shrink = terms.shrink();
        float[] mean = slots[0];
        float[] variance = slots[1];
        double step = terms.rate() / moments.correction1();
        if (rectification == 0) {
            float plain = (float) step;
            for (int i = from; i < to; i++) {
                weights[i] -= shrink * weights[i] + plain * mean[i];
            }
            return;
        }
        float rectified = (float) (step * rectification / moments.root());
        float epsilon = moments.epsilon();
        for (int i = from; i < to; i++) {
            float denominator = (float) Math.sqrt(variance[i]) + epsilon;
            weights[i] -= shrink * weights[i] + rectified * mean[i] / denominator;
        }
    }

    private void keepMeans(
            Terms terms, int from, int to, float[] weights, float[] gradient, float[][] slots) {
        float scale = terms.scale();
        float l2 = terms.l2();
        float lasting1 = moments.lasting1();
        float fresh1 = moments.fresh1();
        float lasting2 = moments.lasting2();
        float fresh2 = moments.fresh2();
        float[] mean = slots[0];
        float[] variance = slots[1];
        for (int i = from; i < to; i++) {
            float g = scale * gradient[i] + l2 * weights[i];
            mean[i] = lasting1 * mean[i] + fresh1 * g;
            variance[i] = lasting2 * variance[i] + fresh2 * g * g;
        }
    }
}
