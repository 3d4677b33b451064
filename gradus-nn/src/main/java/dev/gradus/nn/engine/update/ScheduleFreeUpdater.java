package dev.gradus.nn.engine.update;

import dev.gradus.nn.optimizer.ParameterGroup;
import dev.gradus.nn.optimizer.ScheduleFree;
import dev.gradus.nn.optimizer.WeightDecay.Kind;
import dev.gradus.nn.parameter.Parameter;
import java.util.List;

/** A {@link ScheduleFree} optimizer: y is stored as the weights, z in a slot; x is not stored. */
final class ScheduleFreeUpdater implements Updater {
    private static final int LARGEST = 0;
    private static final int SUM = 1;

    private final ScheduleFree optimizer;
    private final Terms[] terms;
    private final GradientClip clip;
    private final double[] numbers;
    private boolean first;
    private double share;
    private float root;

    ScheduleFreeUpdater(
            ScheduleFree optimizer,
            List<Parameter> parameters,
            List<ParameterGroup> groups,
            GradientClip clip) {
        this.optimizer = optimizer;
        this.terms = Terms.of(parameters, groups);
        this.clip = clip;
        this.numbers = new double[optimizer.numbers().size()];
    }

    @Override
    public int slots() {
        return optimizer.slots().size();
    }

    @Override
    public double[] numbers() {
        return numbers;
    }

    @Override
    public void begin(
            long update,
            double learningRate,
            double momentum,
            double weightDecay,
            double gradientScale) {
        first = update == 0;
        if (first) {
            numbers[LARGEST] = 0;
            numbers[SUM] = 0;
        }
        double largest = Math.max(numbers[LARGEST], learningRate);
        numbers[LARGEST] = largest;
        numbers[SUM] += largest * largest;
        share = largest == 0 ? 0 : largest * largest / numbers[SUM];
        if (optimizer instanceof ScheduleFree.AdamW adam) {
            root = (float) (1 / Math.sqrt(1 - MomentEstimates.power(adam.beta2(), update + 1)));
        }
        var kind = optimizer.weightDecay().kind();
        for (Terms each : terms) {
            each.fill(learningRate, weightDecay, kind, gradientScale);
        }
    }

    @Override
    public void apply(
            int pass,
            int parameter,
            int block,
            int offset,
            int length,
            float[] weights,
            float[] gradient,
            float[][] slots) {
        int end = offset + length;
        clip.apply(offset, end, gradient);
        if (first) {
            System.arraycopy(weights, offset, slots[optimizer.base()], offset, length);
        }
        switch (optimizer) {
            case ScheduleFree.Sgd _ ->
                    descend(terms[parameter], offset, end, weights, gradient, slots);
            case ScheduleFree.AdamW adam ->
                    adapt(adam, terms[parameter], offset, end, weights, gradient, slots);
        }
    }

    private void descend(
            Terms terms, int from, int to, float[] weights, float[] gradient, float[][] slots) {
        float scale = terms.scale();
        float pull = terms.l2() + decoupled(terms);
        float rate = (float) terms.rate();
        float along = along(terms);
        float near = (float) share;
        float[] base = slots[0];
        for (int i = from; i < to; i++) {
            float y = weights[i];
            float g = scale * gradient[i] + pull * y;
            float z = base[i];
            weights[i] = y + near * (z - y) + along * g;
            base[i] = z - rate * g;
        }
    }

    private void adapt(
            ScheduleFree.AdamW adam,
            Terms terms,
            int from,
            int to,
            float[] weights,
            float[] gradient,
            float[][] slots) {
        float scale = terms.scale();
        float l2 = terms.l2();
        float pull = decoupled(terms);
        float rate = (float) terms.rate();
        float along = along(terms);
        float near = (float) share;
        float lasting = (float) adam.beta2();
        float fresh = (float) (1 - adam.beta2());
        float epsilon = (float) adam.epsilon();
        float correction = root;
        float[] base = slots[0];
        float[] variance = slots[1];
        for (int i = from; i < to; i++) {
            float y = weights[i];
            float g = scale * gradient[i] + l2 * y;
            float v = lasting * variance[i] + fresh * g * g;
            variance[i] = v;
            float step = g / (correction * (float) Math.sqrt(v) + epsilon) + pull * y;
            float z = base[i];
            weights[i] = y + near * (z - y) + along * step;
            base[i] = z - rate * step;
        }
    }

    private float decoupled(Terms terms) {
        return optimizer.weightDecay().kind() == Kind.DECOUPLED ? (float) terms.decay() : 0;
    }

    /** Returns how far y moves along the step: its share of z's move, and of the average's. */
    private float along(Terms terms) {
        return (float) (terms.rate() * (optimizer.beta() * (1 - share) - 1));
    }

    @Override
    public void clip(int offset, int length, float[] gradient) {
        clip.apply(offset, offset + length, gradient);
    }
}
