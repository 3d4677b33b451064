package dev.gradus.nn.layer;

import dev.gradus.nn.parameter.Initializer;
import dev.gradus.number.Text;
import dev.gradus.text.TextForm;
import java.util.ArrayList;
import java.util.List;

/** All layers, ready to be written down: {@code import static dev.gradus.nn.layer.Layers.*}. */
public final class Layers {
    private Layers() {}

    /**
     * {@return {@link Dense} with this many outputs and a bias that is initialized with 0}
     *
     * @param outputs the number of output values or channels, at least 1
     */
    public static Dense dense(int outputs) {
        return new Dense(outputs, Initializer.byActivation(), Initializer.zeros(), Bias.WITH);
    }

    /**
     * {@return {@link Conv2d} with this many channels out of a square window, stride 1, no padding}
     *
     * @param outputs the number of output values or channels, at least 1
     * @param kernel the extent of the window, at least 1
     */
    public static Conv2d conv2d(int outputs, int kernel) {
        return conv2d(outputs, Size.square(kernel));
    }

    /**
     * {@return {@link Conv2d} with this many channels out of this window, stride 1, no padding}
     *
     * @param outputs the number of output values or channels, at least 1
     * @param kernel the extent of the window, at least 1
     */
    public static Conv2d conv2d(int outputs, Size kernel) {
        return new Conv2d(
                outputs,
                kernel,
                Size.square(1),
                Padding.none(),
                Size.square(1),
                1,
                Initializer.byActivation(),
                Initializer.zeros(),
                Bias.WITH);
    }

    /**
     * {@return {@link Conv1d} with this many channels out of this window, stride 1, no padding}
     *
     * @param outputs the number of output values or channels, at least 1
     * @param kernel the extent of the window, at least 1
     */
    public static Conv1d conv1d(int outputs, int kernel) {
        return new Conv1d(conv2d(outputs, new Size(1, kernel)));
    }

    /**
     * {@return {@link Embedding} of this many different numbers as vectors of this width}
     *
     * @param entries how many different numbers may come in, at least 1
     * @param width values in a vector, at least 1
     */
    public static Embedding embedding(int entries, int width) {
        return new Embedding(entries, width, Initializer.normal(1));
    }

    /**
     * {@return the maximum over square windows that do not overlap}
     *
     * @param window the side of the window, at least 1
     */
    public static Pool maxPool(int window) {
        return new Pool(Pool.Kind.MAX, Size.square(window), Size.square(window), Padding.none());
    }

    /**
     * {@return the mean over square windows that do not overlap}
     *
     * @param window the side of the window, at least 1
     */
    public static Pool averagePool(int window) {
        return new Pool(
                Pool.Kind.AVERAGE, Size.square(window), Size.square(window), Padding.none());
    }

    /** {@return {@link GlobalAveragePool}} */
    public static GlobalAveragePool globalAveragePool() {
        return new GlobalAveragePool();
    }

    /** {@return {@link Flatten}} */
    public static Flatten flatten() {
        return new Flatten();
    }

    /**
     * {@return {@link Dropout} of this share of the values; as the first layer it drops inputs}
     *
     * @param rate the share of values that are dropped, in [0, 1)
     */
    public static Dropout dropout(double rate) {
        return new Dropout(rate);
    }

    /** {@return {@link BatchNorm} with momentum 0.1 and epsilon 1e-5} */
    public static BatchNorm batchNorm() {
        return new BatchNorm(0.1, 1e-5);
    }

    /**
     * {@return {@link GroupNorm} with this many groups of channels and epsilon 1e-5}
     *
     * @param groups how many groups; they divide the channels evenly
     */
    public static GroupNorm groupNorm(int groups) {
        return new GroupNorm(groups, 1e-5);
    }

    /** {@return {@link LayerNorm} with epsilon 1e-5} */
    public static LayerNorm layerNorm() {
        return new LayerNorm(1e-5);
    }

    /**
     * {@return {@link Residual} with these layers in its block and the identity as its shortcut}
     *
     * @param block the layers of the block
     */
    public static Residual residual(Layer... block) {
        return new Residual(List.of(block), List.of());
    }

    /**
     * {@return {@link Concat} of these branches, each a list of layers: {@code
     * concat(List.of(dense(8)), List.of())} appends the values themselves to the 8 outputs of the
     * dense layer}
     *
     * @param branches lists of layers; an empty one passes its input on
     */
    @SafeVarargs
    public static Concat concat(List<Layer>... branches) {
        var all = new ArrayList<List<Layer>>();
        for (List<Layer> branch : branches) {
            all.add(branch);
        }
        return new Concat(all);
    }

    /**
     * {@return {@link Source}: the layers after it continue from the value with this name}
     *
     * @param name an earlier layer or input
     */
    public static Source source(String name) {
        return new Source(name);
    }

    /** {@return {@link Activation.Relu}} */
    public static Activation relu() {
        return new Activation.Relu();
    }

    /** {@return {@link Activation.LeakyRelu} with slope 0.01} */
    public static Activation leakyRelu() {
        return leakyRelu(0.01);
    }

    /**
     * {@return {@link Activation.LeakyRelu} with this slope left of 0}
     *
     * @param slope what negative inputs are multiplied by
     */
    public static Activation leakyRelu(double slope) {
        return new Activation.LeakyRelu(slope);
    }

    /** {@return {@link Prelu} with slopes that start at 0.25} */
    public static Prelu prelu() {
        return new Prelu(0.25);
    }

    /** {@return {@link Activation.Elu} with alpha 1} */
    public static Activation elu() {
        return elu(1);
    }

    /**
     * {@return {@link Activation.Elu} with this lower limit}
     *
     * @param alpha the value that large negative inputs approach, negated
     */
    public static Activation elu(double alpha) {
        return new Activation.Elu(alpha);
    }

    /** {@return {@link Activation.Gelu}} */
    public static Activation gelu() {
        return new Activation.Gelu();
    }

    /** {@return {@link Activation.Silu}, also called swish} */
    public static Activation silu() {
        return new Activation.Silu();
    }

    /** {@return {@link Activation.Sigmoid}} */
    public static Activation sigmoid() {
        return new Activation.Sigmoid();
    }

    /** {@return {@link Activation.Tanh}} */
    public static Activation tanh() {
        return new Activation.Tanh();
    }

    /** {@return {@link Activation.Softplus}} */
    public static Activation softplus() {
        return new Activation.Softplus();
    }

    /** {@return {@link Activation.Softmax}} */
    public static Activation softmax() {
        return new Activation.Softmax();
    }

    /** Returns a layer's text with the settings of its weights and biases that are not defaults. */
    static String trainable(TextForm text, Initializer weights, Initializer biases, Bias bias) {
        return text.with("initializer", weights, Initializer.byActivation())
                .with("biasInitializer", biases, Initializer.zeros())
                .with("bias", bias == Bias.WITH, true)
                .toString();
    }

    /**
     * Checks a whole-number setting of a layer.
     *
     * @param layer the layer's name in text
     * @param argument the setting
     * @param value its value
     * @throws IllegalArgumentException if the value is below 1
     */
    public static void requireAtLeastOne(String layer, String argument, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(
                    Text.of("%s %s must be at least 1, got %d", layer, argument, value));
        }
    }

    static void requireEpsilon(String layer, double epsilon) {
        if (!(epsilon > 0) || Double.isInfinite(epsilon)) {
            throw new IllegalArgumentException(
                    "%s epsilon must be finite and above 0, got %s".formatted(layer, epsilon));
        }
    }
}
