package dev.gradus.nn.metric;

import dev.gradus.nn.layer.Layers;
import dev.gradus.text.TextForm;

/**
 * A number that tells people how good a network is; training does not use it. {@link Metrics} makes
 * them.
 *
 * <p>y are a network's outputs for one example, t its target values; where values are expected, a
 * class counts as the values 0 … 1 … 0.
 */
public sealed interface Metric
        permits Metric.Accuracy,
                Metric.TopK,
                Metric.MeanAbsoluteError,
                Metric.RootMeanSquaredError,
                Metric.RSquared,
                OwnMetric {
    /** Which of two values is the better one. */
    enum Better {
        /** A higher value is better. */
        HIGHER,
        /** A lower value is better. */
        LOWER
    }

    /**
     * Reads {@code accuracy}, {@code topK(5)} or {@code top5Accuracy}, {@code meanAbsoluteError},
     * {@code rootMeanSquaredError} or {@code rSquared}; the inverse of {@code toString}.
     *
     * @param text a metric as a user writes it
     * @return the metric
     * @throws IllegalArgumentException if it is none of these; the message suggests
     */
    static Metric parse(String text) {
        return MetricText.parse(text);
    }

    /** {@return the name under which runs and histories keep its values, as {@code accuracy}} */
    String name();

    /** {@return which of two values is the better one} */
    Better better();

    /**
     * The share of examples whose largest output is that of their class; the first of equal ones
     * counts.
     */
    record Accuracy() implements Metric {
        @Override
        public String name() {
            return "accuracy";
        }

        @Override
        public Better better() {
            return Better.HIGHER;
        }

        @Override
        public String toString() {
            return "accuracy";
        }
    }

    /**
     * The share of examples whose class is among those of the largest outputs; the first of equal
     * ones count.
     *
     * @param count how many of the largest outputs, at least 1
     */
    record TopK(int count) implements Metric {
        /**
         * Checks the count.
         *
         * @throws IllegalArgumentException if it is below 1
         */
        public TopK {
            Layers.requireAtLeastOne("topK", "count", count);
        }

        /** Returns {@code top5Accuracy} for 5. */
        @Override
        public String name() {
            return "top" + count + "Accuracy";
        }

        @Override
        public Better better() {
            return Better.HIGHER;
        }

        @Override
        public String toString() {
            return TextForm.of("topK").with(count).toString();
        }
    }

    /** The mean of |y − t| over all outputs of all examples. */
    record MeanAbsoluteError() implements Metric {
        @Override
        public String name() {
            return "meanAbsoluteError";
        }

        @Override
        public Better better() {
            return Better.LOWER;
        }

        @Override
        public String toString() {
            return name();
        }
    }

    /** The root of the mean of (y − t)² over all outputs of all examples. */
    record RootMeanSquaredError() implements Metric {
        @Override
        public String name() {
            return "rootMeanSquaredError";
        }

        @Override
        public Better better() {
            return Better.LOWER;
        }

        @Override
        public String toString() {
            return name();
        }
    }

    /**
     * R², the share of the targets' variance that is explained: 1 − Σ (y − t)² / Σ (t − mean)² for
     * each output, averaged over the outputs (scikit-learn's {@code r2_score}). An output whose
     * targets are all equal counts 1 if it is exact, else 0.
     */
    record RSquared() implements Metric {
        @Override
        public String name() {
            return "rSquared";
        }

        @Override
        public Better better() {
            return Better.HIGHER;
        }

        @Override
        public String toString() {
            return name();
        }
    }
}
