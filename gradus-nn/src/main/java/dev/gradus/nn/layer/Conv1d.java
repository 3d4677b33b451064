package dev.gradus.nn.layer;

import dev.gradus.nn.parameter.Initializer;
import dev.gradus.nn.parameter.Parameter;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.number.Text;
import dev.gradus.text.TextForm;
import java.util.List;

/**
 * A one-dimensional cross-correlation along a sequence, as in PyTorch's {@code Conv1d}: the
 * convolution of an image of one row.
 *
 * @param overImage the convolution with a window, a stride, a padding and a dilation of one row;
 *     its weights are outputs × channels / groups × width
 */
public record Conv1d(Conv2d overImage) implements Transform {
    /**
     * Checks the settings.
     *
     * @throws IllegalArgumentException if one is out of range; the message names it
     */
    public Conv1d {
        if (overImage.kernel().height() != 1
                || overImage.stride().height() != 1
                || overImage.dilation().height() != 1
                || isTall(overImage.padding())) {
            throw new IllegalArgumentException(
                    "conv1d has a window over one row, got " + overImage);
        }
    }

    private static boolean isTall(Padding padding) {
        return padding instanceof Padding.Symmetric symmetric && symmetric.height() != 0;
    }

    /**
     * {@return this layer with a window that moves by this much}
     *
     * @param stride how far the window moves, at least 1
     */
    public Conv1d stride(int stride) {
        return new Conv1d(overImage.stride(new Size(1, stride)));
    }

    /**
     * {@return this layer with this many zeros before and after the sequence}
     *
     * @param border padded places on each side, at least 0
     */
    public Conv1d padding(int border) {
        return padding(Padding.of(border));
    }

    /**
     * {@return this layer with this padding before and after the sequence}
     *
     * @param padding the padding
     * @throws IllegalArgumentException if it pads rows and columns by different numbers
     */
    public Conv1d padding(Padding padding) {
        if (padding instanceof Padding.Symmetric(int height, int width)
                && height != 0
                && height != width) {
            throw new IllegalArgumentException(
                    Text.of("conv1d pads along one row, as in padding=%d, got %s", width, padding));
        }
        return new Conv1d(
                overImage.padding(
                        padding instanceof Padding.Symmetric symmetric
                                ? new Padding.Symmetric(0, symmetric.width())
                                : padding));
    }

    /**
     * {@return this layer with the values of a window this far apart}
     *
     * @param dilation the distance between neighbours in the window, at least 1
     */
    public Conv1d dilation(int dilation) {
        return new Conv1d(overImage.dilation(new Size(1, dilation)));
    }

    /**
     * {@return this layer with channels cut into this many groups}
     *
     * @param groups how many groups; they divide the channels evenly
     */
    public Conv1d groups(int groups) {
        return new Conv1d(overImage.groups(groups));
    }

    /**
     * {@return this layer with this initializer of its weights}
     *
     * @param initializer how the values are initialized
     */
    public Conv1d initializer(Initializer initializer) {
        return new Conv1d(overImage.initializer(initializer));
    }

    /**
     * {@return this layer with this initializer of its bias}
     *
     * @param initializer how the values are initialized
     */
    public Conv1d biasInitializer(Initializer initializer) {
        return new Conv1d(overImage.biasInitializer(initializer));
    }

    /** {@return this layer without a bias, as before a normalization} */
    public Conv1d withoutBias() {
        return new Conv1d(overImage.withoutBias());
    }

    @Override
    public Placement place(Site site) {
        if (!site.input().isSequence()) {
            throw new IllegalArgumentException(
                    "conv1d layer '%s' takes a sequence (channels x length), got shape %s"
                            .formatted(site.name(), site.input()));
        }
        Placement image = overImage.place(site.asImage());
        return Placement.of(
                Shape.sequence(image.output().dimension(0), image.output().dimension(2)),
                image.parameters().stream().map(Conv1d::ofOneRow).toList());
    }

    private static Parameter ofOneRow(Parameter parameter) {
        List<Integer> extents = parameter.dimensions();
        return extents.size() == 1
                ? parameter
                : new Parameter(
                        parameter.name(),
                        parameter.role(),
                        List.of(extents.get(0), extents.get(1), extents.get(3)),
                        parameter.initializer(),
                        parameter.fanIn(),
                        parameter.fanOut());
    }

    @Override
    public String toString() {
        TextForm text =
                TextForm.of("conv1d")
                        .with(overImage.outputs())
                        .with(overImage.kernel().width())
                        .with("stride", overImage.stride().width(), 1)
                        .with("padding", alongRow(overImage.padding()), "0")
                        .with("dilation", overImage.dilation().width(), 1)
                        .with("groups", overImage.groups(), 1);
        return Layers.trainable(text, overImage.weights(), overImage.biases(), overImage.bias());
    }

    private static String alongRow(Padding padding) {
        return padding instanceof Padding.Symmetric symmetric
                ? String.valueOf(symmetric.width())
                : padding.toString();
    }
}
