package dev.gradus.nn.engine.update;

import dev.gradus.nn.optimizer.AdamFamily.Lamb;
import dev.gradus.nn.optimizer.ParameterGroup;
import dev.gradus.nn.optimizer.WeightDecay;
import dev.gradus.nn.parameter.Parameter;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * {@link Lamb} in two passes: the first replaces the gradient by the step r and stores the sums of
 * squares of w and r, block by block; the second adds the sums of a parameter in the order of its
 * blocks and takes the step.
 */
final class LambUpdater implements Updater {
    /** Blocks are computed on any thread. */
    private static final ThreadLocal<SquareSum> SQUARES = ThreadLocal.withInitial(SquareSum::new);

    private static final long UNKNOWN = Double.doubleToRawLongBits(Double.NaN);

    private final Lamb lamb;
    private final List<Parameter> parameters;
    private final Terms[] terms;
    private final GradientClip clip;
    private final MomentEstimates moments;
    private final double[][] weightSquares;
    private final double[][] stepSquares;

    /**
     * The ratio of norms of each parameter, as bits; the first block that needs one computes it.
     */
    private final AtomicLongArray ratios;

    LambUpdater(
            Lamb lamb, List<Parameter> parameters, List<ParameterGroup> groups, GradientClip clip) {
        this.lamb = lamb;
        this.parameters = List.copyOf(parameters);
        this.terms = Terms.of(parameters, groups);
        this.clip = clip;
        this.moments = new MomentEstimates(lamb);
        this.weightSquares = blocks(parameters);
        this.stepSquares = blocks(parameters);
        this.ratios = new AtomicLongArray(parameters.size());
    }

    private static double[][] blocks(List<Parameter> parameters) {
        return parameters.stream()
                .map(parameter -> new double[Math.ceilDiv(parameter.size(), BLOCK)])
                .toArray(double[][]::new);
    }

    @Override
    public int slots() {
        return lamb.slots().size();
    }

    @Override
    public int passes() {
        return 2;
    }

    @Override
    public void begin(
            long update,
            double learningRate,
            double momentum,
            double weightDecay,
            double gradientScale) {
        moments.begin(update, momentum);
        for (int p = 0; p < terms.length; p++) {
            terms[p].fill(learningRate, weightDecay, lamb.weightDecay().kind(), gradientScale);
            ratios.set(p, UNKNOWN);
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
        if (pass == 0) {
            clip.apply(offset, end, gradient);
            prepare(terms[parameter], offset, end, weights, gradient, slots);
            SquareSum squares = SQUARES.get();
            weightSquares[parameter][block] = squares.of(weights, offset, length);
            stepSquares[parameter][block] = squares.of(gradient, offset, length);
        } else {
            take(
                    (float) (terms[parameter].rate() * ratio(parameter)),
                    offset,
                    end,
                    weights,
                    gradient);
        }
    }

    private void prepare(
            Terms terms, int from, int to, float[] weights, float[] gradient, float[][] slots) {
        float scale = terms.scale();
        float l2 = terms.l2();
        boolean decoupled = lamb.weightDecay().kind() == WeightDecay.Kind.DECOUPLED;
        float decay = decoupled ? (float) terms.decay() : 0;
        float lasting1 = moments.lasting1();
        float fresh1 = moments.fresh1();
        float lasting2 = moments.lasting2();
        float fresh2 = moments.fresh2();
        float correction = (float) (1 / moments.correction1());
        float root = moments.root();
        float epsilon = moments.epsilon();
        float[] mean = slots[0];
        float[] variance = slots[1];
        for (int i = from; i < to; i++) {
            float g = scale * gradient[i] + l2 * weights[i];
            float m = lasting1 * mean[i] + fresh1 * g;
            float v = lasting2 * variance[i] + fresh2 * g * g;
            mean[i] = m;
            variance[i] = v;
            gradient[i] =
                    correction * m / (root * (float) Math.sqrt(v) + epsilon) + decay * weights[i];
        }
    }

    private static void take(float rate, int from, int to, float[] weights, float[] step) {
        for (int i = from; i < to; i++) {
            weights[i] -= rate * step[i];
        }
    }

    private double ratio(int parameter) {
        if (!parameters.get(parameter).role().decays()) {
            return 1;
        }
        long known = ratios.get(parameter);
        if (known == UNKNOWN) {
            known = Double.doubleToRawLongBits(computedRatio(parameter));
            ratios.set(parameter, known);
        }
        return Double.longBitsToDouble(known);
    }

    private double computedRatio(int parameter) {
        double weightNorm = Math.sqrt(sum(weightSquares[parameter]));
        double stepNorm = Math.sqrt(sum(stepSquares[parameter]));
        return weightNorm > 0 && stepNorm > 0 ? weightNorm / stepNorm : 1;
    }

    private static double sum(double[] squares) {
        double sum = 0;
        for (double square : squares) {
            sum += square;
        }
        return sum;
    }

    @Override
    public void clip(int offset, int length, float[] gradient) {
        clip.apply(offset, offset + length, gradient);
    }
}
