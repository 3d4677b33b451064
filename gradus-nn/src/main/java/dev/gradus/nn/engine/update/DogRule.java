package dev.gradus.nn.engine.update;

import dev.gradus.nn.optimizer.RateFree.Dog;
import dev.gradus.nn.optimizer.WeightDecay.Kind;

/** {@link Dog}. */
final class DogRule implements RateFreeRule {
    private final Dog dog;
    private boolean first;
    private double given;
    private double factor = 1;

    DogRule(Dog dog) {
        this.dog = dog;
    }

    @Override
    public void begin(long update, double learningRate, double momentum, double[] numbers) {
        first = numbers[0] == 0;
        if (first) {
            numbers[0] = 0;
            numbers[1] = dog.epsilon();
        }
        given = learningRate;
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
        float[] start = slots[0];
        double way = 0;
        double squares = 0;
        if (first) {
            for (int i = from; i < to; i++) {
                start[i] = weights[i];
                way += (double) weights[i] * weights[i];
            }
        }
        for (int i = from; i < to; i++) {
            float g = scale * gradient[i] + l2 * weights[i];
            float moved = weights[i] - start[i];
            way += (double) moved * moved;
            squares += (double) g * g;
        }
        sums.set(parameter, block, way, squares);
    }

    @Override
    public boolean settle(Sums sums, double[] numbers) {
        double way = Math.sqrt(sums.first().total());
        numbers[0] = first ? dog.initial() * (1 + way) : Math.max(numbers[0], way);
        numbers[1] += sums.second().total();
        factor = numbers[0] / Math.sqrt(numbers[1]);
        return true;
    }

    @Override
    public void step(
            Terms terms, int from, int to, float[] weights, float[] gradient, float[][] slots) {
        float rate = (float) (given * factor);
        float scale = terms.scale();
        double decay = dog.weightDecay().kind() == Kind.DECOUPLED ? terms.decay() : terms.l2();
        float pull = (float) decay;
        for (int i = from; i < to; i++) {
            weights[i] -= rate * (scale * gradient[i] + pull * weights[i]);
        }
    }
}
