package dev.gradus.onnx;

import dev.gradus.nn.layer.Activation;
import dev.gradus.nn.layer.Node;
import java.util.List;

/** Writes activations as operators of ONNX. */
record Activations(Graph graph) {
    String add(Activation activation, Node node, String x) {
        String name = node.name();
        return switch (activation) {
            case Activation.Relu() -> graph.node("Relu", name, List.of(x));
            case Activation.LeakyRelu(double slope) ->
                    graph.node("LeakyRelu", name, List.of(x), Attribute.of("alpha", slope));
            case Activation.Elu(double alpha) ->
                    graph.node("Elu", name, List.of(x), Attribute.of("alpha", alpha));
            case Activation.Gelu() -> gelu(name, x);
            case Activation.Silu() ->
                    graph.node(
                            "Mul",
                            name,
                            List.of(x, graph.node("Sigmoid", name + "/gate", List.of(x))));
            case Activation.Sigmoid() -> graph.node("Sigmoid", name, List.of(x));
            case Activation.Tanh() -> graph.node("Tanh", name, List.of(x));
            case Activation.Softplus() -> graph.node("Softplus", name, List.of(x));
            case Activation.Softmax() ->
                    graph.node("Softmax", name, List.of(x), Attribute.of("axis", 1L));
        };
    }

    /** x · (1 + erf(x / √2)) / 2, in the order in which runtimes recognize it. */
    private String gelu(String name, String x) {
        String root = scalar("constant/root2", (float) Math.sqrt(2));
        String one = scalar("constant/one", 1);
        String half = scalar("constant/half", 0.5f);
        String scaled = graph.node("Div", name + "/scaled", List.of(x, root));
        String erf = graph.node("Erf", name + "/erf", List.of(scaled));
        String share = graph.node("Add", name + "/share", List.of(erf, one));
        String product = graph.node("Mul", name + "/product", List.of(x, share));
        return graph.node("Mul", name, List.of(product, half));
    }

    private String scalar(String name, float value) {
        return graph.floats(name, List.of(), value);
    }
}
