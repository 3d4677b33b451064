package dev.gradus.nn.metric;

/** All metrics: {@code import static dev.gradus.nn.metric.Metrics.*}. */
public final class Metrics {
    private Metrics() {}

    /** {@return {@link Metric.Accuracy}} */
    public static Metric accuracy() {
        return new Metric.Accuracy();
    }

    /**
     * {@return {@link Metric.TopK} over this many of the largest outputs}
     *
     * @param count how many of the largest outputs count as right, at least 1
     */
    public static Metric topK(int count) {
        return new Metric.TopK(count);
    }

    /** {@return {@link Metric.MeanAbsoluteError}} */
    public static Metric meanAbsoluteError() {
        return new Metric.MeanAbsoluteError();
    }

    /** {@return {@link Metric.RootMeanSquaredError}} */
    public static Metric rootMeanSquaredError() {
        return new Metric.RootMeanSquaredError();
    }

    /** {@return {@link Metric.RSquared}} */
    public static Metric rSquared() {
        return new Metric.RSquared();
    }
}
