package dev.gradus.nn;

import java.util.List;

/**
 * One step of a network, described and not yet given any memory: a value. {@link Layers} makes
 * them.
 *
 * <p>A layer knows nothing about its neighbours; {@link Network} fits them together and checks the
 * shapes.
 */
public sealed interface Layer permits Layer.Trainable, Layer.Plain, Activation, Named {
    /** A layer with parameters. */
    sealed interface Trainable extends Layer
            permits Dense, Conv2d, BatchNorm, LayerNorm, Residual {}

    /** A layer without parameters that is no activation. */
    sealed interface Plain extends Layer permits Pool, GlobalAveragePool, Flatten, Dropout {}

    /**
     * Returns this layer with a name of the user's, to be found under in messages, parameters and
     * files.
     *
     * @param name letters, digits, '_' and '-', unique in the network
     */
    default Named named(String name) {
        return new Named(name, this);
    }

    /** Whether a layer adds a trained bias to what it computes. */
    enum Bias {
        WITH,
        WITHOUT
    }

    /**
     * y = W x + b, for every example. Images are read as one long vector of channels, rows,
     * columns.
     *
     * @param outputs how many values come out, at least 1
     * @param weights how W (outputs × inputs) begins
     * @param biases how b (outputs) begins
     * @param bias whether there is a b
     */
    record Dense(int outputs, Initializer weights, Initializer biases, Bias bias)
            implements Trainable {
        public Dense {
            Layers.requireAtLeastOne("dense", "outputs", outputs);
        }

        /** Returns this layer with weights that begin so. */
        public Dense initializer(Initializer initializer) {
            return new Dense(outputs, initializer, biases, bias);
        }

        /** Returns this layer with biases that begin so. */
        public Dense biasInitializer(Initializer initializer) {
            return new Dense(outputs, weights, initializer, bias);
        }

        /** Returns this layer without a bias, as before a normalization. */
        public Dense withoutBias() {
            return new Dense(outputs, weights, biases, Bias.WITHOUT);
        }

        @Override
        public String toString() {
            return Layers.trainable(TextForm.of("dense").with(outputs), weights, biases, bias);
        }
    }

