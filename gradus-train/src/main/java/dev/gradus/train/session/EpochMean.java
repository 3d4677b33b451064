package dev.gradus.train.session;

/** The mean training loss of the epoch so far. */
public final class EpochMean {
    private double loss;
    private double weight;

    EpochMean() {}

    /** Begins a new epoch. */
    public void begin() {
        loss = 0;
        weight = 0;
    }

    void add(double batchLoss, double batchWeight) {
        loss += batchLoss * batchWeight;
        weight += batchWeight;
    }

    /** {@return the mean, NaN before the first step of the epoch} */
    public double value() {
        return loss / weight;
    }

    /**
     * {@return the sums of the epoch so far}
     *
     * @param seconds how long the epoch has trained
     */
    public Snapshot.EpochSums sums(double seconds) {
        return new Snapshot.EpochSums(loss, weight, seconds);
    }

    void restore(Snapshot.EpochSums sums) {
        loss = sums.loss();
        weight = sums.weight();
    }
}
