package dev.gradus.nn;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
    private final Shape input;
    private final List<Layer> layers;
    private final List<Node> nodes;

    private Network(Shape input, List<Layer> layers) {
        this.input = input;
        this.layers = List.copyOf(layers);
        this.nodes = Assembly.of(input, this.layers);
    }

    /**
     * Returns the network that passes its input through these layers in turn.
     *
     * @param input the shape of one example
     * @param layers at least one layer
     * @throws IllegalArgumentException if a layer does not fit what comes before it; the message
     *     names the layer
     */
    public static Network of(Shape input, Layer... layers) {
        return new Network(input, List.of(layers));
    }

    /**
     * Returns the network that passes its input through these layers in turn; see {@link #of(Shape,
     * Layer...)}.
     */
    public static Network of(Shape input, List<Layer> layers) {
        return new Network(input, layers);
    }

    /**
     * Returns the network that this text describes: layers as they are written in Java, separated
     * by blanks, as in {@code conv2d(32, 3) relu maxPool(2) flatten dense(10)}. {@link #text} is
     * the way back.
     *
     * @throws dev.gradus.text.TextException if the text does not say layers; it points at the place
     * @throws IllegalArgumentException if a layer does not fit what comes before it
     */
    public static Network parse(Shape input, String text) {
        return new Network(input, LayerText.parse(text));
    }

    /** Returns the layers as text, as {@link #parse} reads it. */
    public String text() {
        return layers.stream().map(Layer::toString).collect(Collectors.joining(" "));
    }

    /** Returns the shape of one example on the way in. */
    public Shape input() {
        return input;
    }

    /** Returns the shape of one example on the way out. */
    public Shape output() {
        return nodes.getLast().output();
    }

    /** Returns the layers as they were given. */
    public List<Layer> layers() {
        return layers;
    }

    /**
     * Returns the layers in their places, in the order of computation; those inside a residual are
     * inside its node.
     */
    public List<Node> nodes() {
        return nodes;
    }

    /**
     * Returns all parameters in the order of computation, a residual's block before its shortcut.
     */
    public List<Parameter> parameters() {
        return everyNode(nodes).flatMap(node -> node.parameters().stream()).toList();
    }

    /** Returns all statistics in the order of computation. */
    public List<Statistic> statistics() {
        return everyNode(nodes).flatMap(node -> node.statistics().stream()).toList();
    }

    /** Returns how many values training can change. */
    public long parameterCount() {
        return parameters().stream().mapToLong(Parameter::size).sum();
    }

    /** Returns every node, those inside a residual after it. */
    static Stream<Node> everyNode(List<Node> nodes) {
        return nodes.stream()
                .flatMap(node ->
                        Stream.of(
                                        Stream.of(node),
                                        everyNode(node.block()),
                                        everyNode(node.shortcut()))
                                .flatMap(inner -> inner));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Network network
                && input.equals(network.input)
                && layers.equals(network.layers);
    }

    @Override
    public int hashCode() {
        return 31 * input.hashCode() + layers.hashCode();
    }

    @Override
    public String toString() {
        return input + " " + text();
    }
}
