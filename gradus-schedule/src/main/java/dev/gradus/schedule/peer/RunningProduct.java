package dev.gradus.schedule.peer;

import dev.gradus.schedule.text.Formula;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * {@code f(1)·f(2)···f(t)}. Products once worked out are kept, so asking for many steps is as cheap
 * as asking for one; what is answered depends on t alone.
 */
final class RunningProduct implements DoubleUnaryOperator {
    private final Formula factor;
    private volatile double[] products = {1};

    RunningProduct(Formula factor) {
        this.factor = factor;
    }

    @Override
    public double applyAsDouble(double t) {
        int index = (int) Math.floor(t);
        double[] known = products;
        return index < known.length ? known[index] : grown(index)[index];
    }

    private double[] grown(int index) {
        double[] known = products;
        double[] more = Arrays.copyOf(known, Math.max(index + 1, 2 * known.length));
        for (int t = known.length; t < more.length; t++) {
            more[t] = more[t - 1] * factor.at(t);
        }
        products = more;
        return more;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RunningProduct product && product.factor.equals(factor);
    }

    @Override
    public int hashCode() {
        return factor.hashCode();
    }

    @Override
    public String toString() {
        return "product of " + factor;
    }
}
