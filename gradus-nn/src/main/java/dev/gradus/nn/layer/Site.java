package dev.gradus.nn.layer;

import dev.gradus.nn.parameter.Initializer;
import dev.gradus.nn.parameter.Parameter;
import dev.gradus.nn.parameter.Parameter.Role;
import dev.gradus.nn.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The position of a layer in a network, as the layer sees it.
 *
 * @param name the layer's name in the network
 * @param input the shape of one example on the way in
 * @param next the activation that follows, ignoring norms, pools and dropout in between; a prelu
 *     counts as the leakyRelu it starts as; empty if a layer with weights, or the end, comes first
 */
public record Site(String name, Shape input, Optional<Activation> next) {
    /** Returns the same position with a sequence read as an image of one row. */
    Site asImage() {
        return new Site(name, input.asImage(), next);
    }

    /**
     * {@return the input shape, which must be an image}
     *
     * @throws IllegalArgumentException if it is not
     */
    public Shape image() {
        if (!input.isImage()) {
            throw new IllegalArgumentException(
                    "layer '%s' takes an image (channels x height x width), got shape %s; put it before flatten and dense"
                            .formatted(name, input));
        }
        return input;
    }

    /**
     * {@return the weights of a layer, and its bias if it has one}
     *
     * @param dimensions the extents of the weights, outputs first
     * @param fanIn how many values enter one unit
     * @param fanOut how many units one value enters
     * @param start how weights and biases are initialized
     */
    public List<Parameter> weights(List<Integer> dimensions, int fanIn, int fanOut, Start start) {
        var parameters = new ArrayList<Parameter>();
        parameters.add(
                new Parameter(
                        name + ".weight",
                        Role.WEIGHT,
                        dimensions,
                        decided(start.weights()),
                        fanIn,
                        fanOut));
        if (start.bias() == Bias.WITH) {
            int outputs = dimensions.getFirst();
            Initializer biases =
                    start.biases() instanceof Initializer.ByActivation
                            ? Initializer.zeros()
                            : start.biases();
            parameters.add(
                    new Parameter(
                            name + ".bias", Role.BIAS, List.of(outputs), biases, fanIn, outputs));
        }
        return parameters;
    }

    /**
     * How the weights and the bias of a layer are initialized.
     *
     * @param weights the initializer of the weights
     * @param biases the initializer of the bias
     * @param bias whether there is a bias
     */
    public record Start(Initializer weights, Initializer biases, Bias bias) {}

    /**
     * {@return the scale and the shift of a normalization, initialized with 1 and 0}
     *
     * @param size how many values are normalized
     */
    public List<Parameter> scaleAndShift(int size) {
        return List.of(
                parameter(Role.SCALE, size, Initializer.constant(1)),
                parameter(Role.SHIFT, size, Initializer.zeros()));
    }

    private Parameter parameter(Role role, int size, Initializer initializer) {
        String word = role == Role.SCALE ? ".scale" : ".shift";
        return new Parameter(name + word, role, List.of(size), initializer, size, size);
    }

    /** Returns the initializer itself, or the one that suits the activation that follows. */
    private Initializer decided(Initializer initializer) {
        return initializer instanceof Initializer.ByActivation
                ? next.map(Site::suiting).orElseGet(Initializer::xavier)
                : initializer;
    }

    private static Initializer suiting(Activation activation) {
        return switch (activation) {
            case Activation.Relu() -> Initializer.he();
            case Activation.LeakyRelu leaky -> Initializer.he();
            case Activation.Elu elu -> Initializer.he();
            case Activation.Gelu() -> Initializer.he();
            case Activation.Silu() -> Initializer.he();
            case Activation.Softplus() -> Initializer.he();
            case Activation.Sigmoid() -> Initializer.xavier();
            case Activation.Tanh() -> Initializer.xavier();
            case Activation.Softmax() -> Initializer.xavier();
        };
    }
}
