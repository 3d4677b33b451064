package dev.gradus.train.finder;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The runs of one rate.
 *
 * @param rate the rate
 * @param losses their losses, in the order of their seeds
 */
record Lane(double rate, List<Double> losses) {
    /** How the runs of one rate ended, the best outcome first. */
    enum Outcome {
        TRAINED,
        MIXED,
        DIVERGED
    }

    boolean isRepeated() {
        return losses.size() > 1;
    }

    Outcome outcome() {
        long finite = losses.stream().filter(Double::isFinite).count();
        return finite == losses.size()
                ? Outcome.TRAINED
                : finite == 0 ? Outcome.DIVERGED : Outcome.MIXED;
    }

    /** Returns the mean loss of the runs that did not diverge; infinite if all did. */
    double mean() {
        return losses.stream()
                .mapToDouble(loss -> loss)
                .filter(Double::isFinite)
                .average()
                .orElse(Double.POSITIVE_INFINITY);
    }

    boolean isTrained() {
        return outcome() == Outcome.TRAINED;
    }

    /** Returns whether it diverged with a seed, or its loss is more than twice the best one. */
    boolean breaksDown(Lane best) {
        return !isTrained() || mean() - best.mean() > Math.abs(best.mean());
    }

    /** Returns how much higher the losses of this rate are, over the seeds that both rates have. */
    double difference(Lane best) {
        return IntStream.range(0, common(best))
                .mapToDouble(seed -> losses.get(seed) - best.losses.get(seed))
                .filter(Double::isFinite)
                .average()
                .orElse(Double.POSITIVE_INFINITY);
    }

    /** Returns the standard deviation of that difference, in units of that of one run. */
    double spread(Lane best) {
        return Math.sqrt(2.0 / common(best));
    }

    private int common(Lane best) {
        return Math.min(losses.size(), best.losses.size());
    }
}
