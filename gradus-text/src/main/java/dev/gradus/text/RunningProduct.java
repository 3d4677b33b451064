package dev.gradus.text;

import dev.gradus.number.Text;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * {@code f(1)·f(2)···f(t)} for whole t. Products are kept once they are computed, so that asking
 * for many steps is as cheap as asking for one; the result depends only on t.
 */
final class RunningProduct implements DoubleUnaryOperator {
    /** The largest t: a product of more factors would take too long to compute. */
    private static final int LAST = 1 << 24;

    private final DoubleUnaryOperator factor;
    private volatile double[] products = {1};

    RunningProduct(DoubleUnaryOperator factor) {
        this.factor = factor;
    }

    @Override
    public double applyAsDouble(double t) {
        long last = Math.max(0, (long) t);
        double[] kept = products;
        return last < kept.length ? kept[(int) last] : beyond(last);
    }

    private double beyond(long last) {
        if (last > LAST) {
            throw new IllegalArgumentException(
                    Text.of(
                            "product(…) multiplies factor by factor and ends at t = %,d, and %,d was asked for; write the product as a formula, such as 0.95^t",
                            LAST, last));
        }
        return grown((int) last)[(int) last];
    }

    private double[] grown(int last) {
        double[] kept = products;
        double[] more = Arrays.copyOf(kept, Math.clamp(2L * kept.length, last + 1, LAST + 1));
        for (int t = kept.length; t < more.length; t++) {
            more[t] = more[t - 1] * factor.applyAsDouble((double) t);
        }
        products = more;
        return more;
    }
}
