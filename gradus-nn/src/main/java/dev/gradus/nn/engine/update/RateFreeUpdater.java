package dev.gradus.nn.engine.update;

import dev.gradus.nn.optimizer.ParameterGroup;
import dev.gradus.nn.optimizer.RateFree;
import dev.gradus.nn.optimizer.WeightDecay.Kind;
import dev.gradus.nn.parameter.Parameter;
import java.util.Arrays;
import java.util.List;

/** A {@link RateFree} optimizer: one pass for sums over all blocks, one for the step. */
final class RateFreeUpdater implements Updater {
    private final RateFree optimizer;
    private final RateFreeRule rule;
    private final Terms[] terms;
    private final GradientClip clip;
    private final RateFreeRule.Sums sums;
    private final double[] numbers;
    private double factor = 1;
    private boolean active;

    RateFreeUpdater(
            RateFree optimizer,
            List<Parameter> parameters,
            List<ParameterGroup> groups,
            GradientClip clip) {
        requireOneRate(optimizer, groups);
        requireDecay(optimizer);
        this.optimizer = optimizer;
        this.rule = RateFreeRule.of(optimizer);
        this.terms = Terms.of(parameters, groups);
        this.clip = clip;
        this.sums = new RateFreeRule.Sums(new BlockSums(parameters), new BlockSums(parameters));
        this.numbers = new double[optimizer.numbers().size()];
    }

    private static void requireOneRate(RateFree optimizer, List<ParameterGroup> groups) {
        for (ParameterGroup group : groups) {
            if (group.learningRate() != 0 && group.learningRate() != 1) {
                throw new IllegalArgumentException(
                        "%s makes one estimate for all parameters, so a group's rate is 0 (frozen) or 1; got %s for '%s'"
                                .formatted(optimizer, group.learningRate(), group.pattern()));
            }
        }
    }

    private static void requireDecay(RateFree optimizer) {
        if (optimizer instanceof RateFree.DAdaptSgd
                && optimizer.weightDecay().kind() == Kind.DECOUPLED) {
            throw new IllegalArgumentException(
                    "dAdaptSgd computes its weights from the initial ones in every update, so a decoupled decay would be lost; write weightDecay=%s"
                            .formatted(optimizer.weightDecay().amount()));
        }
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
    public double rateFactor() {
        return factor;
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
        if (update == 0) {
            Arrays.fill(numbers, 0);
        }
        active = learningRate > 0;
        if (!active) {
            factor = 1; // nothing is multiplied, and nothing of it is kept for a resume
            return;
        }
        rule.begin(update, learningRate, momentum, numbers);
        var kind = optimizer.weightDecay().kind();
        for (Terms each : terms) {
            each.fill(learningRate * rule.factor(), weightDecay, kind, gradientScale);
        }
    }

    @Override
    public void beginPass(int pass) {
        if (pass == 1 && active) {
            active = rule.settle(sums, numbers);
            factor = rule.factor();
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
        Terms own = terms[parameter];
        int end = offset + length;
        if (pass == 0) {
            clip.apply(offset, end, gradient);
        }
        if (!active || own.isFrozen()) {
            return;
        }
        if (pass == 0) {
            rule.gather(own, offset, end, weights, gradient, slots, sums, parameter, block);
        } else {
            rule.step(own, offset, end, weights, gradient, slots);
        }
    }

    @Override
    public void clip(int offset, int length, float[] gradient) {
        clip.apply(offset, offset + length, gradient);
    }
}
