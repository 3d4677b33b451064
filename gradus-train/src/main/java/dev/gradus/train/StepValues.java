package dev.gradus.train;

/** What one update is given, filled anew for every step. */
final class StepValues {
    /** The rate in force: the held one, or curve × factor. */
    double learningRate;

    /** What the schedule says. */
    double curve;

    /** The product of all factors on the schedule. */
    double factor;

    /** What a person holds the rate at, NaN for nothing. */
    double held;

    /** Momentum or beta1, NaN if the optimizer has none. */
    double momentum;

    double weightDecay;
}
