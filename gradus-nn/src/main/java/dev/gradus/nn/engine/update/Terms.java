package dev.gradus.nn.engine.update;

import dev.gradus.nn.optimizer.OwnOptimizer;
import dev.gradus.nn.optimizer.ParameterGroup;
import dev.gradus.nn.optimizer.WeightDecay;
import dev.gradus.nn.parameter.Parameter;
import java.util.List;

/**
 * The numbers of one update of one parameter; reused for each update, so that none allocates. A
 * rule's gradient is {@code scale · gradient + l2 · weight}, and it subtracts {@code shrink ·
 * weight} besides its own step.
 */
final class Terms implements OwnOptimizer.Numbers {
    private final GroupFactors factors;
    private double rate;
    private double decay;
    private float scale;
    private float l2;
    private float shrink;

    private Terms(GroupFactors factors) {
        this.factors = factors;
    }

    /** Returns the terms of each parameter. */
    static Terms[] of(List<Parameter> parameters, List<ParameterGroup> groups) {
        return GroupFactors.of(parameters, groups).stream().map(Terms::new).toArray(Terms[]::new);
    }

    void fill(double learningRate, double weightDecay, WeightDecay.Kind kind, double scale) {
        rate = learningRate * factors.learningRate();
        decay = weightDecay * factors.weightDecay();
        this.scale = (float) scale;
        l2 = kind == WeightDecay.Kind.L2 ? (float) decay : 0;
        shrink = kind == WeightDecay.Kind.DECOUPLED ? (float) (rate * decay) : 0;
    }

    @Override
    public double rate() {
        return rate;
    }

    /** Returns whether the parameter's group has a rate of 0. */
    boolean isFrozen() {
        return factors.learningRate() == 0;
    }

    /** Returns the weight decay, of either kind. */
    double decay() {
        return decay;
    }

    @Override
    public float scale() {
        return scale;
    }

    @Override
    public float l2() {
        return l2;
    }

    @Override
    public float shrink() {
        return shrink;
    }
}
