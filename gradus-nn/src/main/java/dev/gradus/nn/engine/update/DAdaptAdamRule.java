package dev.gradus.nn.engine.update;

import dev.gradus.nn.optimizer.RateFree.DAdaptAdam;

/** {@link DAdaptAdam}. */
final class DAdaptAdamRule implements RateFreeRule {
    private final DAdaptAdam adam;
    private final double lasting;
    private double beta1;
    private double estimate = 1;
    private double rate;

    DAdaptAdamRule(DAdaptAdam adam) {
        this.adam = adam;
        this.lasting = Math.sqrt(adam.beta2());
    }

    @Override
    public void begin(long update, double learningRate, double momentum, double[] numbers) {
        if (numbers[0] == 0) {
            numbers[0] = adam.initial();
            numbers[1] = 0;
        }
        beta1 = momentum;
        estimate = numbers[0];
        rate = learningRate * estimate;
    }

    @Override
    public double factor() {
        return estimate;
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
        float fresh1 = (float) (rate * (1 - beta1));
        float lasting2 = (float) adam.beta2();
        float fresh2 = (float) (1 - adam.beta2());
        float lasting3 = (float) lasting;
        float fresh3 = (float) (rate * (1 - lasting));
        float epsilon = (float) adam.epsilon();
        float[] mean = slots[0];
        float[] variance = slots[1];
        float[] sum = slots[2];
        double way = 0;
        double size = 0;
        for (int i = from; i < to; i++) {
            float g = scale * gradient[i] + l2 * weights[i];
            way += (double) g * (sum[i] / ((float) Math.sqrt(variance[i]) + epsilon));
            mean[i] = lasting1 * mean[i] + fresh1 * g;
            variance[i] = lasting2 * variance[i] + fresh2 * g * g;
            float s = lasting3 * sum[i] + fresh3 * g;
            sum[i] = s;
            size += Math.abs(s);
        }
        sums.set(parameter, block, way, size);
    }

    @Override
    public boolean settle(Sums sums, double[] numbers) {
        double size = sums.second().total();
        if (size == 0) {
            return false;
        }
        numbers[1] = lasting * numbers[1] + (1 - lasting) * rate * sums.first().total();
        numbers[0] = Math.max(estimate, numbers[1] / ((1 - lasting) * size));
        return true;
    }

    @Override
    public void step(
            Terms terms, int from, int to, float[] weights, float[] gradient, float[][] slots) {
        float shrink = terms.shrink();
        float epsilon = (float) adam.epsilon();
        float[] mean = slots[0];
        float[] variance = slots[1];
        for (int i = from; i < to; i++) {
            weights[i] -=
                    shrink * weights[i] + mean[i] / ((float) Math.sqrt(variance[i]) + epsilon);
        }
    }
}
