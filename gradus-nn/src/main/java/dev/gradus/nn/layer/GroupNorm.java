package dev.gradus.nn.layer;

import dev.gradus.nn.tensor.Shape;
import dev.gradus.number.Text;
import dev.gradus.text.TextForm;

/**
 * y = scale · (x − mean) / √(variance + epsilon) + shift, with the mean and the (biased) variance
 * of each group of channels of each example, and a scale and a shift for each channel. Wu and He
 * 2018; PyTorch's {@code GroupNorm}. What it computes does not depend on the batch.
 *
 * @param groups how many groups of channels, of equal size: it divides the channels of an image or
 *     a sequence, or the values of a vector
 * @param epsilon added to the variance, above 0; 1e-5 by default
 */
public record GroupNorm(int groups, double epsilon) implements ArrayLayer {
    /**
     * Checks the settings.
     *
     * @throws IllegalArgumentException if one is out of range; the message names it
     */
    public GroupNorm {
        Layers.requireAtLeastOne("groupNorm", "groups", groups);
        Layers.requireEpsilon("groupNorm", epsilon);
    }

    @Override
    public Placement place(Site site) {
        int channels = site.input().dimension(0);
        if (channels % groups != 0) {
            throw new IllegalArgumentException(
                    Text.of(
                            "groupNorm layer '%s' cuts its channels into %d groups, got %d channels (shape %s); use a divisor of %d",
                            site.name(), groups, channels, site.input(), channels));
        }
        return Placement.of(site.input(), site.scaleAndShift(channels));
    }

    @Override
    public Function function(Node node, int rows) {
        return new Groups(node.input(), rows);
    }

    @Override
    public String toString() {
        return TextForm.of("groupNorm")
                .with(groups)
                .with("epsilon", epsilon, Layers.groupNorm(groups).epsilon)
                .toString();
    }

    private final class Groups implements Function {
        private final int channels;
        private final int places;

        /** How many values a group of one example has. */
        private final int values;

        /** One for each group of each example. */
        private final double[] means;

        private final double[] factors;

        private Groups(Shape shape, int rows) {
            channels = shape.dimension(0);
            places = shape.size() / channels;
            values = shape.size() / groups;
            means = new double[Math.multiplyExact(rows, groups)];
            factors = new double[means.length];
        }

        @Override
        public void forward(Pass pass) {
            float[] x = pass.input();
            for (int group = 0; group < pass.rows() * groups; group++) {
                measure(x, group);
                for (int i = group * values; i < (group + 1) * values; i++) {
                    int channel = channel(i);
                    pass.output()[i] =
                            (float)
                                    (pass.parameter(0)[channel] * normal(x[i], group)
                                            + pass.parameter(1)[channel]);
                }
            }
        }

        private void measure(float[] x, int group) {
            double sum = 0;
            for (int i = group * values; i < (group + 1) * values; i++) {
                sum += x[i];
            }
            double mean = sum / values;
            double squares = 0;
            for (int i = group * values; i < (group + 1) * values; i++) {
                squares += (x[i] - mean) * (x[i] - mean);
            }
            means[group] = mean;
            factors[group] = 1 / Math.sqrt(squares / values + epsilon);
        }

        /**
         * With g = scale · gradient and the normalized value z, the gradient of a value is factor ·
         * (g − mean of g − z · mean of g · z) over its group.
         */
        @Override
        public void backward(Pass pass) {
            float[] x = pass.input();
            float[] gradient = pass.outputGradient();
            float[] back = pass.inputGradient();
            for (int group = 0; group < pass.rows() * groups; group++) {
                double sum = 0;
                double weighted = 0;
                for (int i = group * values; i < (group + 1) * values; i++) {
                    int channel = channel(i);
                    double normal = normal(x[i], group);
                    pass.parameterGradient(0)[channel] += (float) (gradient[i] * normal);
                    pass.parameterGradient(1)[channel] += gradient[i];
                    double scaled = pass.parameter(0)[channel] * gradient[i];
                    sum += scaled;
                    weighted += scaled * normal;
                }
                for (int i = group * values; back.length > 0 && i < (group + 1) * values; i++) {
                    double scaled = pass.parameter(0)[channel(i)] * gradient[i];
                    double apart = (sum + normal(x[i], group) * weighted) / values;
                    back[i] = (float) (factors[group] * (scaled - apart));
                }
            }
        }

        private double normal(float x, int group) {
            return (x - means[group]) * factors[group];
        }

        private int channel(int i) {
            return i / places % channels;
        }
    }
}
