package dev.gradus.onnx;

import dev.gradus.protobuf.Message;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * ONNX's GraphProto, built node by node. Values have the names of those who make them: {@code
 * dense1/output} comes out of {@code dense1}, and a slash is in no name of a user's.
 */
final class Graph {
    static final String MACHINE_LEARNING = "ai.onnx.ml";

    private final Message proto = new Message();
    private final Set<String> constants = new HashSet<>();
    private boolean hasMachineLearning;

    Graph(String name) {
        proto.text(2, name);
    }

    void input(String name, Tensor.Type type, List<Integer> extents) {
        proto.message(11, Tensor.info(name, type, extents));
    }

    void output(String name, List<Integer> extents) {
        output(name, Tensor.Type.FLOAT32, extents);
    }

    void output(String name, Tensor.Type type, List<Integer> extents) {
        proto.message(12, Tensor.info(name, type, extents));
    }

    /** Adds constant values and returns their name. */
    String floats(String name, List<Integer> extents, float... values) {
        if (constants.add(name)) {
            proto.message(5, Tensor.floats(name, extents, values));
        }
        return name;
    }

    /** Adds a constant number and returns its name. */
    String doubles(String name, double value) {
        return doubles(name, List.of(), value);
    }

    /** Adds constant values and returns their name. */
    String doubles(String name, List<Integer> extents, double... values) {
        if (constants.add(name)) {
            proto.message(5, Tensor.doubles(name, extents, values));
        }
        return name;
    }

    /** Adds a vector of constant whole numbers and returns its name. */
    String integers(String name, long... values) {
        if (constants.add(name)) {
            proto.message(5, Tensor.integers(name, List.of(values.length), values));
        }
        return name;
    }

    /** Adds an operator and returns the name of its output, which is made from the operator's. */
    String node(String operator, String name, List<String> inputs, Attribute... attributes) {
        return node(operator, name, inputs, name + "/output", attributes);
    }

    String node(
            String operator,
            String name,
            List<String> inputs,
            String output,
            Attribute... attributes) {
        add(operator, "", name, inputs, output, attributes);
        return output;
    }

    /** Adds an operator of the set for machine learning other than networks, {@code ai.onnx.ml}. */
    String machineLearning(
            String operator,
            String name,
            List<String> inputs,
            String output,
            Attribute... attributes) {
        hasMachineLearning = true;
        add(operator, MACHINE_LEARNING, name, inputs, output, attributes);
        return output;
    }

    /** Returns whether an operator of {@code ai.onnx.ml} is needed. */
    boolean hasMachineLearning() {
        return hasMachineLearning;
    }

    private void add(
            String operator,
            String domain,
            String name,
            List<String> inputs,
            String output,
            Attribute... attributes) {
        var node = new Message();
        inputs.forEach(input -> node.text(1, input));
        node.text(2, output).text(3, name).text(4, operator);
        Arrays.stream(attributes).forEach(attribute -> node.message(5, attribute.proto()));
        if (!domain.isEmpty()) {
            node.text(7, domain);
        }
        proto.message(1, node);
    }

    Message proto() {
        return proto;
    }
}
