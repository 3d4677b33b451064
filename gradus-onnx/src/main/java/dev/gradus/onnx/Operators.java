package dev.gradus.onnx;

import dev.gradus.nn.layer.Activation;
import dev.gradus.nn.layer.BatchNorm;
import dev.gradus.nn.layer.Conv1d;
import dev.gradus.nn.layer.Conv2d;
import dev.gradus.nn.layer.Dense;
import dev.gradus.nn.layer.Dropout;
import dev.gradus.nn.layer.Embedding;
import dev.gradus.nn.layer.Flatten;
import dev.gradus.nn.layer.GlobalAveragePool;
import dev.gradus.nn.layer.GroupNorm;
import dev.gradus.nn.layer.Join;
import dev.gradus.nn.layer.LayerNorm;
import dev.gradus.nn.layer.Node;
import dev.gradus.nn.layer.OwnLayer;
import dev.gradus.nn.layer.Pool;
import dev.gradus.nn.layer.Prelu;
import dev.gradus.nn.layer.Sum;
import dev.gradus.nn.parameter.Parameter;
import dev.gradus.nn.parameter.Statistic;
import dev.gradus.nn.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Writes the layers of a network as operators of ONNX, in inference mode. */
final class Operators {
    private final Graph graph;
    private final Function<String, float[]> values;
    private final Set<String> wholeNumbers;

    /**
     * Writes into a graph.
     *
     * @param values gives the values of a parameter or statistic by its name
     * @param wholeNumbers the inputs that are int64
     */
    Operators(Graph graph, Function<String, float[]> values, Set<String> wholeNumbers) {
        this.graph = graph;
        this.values = values;
        this.wholeNumbers = wholeNumbers;
    }

    /**
     * Adds what computes a node, and returns the name of what comes out.
     *
     * @param in the names of what comes in
     * @throws IllegalArgumentException if ONNX has no operator for it; the message names the layer
     */
    String add(Node node, List<String> in) {
        String x = in.getFirst();
        return switch (node.operation()) {
            case Dense _ -> dense(node, x);
            case Conv1d conv -> convolution(node, x, conv.overImage());
            case Conv2d conv -> convolution(node, x, conv);
            case Pool pool -> pool(node, x, pool.over(node.input()));
            case GlobalAveragePool _ -> globalAveragePool(node, x);
            case Flatten _ -> flat(node.name(), node.input(), x);
            case Dropout _ -> x;
            case BatchNorm norm -> batchNorm(node, x, norm);
            case LayerNorm norm -> layerNorm(node, x, norm);
            case Activation activation -> new Activations(graph).add(activation, node, x);
            case Prelu _ -> prelu(node, x);
            case GroupNorm norm -> groupNorm(node, x, norm);
            case Embedding _ -> embedding(node, x);
            case Sum _ -> graph.node("Add", node.name(), in);
            case Join _ -> graph.node("Concat", node.name(), in, Attribute.of("axis", 1L));
            case OwnLayer _ -> throw unknown(node);
        };
    }

    private static IllegalArgumentException unknown(Node node) {
        return new IllegalArgumentException(
                "layer '%s' (%s) is written in Java, and ONNX has no operator for it; export a network without it"
                        .formatted(node.name(), node.operation()));
    }

    private String dense(Node node, String x) {
        var inputs = new ArrayList<>(List.of(flat(node.name() + "/flatten", node.input(), x)));
        node.parameters().forEach(parameter -> inputs.add(constant(parameter)));
        return graph.node("Gemm", node.name(), inputs, Attribute.of("transB", 1L));
    }

    private String convolution(Node node, String x, Conv2d conv) {
        var inputs = new ArrayList<>(List.of(x));
        node.parameters().forEach(parameter -> inputs.add(constant(parameter)));
        var window =
                new OnnxWindow(
                        node.input(),
                        conv.kernel(),
                        conv.stride(),
                        conv.padding(),
                        conv.dilation());
        return graph.node(
                "Conv",
                node.name(),
                inputs,
                window.kernelShape(),
                window.strides(),
                window.pads(),
                window.dilations(),
                Attribute.of("group", (long) conv.groups()));
    }

    private String pool(Node node, String x, Pool pool) {
        OnnxWindow window = OnnxWindow.of(pool, node.input());
        return switch (pool.kind()) {
            case MAX ->
                    graph.node(
                            "MaxPool",
                            node.name(),
                            List.of(x),
                            window.kernelShape(),
                            window.strides(),
                            window.pads());
            case AVERAGE ->
                    graph.node(
                            "AveragePool",
                            node.name(),
                            List.of(x),
                            window.kernelShape(),
                            window.strides(),
                            window.pads(),
                            Attribute.of("count_include_pad", 0L));
        };
    }

