package dev.gradus.train.plan;

/** The values for one update, filled anew for every step. */
public final class StepValues {
    /** The rate in force: the held one, or curve × factor. */
    public double learningRate;

    /** The value of the schedule. */
    public double curve;

    /** The product of all factors on the schedule. */
    public double factor;

    /** The value at which a person holds the rate, else NaN. */
    public double held;

    /** Momentum or beta1, NaN if the optimizer has none. */
    public double momentum;

    /** The weight decay, before the groups' multipliers. */
    public double weightDecay;

    /** Creates values of 0. */
    public StepValues() {}
}
