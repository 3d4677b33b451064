package dev.gradus.nn.layer;

import dev.gradus.nn.parameter.Statistic;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.text.TextForm;
import java.util.List;

/**
 * y = scale · (x − mean) / √(variance + epsilon) + shift, for each channel of an image or a
 * sequence, or each value of a vector. While training, mean and (biased) variance are those of the
 * batch; otherwise running ones are used, updated as running ← (1 − momentum) · running + momentum
 * · batch (the variance with n / (n − 1)). Ioffe and Szegedy 2015.
 *
 * <p>Where training keeps scale and shift as they are ({@code freeze}, or a group with a learning
 * rate of 0), the running statistics stay as they are as well and are used in training too, as in
 * Keras; PyTorch does so for a layer in {@code eval()}.
 *
 * @param momentum the weight of the newest batch in the running statistics, in (0, 1]; 0.1 by
 *     default, as in PyTorch
 * @param epsilon added to the variance, above 0; 1e-5 by default
 */
public record BatchNorm(double momentum, double epsilon) implements Transform {
    /**
     * Checks the settings.
     *
     * @throws IllegalArgumentException if one is out of range; the message names it
     */
    public BatchNorm {
        if (!(momentum > 0 && momentum <= 1)) {
            throw new IllegalArgumentException(
                    "batchNorm momentum must be in (0, 1], got " + momentum);
        }
        Layers.requireEpsilon("batchNorm", epsilon);
    }

    @Override
    public Placement place(Site site) {
        Shape shape = site.input();
        if (!shape.isVector() && !shape.asImage().isImage()) {
            throw new IllegalArgumentException(
                    "batchNorm layer '%s' takes a vector, a sequence or an image, got shape %s"
                            .formatted(site.name(), shape));
        }
        int channels = shape.dimension(0);
        return new Placement(
                shape,
                site.scaleAndShift(channels),
                List.of(
                        new Statistic(site.name() + ".mean", channels, 0),
                        new Statistic(site.name() + ".variance", channels, 1)));
    }

    @Override
    public String toString() {
        return TextForm.of("batchNorm")
                .with("momentum", momentum, Layers.batchNorm().momentum)
                .with("epsilon", epsilon, Layers.batchNorm().epsilon)
                .toString();
    }
}
