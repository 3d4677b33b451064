package dev.gradus.nn;

import dev.gradus.nn.layer.Input;
import dev.gradus.nn.layer.Layer;
import dev.gradus.nn.layer.LayerText;
import dev.gradus.nn.layer.Layers;
import dev.gradus.nn.layer.Node;
import dev.gradus.nn.parameter.Parameter;
import dev.gradus.nn.parameter.Statistic;
import dev.gradus.nn.tensor.Shape;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A network as a value: y = f(W, x), described layer by layer, its shapes checked, without any
 * memory.
 *
 * <p>
 *
 * {@snippet :
 * var network = Network.of(
 *         Shape.image(1, 28, 28), conv2d(32, 3), relu(), maxPool(2), flatten(), dense(10));
 * }
 *
 * <p>Two networks are equal when their input and layers are. A {@link dev.gradus.nn.engine.Backend}
 * compiles one for running.
 */
public final class Network {
    /** The name of the input of a network that has one. */
    public static final String INPUT = "input";

    private final List<Input> inputs;
    private final List<Layer> layers;
    private final List<Node> nodes;

    private Network(List<Input> inputs, List<Layer> layers) {
        if (inputs.isEmpty()) {
            throw new IllegalArgumentException("a network has at least one input, got none");
        }
        this.inputs = List.copyOf(inputs);
        this.layers = List.copyOf(layers);
        this.nodes = Assembly.of(this.inputs, this.layers);
    }

    /**
     * {@return the network that passes its input through these layers in turn}
     *
     * @param input the shape of one example
     * @param layers at least one layer
     * @throws IllegalArgumentException if a layer does not fit what comes before it; the message
     *     names the layer
     */
    public static Network of(Shape input, Layer... layers) {
        return of(input, List.of(layers));
    }

    /**
     * {@return the network that passes its input through these layers in turn; see {@link
     * #of(Shape, Layer...)}}
     *
     * @param input the shape of one example
     * @param layers the layers, in the order in which values pass through them
     */
    public static Network of(Shape input, List<Layer> layers) {
        return of(List.of(new Input(INPUT, input)), layers);
    }

    /**
     * {@return a network with several inputs, which its layers find by {@link Layers#source}}
     *
     * {@snippet :
     * var network = Network.of(
     *         List.of(new Input("pixels", Shape.image(1, 28, 28)), new Input("age", Shape.vector(1))),
     *         List.of(
     *                 concat(
     *                         List.of(source("pixels"), conv2d(8, 3), relu(), flatten()),
     *                         List.of(source("age"), dense(4))),
     *                 dense(10)));
     * }
     *
     * @param inputs at least one; the layers begin with the first
     * @param layers the layers, in the order in which values pass through them
     * @throws IllegalArgumentException if a layer does not fit what comes before it, or nothing
     *     reads an input or a layer; the message names it
     */
    public static Network of(List<Input> inputs, List<Layer> layers) {
        return new Network(inputs, layers);
    }

    /**
     * {@return the network that this text describes: layers as they are written in Java, separated
     * by blanks, as in {@code conv2d(32, 3) relu maxPool(2) flatten dense(10)}} {@link #text} is
     * the way back.
     *
     * @param input the shape of one example
     * @param text layers separated by blanks
     * @throws dev.gradus.text.TextException if the text does not describe layers; it points at the
     *     place
     * @throws IllegalArgumentException if a layer does not fit what comes before it
     */
    public static Network parse(Shape input, String text) {
        return of(input, LayerText.parse(text));
    }

    /**
     * {@return the network with these inputs that this text describes; see {@link #parse(Shape,
     * String)}}
     *
     * @param inputs the inputs, in their order in a row of a batch
     * @param text layers separated by blanks
     */
    public static Network parse(List<Input> inputs, String text) {
        return of(inputs, LayerText.parse(text));
    }

    /** {@return the layers as text that {@link #parse} reads} */
    public String text() {
        return layers.stream().map(Layer::toString).collect(Collectors.joining(" "));
    }

    /**
     * {@return the shape of one example on the way in: that of the input, or a vector of all values
     * of all inputs, one after another, if there are several}
     */
    public Shape input() {
        return inputs.size() == 1
                ? inputs.getFirst().shape()
                : Shape.vector(
                        inputs.stream()
                                .mapToInt(each -> each.shape().size())
                                .reduce(0, Math::addExact));
    }

    /** {@return the inputs in their order in a batch's row} */
    public List<Input> inputs() {
        return inputs;
    }

    /** {@return the shape of one example on the way out} */
    public Shape output() {
        return nodes.getLast().output();
    }

    /** {@return the layers as they were given} */
    public List<Layer> layers() {
        return layers;
    }

    /** {@return the layers in their places, in the order of computation} */
    public List<Node> nodes() {
        return nodes;
    }

    /** {@return how many nodes read the values of each input and node, by its name} */
    public Map<String, Integer> readers() {
        return Node.readers(nodes);
    }

    /**
     * {@return all parameters in the order of computation, a residual's block before its shortcut}
     */
    public List<Parameter> parameters() {
        return nodes.stream().flatMap(node -> node.parameters().stream()).toList();
    }

    /** {@return all statistics in the order of computation} */
    public List<Statistic> statistics() {
        return nodes.stream().flatMap(node -> node.statistics().stream()).toList();
    }

    /** {@return how many values training can change} */
    public long parameterCount() {
        return parameters().stream().mapToLong(Parameter::size).sum();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Network network
                && inputs.equals(network.inputs)
                && layers.equals(network.layers);
    }

    @Override
    public int hashCode() {
        return 31 * inputs.hashCode() + layers.hashCode();
    }

    /** {@return the shape of the input, or the name and shape of each if there are several} */
    public String inputText() {
        return inputs.size() == 1
                ? input().toString()
                : inputs.stream().map(Input::toString).collect(Collectors.joining(", "));
    }

    @Override
    public String toString() {
        return inputText() + " " + text();
    }
}
