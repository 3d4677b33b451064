package dev.gradus.nn.engine.loss;

import dev.gradus.nn.Network;
import dev.gradus.nn.metric.Metric;
import dev.gradus.nn.metric.OwnMetric;
import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Target;

/** A metric while it is being measured: takes batch after batch and gives its number at the end. */
public interface Tally {
    /**
     * {@return an empty tally of this metric for this network's outputs}
     *
     * @param metric the metric
     * @param network the network
     */
    static Tally of(Metric metric, Network network) {
        int width = network.output().size();
        return switch (metric) {
            case Metric.Accuracy() -> new RankTally(metric, 1, width);
            case Metric.TopK(int count) -> new RankTally(metric, count, width);
            case Metric.MeanAbsoluteError() -> new DistanceTally(metric, width);
            case Metric.RootMeanSquaredError() -> new DistanceTally(metric, width);
            case Metric.RSquared() -> new VarianceTally(width);
            case OwnMetric own -> new OwnTally(own, network.output());
        };
    }

    /**
     * Checks that the metric can be measured with such targets.
     *
     * @param target the kind of targets
     * @throws IllegalArgumentException if not; the message says why
     */
    void requireFits(Target target);

    /**
     * Counts the examples of a batch.
     *
     * @param batch the examples
     * @param outputs their outputs, row after row
     */
    void add(Batch batch, float[] outputs);

    /**
     * {@return the metric over all examples since the last {@link #reset}, NaN if there are none}
     */
    double value();

    /** Forgets all examples. */
    void reset();
}
