package dev.gradus.data;

import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.number.NumberText;
import dev.gradus.number.Text;
import java.util.ArrayList;
import java.util.List;

/**
 * Inputs with mean 0 and deviation 1: (x − mean) / deviation, for each channel of an image or each
 * column of a vector. Measured on the training part, applied to every part.
 *
 * @param means one for each channel or column
 * @param deviations as many, finite and above 0
 */
public record Standardization(List<Double> means, List<Double> deviations) {
    /** Copies the arrays and checks that deviations are above 0. */
    public Standardization {
        means = List.copyOf(means);
        deviations = List.copyOf(deviations);
        if (means.size() != deviations.size()
                || means.stream().anyMatch(mean -> !Double.isFinite(mean))
                || deviations.stream().anyMatch(d -> !(d > 0) || Double.isInfinite(d))) {
            throw new IllegalArgumentException(
                    "a standardization takes as many finite means as deviations above 0, got %s and %s"
                            .formatted(means, deviations));
        }
    }

    /**
     * Measures a data set. Where values are constant, the deviation counts as 1.
     *
     * @param training the training part, never the validation or test part
     * @return the means and deviations
     */
    public static Standardization of(Dataset training) {
        int groups = groups(training.input());
        int width = training.input().size() / groups;
        double[] sums = new double[groups];
        double[] squares = new double[groups];
        Batch batch = new Batch(1, training.input().size(), training.target());
        // Squares are of differences from the first example, which keeps their precision.
        double[] origin = new double[groups];
        for (int example = 0; example < training.size(); example++) {
            DatasetView.copy(training, example, batch, 0);
            for (int i = 0; i < batch.inputs().length; i++) {
                int group = i / width;
                if (example == 0 && i % width == 0) {
                    origin[group] = batch.inputs()[i];
                }
                double distance = batch.inputs()[i] - origin[group];
                sums[group] += distance;
                squares[group] += distance * distance;
            }
        }
        return of(origin, sums, squares, (double) training.size() * width);
    }

    private static Standardization of(
            double[] origin, double[] sums, double[] squares, double count) {
        var means = new ArrayList<Double>();
        var deviations = new ArrayList<Double>();
        for (int group = 0; group < sums.length; group++) {
            double mean = sums[group] / count;
            double deviation = Math.sqrt(Math.max(0, squares[group] / count - mean * mean));
            means.add(origin[group] + mean);
            deviations.add(deviation > 0 ? deviation : 1);
        }
        return new Standardization(means, deviations);
    }

    /**
     * {@return an example's inputs, shifted and scaled as {@link Dataset#standardized} does it} A
     * model does not do so itself: what it learned from standardized examples, it predicts from
     * standardized ones.
     *
     * @param inputs the inputs as they were measured; not changed
     * @throws IllegalArgumentException if they are not a row of values, or channels of equal size,
     *     for which there are means
     */
    public float[] apply(float[] inputs) {
        if (inputs.length == 0 || inputs.length % means.size() != 0) {
            throw new IllegalArgumentException(
                    Text.of(
                            "%s cannot be divided into %s",
                            NumberText.counted(inputs.length, "input value"),
                            means.size() + " channels or columns"));
        }
        float[] scaled = inputs.clone();
        StandardizedDataset.scale(scaled, shifts(), factors());
        return scaled;
    }

    float[] shifts() {
        float[] shifts = new float[means.size()];
        for (int group = 0; group < shifts.length; group++) {
            shifts[group] = means.get(group).floatValue();
        }
        return shifts;
    }

    float[] factors() {
        float[] factors = new float[deviations.size()];
        for (int group = 0; group < factors.length; group++) {
            factors[group] = (float) (1 / deviations.get(group));
        }
        return factors;
    }

    static int groups(Shape input) {
        return input.isImage() ? input.dimension(0) : input.size();
    }
}
