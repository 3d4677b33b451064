package dev.gradus.nn.engine.update;

import dev.gradus.nn.optimizer.RateFree.Prodigy;

/** {@link Prodigy}. */
final class ProdigyRule implements RateFreeRule {
    private final Prodigy prodigy;
    private final double beta3;
    private boolean first;
    private double beta1;
    private double estimate;
    private double factor = 1;
    private double rate;
    private double newest;

    ProdigyRule(Prodigy prodigy) {
        this.prodigy = prodigy;
        this.beta3 = Math.sqrt(prodigy.beta2());
    }

    @Override
    public void begin(long update, double learningRate, double momentum, double[] numbers) {
        first = numbers[0] == 0;
        if (first) {
            numbers[0] = prodigy.initial();
            numbers[1] = 0;
        }
        beta1 = momentum;
        estimate = numbers[0];
        newest = estimate;
        factor = estimate * correction(update + 1);
        rate = learningRate * factor;
    }

    private double correction(long t) {
        return prodigy.start() == Prodigy.Start.PLAIN
                ? 1
                : Math.sqrt(1 - MomentEstimates.power(prodigy.beta2(), t))
                        / (1 - MomentEstimates.power(beta1, t));
    }

    @Override
    public double factor() {
        return factor;
    }

    @Override
    public void gather(
            Terms terms,
            int from,
            int to,
            float[] weights,
            float[] gradient,
            float[][] slots,
            Sums sums,
            int parameter,
            int block) {
        float scale = terms.scale();
        float l2 = terms.l2();
        float lasting1 = (float) beta1;
        float fresh1 = (float) (estimate * (1 - beta1));
        float lasting2 = (float) prodigy.beta2();
        float fresh2 = (float) (estimate * estimate * (1 - prodigy.beta2()));
        float lasting3 = (float) beta3;
        float fresh3 = (float) (relative() * counted());
        float[] mean = slots[0];
        float[] variance = slots[1];
        float[] sum = slots[2];
        float[] start = slots[3];
        if (first) {
            System.arraycopy(weights, from, start, from, to - from);
        }
        double way = 0;
        double size = 0;
        for (int i = from; i < to; i++) {
            float g = scale * gradient[i] + l2 * weights[i];
            way += (double) g * (start[i] - weights[i]);
            mean[i] = lasting1 * mean[i] + fresh1 * g;
            variance[i] = lasting2 * variance[i] + fresh2 * g * g;
            float s = lasting3 * sum[i] + fresh3 * g;
            sum[i] = s;
            size += Math.abs(s);
        }
        sums.set(parameter, block, way, size);
    }

    /**
     * The sums are kept relative to the first estimate; otherwise they would be too small for
     * floats.
     */
    private double relative() {
        return estimate / prodigy.initial();
    }

    private double counted() {
        return prodigy.warmup() == Prodigy.Warmup.GUARDED ? estimate : rate;
    }

    @Override
    public boolean settle(Sums sums, double[] numbers) {
        double size = sums.second().total();
        if (size == 0) {
            return false;
        }
        numbers[1] = beta3 * numbers[1] + relative() * rate * sums.first().total();
        newest = Math.max(estimate, prodigy.coefficient() * numbers[1] / size);
        numbers[0] = newest;
        return true;
    }

    @Override
    public void step(
            Terms terms, int from, int to, float[] weights, float[] gradient, float[][] slots) {
        float step = (float) rate;
        float shrink = terms.shrink();
        float epsilon = (float) (newest * prodigy.epsilon());
        float[] mean = slots[0];
        float[] variance = slots[1];
        for (int i = from; i < to; i++) {
            weights[i] -=
                    shrink * weights[i]
                            + step * mean[i] / ((float) Math.sqrt(variance[i]) + epsilon);
        }
    }
}
