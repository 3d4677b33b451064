package dev.gradus.nn.engine.update;

import dev.gradus.nn.optimizer.RateFree.DAdaptSgd;

/**
 * {@link DAdaptSgd}. The slot of s holds ‖g₀‖ · s, since the norm of the first gradient is known
 * only after all its blocks; the result is that of the formula.
 */
final class DAdaptSgdRule implements RateFreeRule {
    private final DAdaptSgd sgd;
    private boolean first;
    private double momentum;
    private double estimate = 1;
    private double rate;
    private double norm = 1;

    DAdaptSgdRule(DAdaptSgd sgd) {
        this.sgd = sgd;
    }

    @Override
    public void begin(long update, double learningRate, double factor, double[] numbers) {
        first = numbers[0] == 0;
        if (first) {
            numbers[0] = sgd.initial();
            numbers[1] = 0;
            numbers[2] = 0;
        }
        momentum = factor;
        estimate = numbers[0];
        norm = numbers[2];
        rate = learningRate * estimate;
    }

    @Override
    public double factor() {
        return norm == 0 ? estimate : estimate / norm;
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
        float fresh = (float) rate;
        float[] sum = slots[0];
        float[] start = slots[1];
        if (first) {
            System.arraycopy(weights, from, start, from, to - from);
        }
        double way = 0;
        double squares = 0;
        for (int i = from; i < to; i++) {
            float g = scale * gradient[i] + l2 * weights[i];
            way += (double) g * sum[i];
            float s = sum[i] + fresh * g;
            sum[i] = s;
            squares += (double) s * s;
        }
        sums.set(parameter, block, way, squares);
    }

    @Override
    public boolean settle(Sums sums, double[] numbers) {
        double size = Math.sqrt(sums.second().total());
        if (size == 0) {
            return false;
        }
        if (norm == 0) {
            norm = size / rate; // only the first gradient that is not 0 has been added
            numbers[2] = norm;
        }
        numbers[1] += rate * sums.first().total() / (norm * norm);
        numbers[0] = Math.max(estimate, 2 * numbers[1] * norm / size);
        return true;
    }

    @Override
    public void step(
            Terms terms, int from, int to, float[] weights, float[] gradient, float[][] slots) {
        float lasting = (float) momentum;
        float fresh = (float) (1 - momentum);
        float share = (float) (1 / norm);
        float[] sum = slots[0];
        float[] start = slots[1];
        for (int i = from; i < to; i++) {
            weights[i] = lasting * weights[i] + fresh * (start[i] - share * sum[i]);
        }
    }
}