    private String globalAveragePool(Node node, String x) {
        String means = graph.node("GlobalAveragePool", node.name() + "/mean", List.of(x));
        return graph.node("Flatten", node.name(), List.of(means), Attribute.of("axis", 1L));
    }

    private String flat(String name, Shape shape, String x) {
        return shape.isVector()
                ? x
                : graph.node("Flatten", name, List.of(x), Attribute.of("axis", 1L));
    }

    private String batchNorm(Node node, String x, BatchNorm norm) {
        var inputs = new ArrayList<>(List.of(x));
        node.parameters().forEach(parameter -> inputs.add(constant(parameter)));
        node.statistics().forEach(statistic -> inputs.add(constant(statistic)));
        return graph.node(
                "BatchNormalization", node.name(), inputs, Attribute.of("epsilon", norm.epsilon()));
    }

    private String layerNorm(Node node, String x, LayerNorm norm) {
        List<Integer> extents = node.input().dimensions();
        var inputs = new ArrayList<>(List.of(x));
        node.parameters().forEach(parameter -> inputs.add(constant(parameter.name(), extents)));
        return graph.node(
                "LayerNormalization",
                node.name(),
                inputs,
                Attribute.of("axis", 1L),
                Attribute.of("epsilon", norm.epsilon()));
    }

    /**
     * Each group as one channel of a sequence, which InstanceNormalization normalizes: ONNX's own
     * operator for groups came later, and changed its meaning once.
     */
    private String groupNorm(Node node, String x, GroupNorm norm) {
        String name = node.name();
        String cut = graph.integers(name + "/groups", 0, norm.groups(), -1);
        List<Integer> each = List.of(norm.groups());
        String normal =
                graph.node(
                        "InstanceNormalization",
                        name + "/normalize",
                        List.of(
                                graph.node("Reshape", name + "/cut", List.of(x, cut)),
                                graph.floats(name + "/ones", each, filled(norm.groups(), 1)),
                                graph.floats(name + "/zeros", each, filled(norm.groups(), 0))),
                        Attribute.of("epsilon", norm.epsilon()));
        String shape = graph.integers(name + "/shape", withExamples(node.input()));
        String whole = graph.node("Reshape", name + "/join", List.of(normal, shape));
        List<Integer> extents = perChannel(node.input());
        String scale = constant(node.parameters().get(0).name(), extents);
        String shift = constant(node.parameters().get(1).name(), extents);
        String scaled = graph.node("Mul", name + "/scaled", List.of(whole, scale));
        return graph.node("Add", name, List.of(scaled, shift));
    }

    private static float[] filled(int count, float value) {
        float[] values = new float[count];
        Arrays.fill(values, value);
        return values;
    }

    /** Returns a shape as Reshape takes it: 0 leaves the dimension of examples as it is. */
    private static long[] withExamples(Shape shape) {
        return IntStream.range(0, shape.rank() + 1)
                .mapToLong(i -> i == 0 ? 0 : shape.dimension(i - 1))
                .toArray();
    }

    private String prelu(Node node, String x) {
        String slope = constant(node.parameters().getFirst().name(), perChannel(node.input()));
        return graph.node("PRelu", node.name(), List.of(x, slope));
    }

    /** Vectors of an embedding are channels: ONNX puts them last. */
    private String embedding(Node node, String x) {
        String entries =
                wholeNumbers.contains(x)
                        ? x
                        : graph.node(
                                "Cast",
                                node.name() + "/entries",
                                List.of(x),
                                Attribute.of("to", (long) Tensor.Type.INT64.number));
        String vectors =
                graph.node(
                        "Gather",
                        node.name() + "/vectors",
                        List.of(constant(node.parameters().getFirst()), entries));
        return graph.node(
                "Transpose", node.name(), List.of(vectors), Attribute.of("perm", 0, 2, 1));
    }

    /** Returns the extents by which one value for each channel meets all of its places. */
    private static List<Integer> perChannel(Shape shape) {
        var extents = new ArrayList<>(Collections.nCopies(shape.rank(), 1));
        extents.set(0, shape.dimension(0));
        return extents;
    }

    private String constant(Parameter parameter) {
        return constant(parameter.name(), parameter.dimensions());
    }

    private String constant(Statistic statistic) {
        return constant(statistic.name(), List.of(statistic.size()));
    }

    private String constant(String name, List<Integer> extents) {
        return graph.floats(name, extents, values.apply(name));
    }
}
