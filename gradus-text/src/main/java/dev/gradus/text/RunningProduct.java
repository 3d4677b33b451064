package dev.gradus.text;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * {@code f(1)·f(2)···f(t)} for whole t. The first products are kept once they are worked out, so
 * that asking for many steps is as cheap as asking for one; the answer depends on t alone.
 */
final class RunningProduct implements DoubleUnaryOperator {
    private static final int MOST_KEPT = 1 << 22;

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
        double[] kept = grown(last);
        double product = kept[(int) Math.min(last, kept.length - 1)];
        for (long t = kept.length; t <= last; t++) {
            product *= factor.applyAsDouble((double) t);
        }
        return product;
    }

    private double[] grown(long last) {
        double[] kept = products;
        int length = (int) Math.min(MOST_KEPT, Math.max(last + 1, 2L * kept.length));
        double[] more = Arrays.copyOf(kept, Math.max(kept.length, length));
        for (int t = kept.length; t < more.length; t++) {
            more[t] = more[t - 1] * factor.applyAsDouble((double) t);
        }
        products = more;
        return more;
    }
}
