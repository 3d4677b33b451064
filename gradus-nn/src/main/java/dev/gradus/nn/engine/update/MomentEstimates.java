package dev.gradus.nn.engine.update;

import dev.gradus.nn.optimizer.AdamFamily;

/**
 * The factors with which the {@link AdamFamily} updates and corrects its two means, for one update.
 */
final class MomentEstimates {
    private final double beta2;
    private final float epsilon;
    private double beta1;
    private double correction1;
    private double correction2;

    MomentEstimates(AdamFamily optimizer) {
        beta2 = optimizer.beta2();
        epsilon = (float) optimizer.epsilon();
    }

    void begin(long update, double momentum) {
        long t = update + 1;
        beta1 = momentum;
        correction1 = 1 - power(beta1, t);
        correction2 = 1 - power(beta2, t);
    }

    /**
     * Returns baseⁿ by squaring. {@link Math#pow} differs between machines, {@link StrictMath#pow}
     * allocates.
     */
    static double power(double base, long exponent) {
        double power = 1;
        double square = base;
        for (long rest = exponent; rest > 0; rest >>= 1) {
            if ((rest & 1) == 1) {
                power *= square;
            }
            square *= square;
        }
        return power;
    }

    /** Returns 1 − beta1ᵗ. */
    double correction1() {
        return correction1;
    }

    /** Returns 1 − beta2ᵗ. */
    double correction2() {
        return correction2;
    }

    float lasting1() {
        return (float) beta1;
    }

    float fresh1() {
        return (float) (1 - beta1);
    }

    float lasting2() {
        return (float) beta2;
    }

    float fresh2() {
        return (float) (1 - beta2);
    }

    /** Returns the factor from √v to √v̂. */
    float root() {
        return (float) (1 / Math.sqrt(correction2));
    }

    float epsilon() {
        return epsilon;
    }
}
