package dev.gradus.nn.layer;

import dev.gradus.nn.parameter.Initializer;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.number.Text;
import dev.gradus.text.TextForm;
import java.util.List;

/**
 * A two-dimensional cross-correlation over an image, as in PyTorch's {@code Conv2d}. With padding p
 * before and q after, each side of the output is ⌊(input + p + q − dilation · (kernel − 1) − 1) /
 * stride⌋ + 1 long.
 *
 * @param outputs the number of output channels, a multiple of groups
 * @param kernel the window
 * @param stride how far the window moves
 * @param padding zeros around the image
 * @param dilation the distance between the window's places
 * @param groups channels in and out are divided into this many groups, each of which sees only its
 *     own
 * @param weights the initializer of W (outputs × channels / groups × height × width)
 * @param biases the initializer of b (outputs)
 * @param bias whether there is a b
 */
public record Conv2d(
        int outputs,
        Size kernel,
        Size stride,
        Padding padding,
        Size dilation,
        int groups,
        Initializer weights,
        Initializer biases,
        Bias bias)
        implements Transform {
    /**
     * Checks the settings.
     *
     * @throws IllegalArgumentException if one is out of range; the message names it
     */
    public Conv2d {
        Layers.requireAtLeastOne("conv2d", "outputs", outputs);
        Layers.requireAtLeastOne("conv2d", "groups", groups);
        if (outputs % groups != 0) {
            throw new IllegalArgumentException(
                    Text.of(
                            "conv2d outputs must be a multiple of groups, got %d outputs and %d groups",
                            outputs, groups));
        }
    }

    /**
     * {@return this layer with a window that moves by this much, down and across}
     *
     * @param stride how far the window moves, at least 1
     */
    public Conv2d stride(int stride) {
        return stride(Size.square(stride));
    }

    /**
     * {@return this layer with a window that moves by this much down and across}
     *
     * @param stride how far the window moves, at least 1
     */
    public Conv2d stride(Size stride) {
        return new Conv2d(
                outputs, kernel, stride, padding, dilation, groups, weights, biases, bias);
    }

    /**
     * {@return this layer with this many zeros around the image}
     *
     * @param border padded places on each side, at least 0
     */
    public Conv2d padding(int border) {
        return padding(Padding.of(border));
    }

    /**
     * {@return this layer with this padding around the image}
     *
     * @param padding the padding
     */
    public Conv2d padding(Padding padding) {
        return new Conv2d(
                outputs, kernel, stride, padding, dilation, groups, weights, biases, bias);
    }

    /**
     * {@return this layer with the values of a window this far apart}
     *
     * @param dilation the distance between neighbours in the window, at least 1
     */
    public Conv2d dilation(int dilation) {
        return dilation(Size.square(dilation));
    }

    /**
     * {@return this layer with places of the window this far apart, down and across}
     *
     * @param dilation the distance between neighbours in the window, at least 1
     */
    public Conv2d dilation(Size dilation) {
        return new Conv2d(
                outputs, kernel, stride, padding, dilation, groups, weights, biases, bias);
    }

    /**
     * {@return this layer with channels cut into this many groups}
     *
     * @param groups how many groups; they divide the channels evenly
     */
    public Conv2d groups(int groups) {
        return new Conv2d(
                outputs, kernel, stride, padding, dilation, groups, weights, biases, bias);
    }

    /**
     * {@return this layer with this initializer of its weights}
     *
     * @param initializer how the values are initialized
     */
    public Conv2d initializer(Initializer initializer) {
        return new Conv2d(
                outputs, kernel, stride, padding, dilation, groups, initializer, biases, bias);
    }

    /**
     * {@return this layer with this initializer of its bias}
     *
     * @param initializer how the values are initialized
     */
    public Conv2d biasInitializer(Initializer initializer) {
        return new Conv2d(
                outputs, kernel, stride, padding, dilation, groups, weights, initializer, bias);
    }

    /** {@return this layer without a bias, as before a normalization} */
    public Conv2d withoutBias() {
        return new Conv2d(
                outputs, kernel, stride, padding, dilation, groups, weights, biases, Bias.WITHOUT);
    }

    @Override
    public Placement place(Site site) {
        int channels = site.image().dimension(0);
        if (channels % groups != 0) {
            throw new IllegalArgumentException(
                    Text.of(
                            "layer '%s' cuts its channels into %d groups, got %d channels (shape %s); use a divisor of %d",
                            site.name(), groups, channels, site.input(), channels));
        }
        Shape output = new Window(kernel, stride, padding, dilation).over(site, outputs);
        int places = kernel.height() * kernel.width();
        int perGroup = channels / groups;
        return Placement.of(
                output,
                site.weights(
                        List.of(outputs, perGroup, kernel.height(), kernel.width()),
                        perGroup * places,
                        outputs / groups * places,
                        new Site.Start(weights, biases, bias)));
    }

    @Override
    public String toString() {
        TextForm text =
                TextForm.of("conv2d")
                        .with(outputs)
                        .with(kernel)
                        .with("stride", stride, Size.square(1))
                        .with("padding", padding, Padding.none())
                        .with("dilation", dilation, Size.square(1))
                        .with("groups", groups, 1);
        return Layers.trainable(text, weights, biases, bias);
    }
}
