package dev.gradus.nn.layer;

import dev.gradus.nn.parameter.Initializer;
import dev.gradus.nn.parameter.Parameter;
import dev.gradus.nn.parameter.Parameter.Role;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.text.TextForm;
import java.util.List;

/**
 * x where x > 0, else slope · x, with a trained slope for each channel of an image or a sequence,
 * or each value of a vector. He et al. 2015, "Delving deep into rectifiers"; PyTorch's {@code
 * PReLU(num_parameters)} with as many parameters as channels. Weight decay does not apply to
 * slopes.
 *
 * @param start the slopes before training, finite; 0.25 by default, as in PyTorch
 */
public record Prelu(double start) implements ArrayLayer {
    /**
     * Checks the settings.
     *
     * @throws IllegalArgumentException if one is out of range; the message names it
     */
    public Prelu {
        if (!Double.isFinite(start)) {
            throw new IllegalArgumentException(
                    "prelu(start) takes a finite slope to start with, got " + start);
        }
    }

    @Override
    public Placement place(Site site) {
        int channels = site.input().dimension(0);
        return Placement.of(
                site.input(),
                List.of(
                        new Parameter(
                                site.name() + ".slope",
                                Role.SCALE,
                                List.of(channels),
                                Initializer.constant(start),
                                1,
                                1)));
    }

    @Override
    public Function function(Node node, int rows) {
        return new Slopes(node.input());
    }

    @Override
    public String toString() {
        return TextForm.of("prelu").with("start", start, Layers.prelu().start).toString();
    }

    private static final class Slopes implements Function {
        private final int channels;
        private final int places;

        private Slopes(Shape shape) {
            channels = shape.dimension(0);
            places = shape.size() / channels;
        }

        @Override
        public void forward(Pass pass) {
            float[] x = pass.input();
            float[] y = pass.output();
            for (int plane = 0; plane < pass.rows() * channels; plane++) {
                float slope = pass.parameter(0)[plane % channels];
                for (int i = plane * places; i < (plane + 1) * places; i++) {
                    y[i] = x[i] > 0 ? x[i] : slope * x[i];
                }
            }
        }

        @Override
        public void backward(Pass pass) {
            float[] x = pass.input();
            float[] gradient = pass.outputGradient();
            float[] back = pass.inputGradient();
            for (int plane = 0; plane < pass.rows() * channels; plane++) {
                float slope = pass.parameter(0)[plane % channels];
                double bySlope = 0;
                for (int i = plane * places; i < (plane + 1) * places; i++) {
                    bySlope += x[i] > 0 ? 0 : gradient[i] * x[i];
                    if (back.length > 0) {
                        back[i] = x[i] > 0 ? gradient[i] : slope * gradient[i];
                    }
                }
                pass.parameterGradient(0)[plane % channels] += (float) bySlope;
            }
        }
    }
}
