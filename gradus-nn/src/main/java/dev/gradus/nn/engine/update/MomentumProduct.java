package dev.gradus.nn.engine.update;

/**
 * The momentum of {@link dev.gradus.nn.optimizer.AdamFamily.NAdam} and the product of all its
 * values so far.
 *
 * <p>With beta1 as it is now, the product is beta1ᵗ · ∏ (1 − ½ · 0.96^(i · momentumDecay)): beta1ᵗ
 * with the current beta1, as in the rest of the family, and a second factor that depends only on t.
 * So nothing has to be saved: a resumed run multiplies the same numbers in the same order.
 */
final class MomentumProduct {
    private final double base;
    private long multiplied;
    private double warmups = 1;
    private double meanShare;
    private double gradientShare;

    MomentumProduct(double momentumDecay) {
        base = StrictMath.pow(0.96, momentumDecay);
    }

    void begin(long update, double beta1) {
        long t = update + 1;
        if (t < multiplied) {
            multiplied = 0;
            warmups = 1;
        }
        while (multiplied < t) {
            multiplied++;
            warmups *= warmup(multiplied);
        }
        double now = beta1 * warmup(t);
        double next = beta1 * warmup(t + 1);
        double product = MomentEstimates.power(beta1, t) * warmups;
        meanShare = next / (1 - product * next);
        gradientShare = (1 - now) / (1 - product);
    }

    private double warmup(long t) {
        return 1 - 0.5 * MomentEstimates.power(base, t);
    }

    /** Returns the factor of the mean. */
    double meanShare() {
        return meanShare;
    }

    /** Returns the factor of the gradient. */
    double gradientShare() {
        return gradientShare;
    }
}
