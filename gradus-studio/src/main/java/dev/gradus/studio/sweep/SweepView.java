package dev.gradus.studio.sweep;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A sweep at one moment, ranked by one metric.
 *
 * @param trials the folder of its runs
 * @param seeds how many runs each point has
 * @param isUnderWay whether a process is training it
 * @param axes the settings that vary
 * @param metrics what has been measured, by name
 * @param metric the metric that the points are ranked by
 * @param points the points that have results, the best first
 */
public record SweepView(
        Path trials,
        int seeds,
        boolean isUnderWay,
        List<String> axes,
        List<String> metrics,
        String metric,
        List<Point> points) {
    /** Keeps the order. */
    public SweepView {
        axes = List.copyOf(axes);
        metrics = List.copyOf(metrics);
        points = List.copyOf(points);
    }

    /** {@return the best point, if the metric has been measured for any} */
    public Optional<Point> best() {
        return points.stream().findFirst().filter(first -> Double.isFinite(first.mean()));
    }

    /**
     * A point at the last rung that its runs were trained for.
     *
     * @param number its number, from 1
     * @param settings what varies, by axis
     * @param rung from 0
     * @param steps how many updates its runs have made
     * @param values the metric of each run that has been measured
     * @param runs how many of its runs have a result
     * @param mean what it is ranked by; NaN if a run failed or diverged
     * @param trouble why runs failed, or that they diverged; empty if none did
     */
    public record Point(
            int number,
            Map<String, String> settings,
            int rung,
            long steps,
            List<Double> values,
            int runs,
            double mean,
            String trouble) {
        /** Keeps the order. */
        public Point {
            settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
            values = List.copyOf(values);
        }
    }
}
