package dev.gradus.studio.record;

/**
 * The range of a metric; NaN where there is no value.
 *
 * @param last the newest value
 * @param least the smallest
 * @param greatest the largest
 * @param best that of the epoch which the run calls its best
 */
public record MetricRange(double last, double least, double greatest, double best) {
    MetricRange with(double bestValue) {
        return new MetricRange(last, least, greatest, bestValue);
    }
}
