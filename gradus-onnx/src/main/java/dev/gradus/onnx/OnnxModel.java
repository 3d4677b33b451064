package dev.gradus.onnx;

import dev.gradus.model.Meaning;
import dev.gradus.model.Model;
import dev.gradus.nn.Network;
import dev.gradus.nn.engine.StateEntry;
import dev.gradus.nn.layer.Embedding;
import dev.gradus.nn.layer.Input;
import dev.gradus.nn.layer.Node;
import dev.gradus.nn.layer.Node.Wire;
import dev.gradus.nn.loss.Loss;
import dev.gradus.nn.loss.OwnLoss;
import dev.gradus.number.Text;
import dev.gradus.prepare.Preparation;
import dev.gradus.protobuf.Message;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A trained network as an ONNX model, in inference mode: without dropout, with running statistics.
 *
 * <p>Inputs have the network's names ({@code input} if there is one) and shapes, behind an open
 * dimension of examples. They are float32; an input that only embeddings read is int64. Nodes,
 * weights and statistics keep their names, as in {@code dense1.weight}. The one output is called
 * {@code output}, or {@code probabilities} where {@link Ending} makes such of it (with an
 * underscore behind it if an input has that name).
 *
 * <p>The model needs operator set {@value #OPERATOR_SET}, which runtimes have known since 2022.
 *
 * @see <a href="https://github.com/onnx/onnx/blob/main/docs/IR.md">the specification of ONNX</a>
 */
public final class OnnxModel {
    /** The version of ONNX's operators that a model uses. */
    public static final int OPERATOR_SET = 17;

    /** The version of the operators of ai.onnx.ml, which a preparation uses. */
    private static final int MACHINE_LEARNING_SET = 2;

    /** The version of the format that came with these operators. */
    private static final int FORMAT = 8;

    private static final long MOST_BYTES = Integer.MAX_VALUE - (1 << 20);

    private final Message proto;

    private OnnxModel(Message proto) {
        this.proto = proto;
    }

    /** What is done with the outputs of a network's last layer. */
    public enum Ending {
        /** Nothing: {@code output} is what the last layer gives. */
        AS_IT_IS("output", "Identity"),
        /** Softmax over all outputs, for a network trained with softmaxCrossEntropy. */
        SOFTMAX("probabilities", "Softmax"),
        /** Sigmoid of each output, for a network trained with binaryCrossEntropy. */
        SIGMOID("probabilities", "Sigmoid");

        final String output;
        final String operator;

        Ending(String output, String operator) {
            this.output = output;
            this.operator = operator;
        }
    }

    /**
     * {@return a trained model as an ONNX model} Its output is what {@link Model#predict(float[])}
     * gives: probabilities, or the outputs as they are. What it says about itself: {@code classes}
     * or {@code values}, a name a line where they have names; {@code preparation} as text; and
     * every fact of the model's provenance.
     *
     * <p>A model that was trained with a table takes its rows: an input for each column, named as
     * the column, of the shape N × 1. A number is a double, NaN where it is missing; every other
     * column is a string, as it stands in the table without blanks around it. A second output,
     * {@code class}, names each row's most probable class; values are in the unit of their column.
     *
     * @param model a trained model
     * @throws IllegalArgumentException if a column has no operator in ONNX, as a date, or a name
     *     that the graph has; the message names it
     * @throws IllegalArgumentException if a layer has no operators in ONNX, as one of the user's
     *     own, or the model would be larger than the 2 GiB that the format allows; the message
     *     names the layer
     * @see #withoutPreparation
     */
    public static OnnxModel of(Model model) {
        return of(model, model.meaning().preparation());
    }

    /**
     * {@return a trained model as an ONNX model that takes the numbers which the preparation of a
     * table makes of a row, and gives what the network makes of them; see {@link #of(Model)}}
     *
     * @param model a trained model
     */
    public static OnnxModel withoutPreparation(Model model) {
        return of(model, Optional.empty());
    }

    private static OnnxModel of(Model model, Optional<Preparation> preparation) {
        var values = new HashMap<String, float[]>();
        List<StateEntry> entries = model.values().entries();
        for (int i = 0; i < entries.size(); i++) {
            values.put(entries.get(i).name(), model.values().values(i));
        }
        Ending ending =
                switch (model.loss()) {
                    case Loss.SoftmaxCrossEntropy _ -> Ending.SOFTMAX;
                    case Loss.BinaryCrossEntropy _ -> Ending.SIGMOID;
                    case Loss.MeanSquaredError _,
                            Loss.MeanAbsoluteError _,
                            Loss.Huber _,
                            Loss.Quadratic _,
                            OwnLoss _ ->
                            Ending.AS_IT_IS;
                };
        return of(
                model.network(),
                name -> Objects.requireNonNull(values.get(name)),
                ending,
                metadata(model),
                preparation);
    }

    private static Map<String, String> metadata(Model model) {
        var metadata = new LinkedHashMap<String, String>();
        Meaning meaning = model.meaning();
        if (!meaning.outputs().isEmpty()) {
            metadata.put(
                    meaning.isClasses() ? "classes" : "values",
                    String.join("\n", meaning.outputs()));
        }
        meaning.preparation()
                .ifPresent(preparation -> metadata.put("preparation", preparation.text()));
        metadata.putAll(model.provenance().facts());
        return metadata;
    }

    /**
     * {@return a network as an ONNX model}
     *
     * @param network the network
     * @param values gives the values of each parameter and statistic by its name, in logical order
     * @param ending what is done with the outputs of the last layer
     * @param metadata what the model says about itself, by key
     * @throws IllegalArgumentException if a layer has no operators in ONNX, as one of the user's
     *     own, or the model would be larger than the 2 GiB that the format allows; the message
     *     names the layer
     */
    public static OnnxModel of(
            Network network,
            Function<String, float[]> values,
            Ending ending,
            Map<String, String> metadata) {
        return of(network, values, ending, metadata, Optional.empty());
    }

    private static OnnxModel of(
            Network network,
            Function<String, float[]> values,
            Ending ending,
            Map<String, String> metadata,
            Optional<Preparation> preparation) {
        requireFits(network);
        preparation.ifPresent(each -> requireFreeNames(each, network));
        var proto = new Message();
        proto.number(1, FORMAT).text(2, "gradus").text(4, "dev.gradus");
        Graph graph = graph(network, values, ending, preparation);
        proto.message(7, graph.proto());
        proto.message(8, new Message().text(1, "").number(2, OPERATOR_SET));
        if (graph.hasMachineLearning()) {
            proto.message(
                    8,
                    new Message().text(1, Graph.MACHINE_LEARNING).number(2, MACHINE_LEARNING_SET));
        }
        metadata.forEach(
                (key, value) -> proto.message(14, new Message().text(1, key).text(2, value)));
        return new OnnxModel(proto);
    }

    /** Everything besides the values takes little, and a mebibyte is left for it. */
    private static void requireFits(Network network) {
        long bytes = Float.BYTES * network.parameterCount();
        if (bytes > MOST_BYTES) {
            throw new IllegalArgumentException(
                    Text.of(
                            "an ONNX model holds at most 2 GiB, and the %d parameters of this network take %d bytes",
                            network.parameterCount(), bytes));
        }
    }

    private static void requireFreeNames(Preparation preparation, Network network) {
        var names = new ArrayList<String>();
        network.parameters().forEach(parameter -> names.add(parameter.name()));
        network.statistics().forEach(statistic -> names.add(statistic.name()));
        List<String> taken = PreparationOperators.taken(preparation, names);
        if (!taken.isEmpty()) {
            throw new IllegalArgumentException(
                    "a column with a slash in its name, or the name of a parameter, cannot be an input in ONNX, got %s; export without the preparation (--without-preparation, in Java OnnxModel.withoutPreparation)"
                            .formatted(taken));
        }
    }

    private static Graph graph(
            Network network,
            Function<String, float[]> values,
            Ending ending,
            Optional<Preparation> preparation) {
        var graph = new Graph("network");
        Set<String> wholeNumbers = preparation.isPresent() ? Set.of() : wholeNumbers(network);
        var known = new HashMap<String, String>();
        if (preparation.isPresent()) {
            known.putAll(new PreparationOperators(graph).add(preparation.get(), network.inputs()));
        } else {
            inputs(graph, network, wholeNumbers, known);
        }
        var operators = new Operators(graph, values, wholeNumbers);
        for (Node node : network.nodes()) {
            List<String> in = node.inputs().stream().map(wire -> value(known, wire)).toList();
            known.put(node.name(), operators.add(node, in));
        }
        String outputs = value(known, network.nodes().getLast().wire());
        new GraphEnding(graph, network, ending).add(outputs, preparation);
        return graph;
    }

    private static void inputs(
            Graph graph, Network network, Set<String> wholeNumbers, Map<String, String> known) {
        for (Input input : network.inputs()) {
            Tensor.Type type =
                    wholeNumbers.contains(input.name()) ? Tensor.Type.INT64 : Tensor.Type.FLOAT32;
            graph.input(input.name(), type, input.shape().dimensions());
            known.put(input.name(), input.name());
        }
    }

    private static String value(Map<String, String> known, Wire wire) {
        return Objects.requireNonNull(known.get(wire.from()));
    }

    /** Returns the inputs that embeddings read and nothing else. */
    private static Set<String> wholeNumbers(Network network) {
        return network.inputs().stream()
                .map(Input::name)
                .filter(name ->
                        network.nodes().stream()
                                .filter(node -> reads(node, name))
                                .allMatch(node -> node.operation() instanceof Embedding))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static boolean reads(Node node, String name) {
        return node.inputs().stream().anyMatch(wire -> wire.from().equals(name));
    }

    /** {@return how many bytes the model takes} */
    public long size() {
        return proto.size();
    }

    /**
     * Writes the model, which is what a file with the ending {@code .onnx} holds.
     *
     * @param out where the bytes go
     * @throws IOException if the stream cannot be written
     */
    public void writeTo(OutputStream out) throws IOException {
        proto.writeTo(out);
    }
}
