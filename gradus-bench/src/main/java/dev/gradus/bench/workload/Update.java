package dev.gradus.bench.workload;

import dev.gradus.nn.optimizer.Optimizer;
import dev.gradus.nn.optimizer.Optimizers;

/** How a gradient becomes an update; rate and other values are the same for every system. */
public enum Update {
    /** Gradient descent with momentum 0.9. */
    MOMENTUM("momentum", 0.01) {
        @Override
        public Optimizer optimizer() {
            return Optimizers.momentum(MOMENTUM_FACTOR);
        }
    },
    /** Adam with betas 0.9 and 0.999, epsilon 1e-8 and a decoupled weight decay of 0.01. */
    ADAMW("adamw", 0.001) {
        @Override
        public Optimizer optimizer() {
            return Optimizers.adamw();
        }
    };

    /** The momentum, and the beta1 of AdamW. */
    public static final double MOMENTUM_FACTOR = 0.9;

    /** The decoupled weight decay of AdamW. */
    public static final double WEIGHT_DECAY = 0.01;

    private final String text;
    private final double learningRate;

    Update(String text, double learningRate) {
        this.text = text;
        this.learningRate = learningRate;
    }

    /** Returns Gradus' optimizer for it. */
    public abstract Optimizer optimizer();

    /** Returns the learning rate. */
    public double learningRate() {
        return learningRate;
    }

    /** Returns the weight decay, 0 for none. */
    public double weightDecay() {
        return this == ADAMW ? WEIGHT_DECAY : 0;
    }

    @Override
    public String toString() {
        return text;
    }
}