    /**
     * A two-dimensional cross-correlation over an image, as in PyTorch's {@code Conv2d}. With
     * padding p before and q after, each side of the output is ⌊(input + p + q − dilation · (kernel
     * − 1) − 1) / stride⌋ + 1 long.
     *
     * @param outputs how many channels come out, a multiple of groups
     * @param kernel the window
     * @param stride how far the window moves
     * @param padding zeros around the image
     * @param dilation the distance between the window's places
     * @param groups channels in and out are cut into so many groups, each seeing only its own
     * @param weights how W (outputs × channels / groups × height × width) begins
     * @param biases how b (outputs) begins
     * @param bias whether there is a b
     */
    record Conv2d(
            int outputs,
            Size kernel,
            Size stride,
            Padding padding,
            Size dilation,
            int groups,
            Initializer weights,
            Initializer biases,
            Bias bias)
            implements Trainable {
        public Conv2d {
            Layers.requireAtLeastOne("conv2d", "outputs", outputs);
            Layers.requireAtLeastOne("conv2d", "groups", groups);
            if (outputs % groups != 0) {
                throw new IllegalArgumentException(
                        "conv2d outputs must be a multiple of groups, got %d outputs and %d groups"
                                .formatted(outputs, groups));
            }
        }

        /** Returns this layer with a window that moves so far, down and across. */
        public Conv2d stride(int stride) {
            return new Conv2d(
                    outputs,
                    kernel,
                    Size.square(stride),
                    padding,
                    dilation,
                    groups,
                    weights,
                    biases,
                    bias);
        }

        /** Returns this layer with so many zeros around the image. */
        public Conv2d padding(int border) {
            return padding(Padding.of(border));
        }

        /** Returns this layer with this padding around the image. */
        public Conv2d padding(Padding padding) {
            return new Conv2d(
                    outputs, kernel, stride, padding, dilation, groups, weights, biases, bias);
        }

        /** Returns this layer with places of the window so far apart. */
        public Conv2d dilation(int dilation) {
            return new Conv2d(
                    outputs,
                    kernel,
                    stride,
                    padding,
                    Size.square(dilation),
                    groups,
                    weights,
                    biases,
                    bias);
        }

        /** Returns this layer with channels in so many groups. */
        public Conv2d groups(int groups) {
            return new Conv2d(
                    outputs, kernel, stride, padding, dilation, groups, weights, biases, bias);
        }

        /** Returns this layer with weights that begin so. */
        public Conv2d initializer(Initializer initializer) {
            return new Conv2d(
                    outputs, kernel, stride, padding, dilation, groups, initializer, biases, bias);
        }

        /** Returns this layer with biases that begin so. */
        public Conv2d biasInitializer(Initializer initializer) {
            return new Conv2d(
                    outputs, kernel, stride, padding, dilation, groups, weights, initializer, bias);
        }

        /** Returns this layer without a bias, as before a normalization. */
        public Conv2d withoutBias() {
            return new Conv2d(
                    outputs,
                    kernel,
                    stride,
                    padding,
                    dilation,
                    groups,
                    weights,
                    biases,
                    Bias.WITHOUT);
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

    /**
     * The largest or the mean value in each window of each channel. Padded places never count: the
     * maximum ignores them and the mean divides by the values that are there (Keras' rule;
     * PyTorch's {@code count_include_pad=False}).
     *
     * @param kind maximum or mean
     * @param window the window
     * @param stride how far the window moves
     * @param padding places around the image; before and after each smaller than the window
     */
    record Pool(Kind kind, Size window, Size stride, Padding padding) implements Plain {
        /** What a pool takes from its window. */
        public enum Kind {
            MAX("maxPool"),
            AVERAGE("averagePool");

            private final String text;

            Kind(String text) {
                this.text = text;
            }

            /** Returns the name of such a pool, {@code maxPool} or {@code averagePool}. */
            @Override
            public String toString() {
                return text;
            }
        }

        /** Returns this pool with a window that moves so far. */
        public Pool stride(int stride) {
            return new Pool(kind, window, Size.square(stride), padding);
        }

        /** Returns this pool with so many places around the image. */
        public Pool padding(int border) {
            return padding(Padding.of(border));
        }

        /** Returns this pool with this padding around the image. */
        public Pool padding(Padding padding) {
            return new Pool(kind, window, stride, padding);
        }

        @Override
        public String toString() {
            return TextForm.of(kind.text)
                    .with(window)
                    .with("stride", stride, window)
                    .with("padding", padding, Padding.none())
                    .toString();
        }
    }

    /**
     * The mean of each channel of an image: channels × height × width becomes a vector of channels.
     */
    record GlobalAveragePool() implements Plain {
        @Override
        public String toString() {
            return "globalAveragePool";
        }
    }

    /** An image as one long vector: channels, then rows, then columns. */
    record Flatten() implements Plain {
        @Override
        public String toString() {
            return "flatten";
        }
    }

    /**
     * While training, each value becomes 0 with probability {@code rate}, else is divided by (1 −
     * rate); otherwise nothing.
     *
     * @param rate the share that is dropped, {@code 0 ≤ rate < 1}
     */
    record Dropout(double rate) implements Plain {
        public Dropout {
            if (!(rate >= 0 && rate < 1)) {
                throw new IllegalArgumentException(
                        "dropout(rate) takes a rate in [0, 1), got " + rate);
            }
        }

        @Override
        public String toString() {
            return TextForm.of("dropout").with(rate).toString();
        }
    }

    /**
     * y = scale · (x − mean) / √(variance + epsilon) + shift, for each channel of an image or each
     * value of a vector. While training, mean and (biased) variance are those of the batch; running
     * ones, updated as running ← (1 − momentum) · running + momentum · batch (the variance with n /
     * (n − 1)), serve otherwise. Ioffe and Szegedy 2015.
     *
     * @param momentum the weight of the newest batch in the running statistics, in (0, 1]; 0.1
     *     unless said, as in PyTorch
     * @param epsilon added to the variance, above 0; 1e-5 unless said
     */
    record BatchNorm(double momentum, double epsilon) implements Trainable {
        public BatchNorm {
            if (!(momentum > 0 && momentum <= 1)) {
                throw new IllegalArgumentException(
                        "batchNorm momentum lies in (0, 1], got " + momentum);
            }
            Layers.requireEpsilon("batchNorm", epsilon);
        }

        @Override
        public String toString() {
            return TextForm.of("batchNorm")
                    .with("momentum", momentum, Layers.batchNorm().momentum)
                    .with("epsilon", epsilon, Layers.batchNorm().epsilon)
                    .toString();
        }
    }

    /**
     * y = scale · (x − mean) / √(variance + epsilon) + shift over all values of an example, with a
     * scale and a shift for each value. Ba et al. 2016; PyTorch's {@code LayerNorm} over all
     * dimensions but the batch.
     *
     * @param epsilon added to the variance, above 0; 1e-5 unless said
     */
    record LayerNorm(double epsilon) implements Trainable {
        public LayerNorm {
            Layers.requireEpsilon("layerNorm", epsilon);
        }

        @Override
        public String toString() {
            return TextForm.of("layerNorm")
                    .with("epsilon", epsilon, Layers.layerNorm().epsilon)
                    .toString();
        }
    }

    /**
     * y = block(x) + shortcut(x). He et al. 2015.
     *
     * @param block the layers of the long way, at least one
     * @param shortcut the layers of the short way; none is the identity
     */
    record Residual(List<Layer> block, List<Layer> shortcut) implements Trainable {
        public Residual {
            block = List.copyOf(block);
            shortcut = List.copyOf(shortcut);
            if (block.isEmpty()) {
                throw new IllegalArgumentException(
                        "residual needs at least one layer in its block");
            }
        }

        /**
         * Returns this block with these layers on the short way, as a 1x1 convolution where the
         * shape changes.
         */
        public Residual shortcut(Layer... layers) {
            return new Residual(block, List.of(layers));
        }

        @Override
        public String toString() {
            return TextForm.of("residual")
                    .with(block)
                    .with("shortcut", shortcut, List.of())
                    .toString();
        }
    }
}
