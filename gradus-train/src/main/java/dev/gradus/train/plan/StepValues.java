package dev.gradus.train.plan;

/** What one update is given, filled anew for every step. */
public final class StepValues {
    /** The rate in force: the held one, or curve × factor. */
    public double learningRate;

    /** What the schedule says. */
    public double curve;

    /** The product of all factors on the schedule. */
    public double factor;

    /** What a person holds the rate at, NaN for nothing. */
    public double held;

    /** Momentum or beta1, NaN if the optimizer has none. */
    public double momentum;

    /** The weight decay, before the groups' multipliers. */
    public double weightDecay;

    /** Begins with zeros. */
    public StepValues() {}
}
