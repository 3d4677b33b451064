package dev.gradus.bench.dl4j;

import dev.gradus.bench.workload.Update;
import dev.gradus.nn.Network;
import dev.gradus.nn.layer.Activation.Relu;
import dev.gradus.nn.layer.BatchNorm;
import dev.gradus.nn.layer.Bias;
import dev.gradus.nn.layer.Conv2d;
import dev.gradus.nn.layer.Dense;
import dev.gradus.nn.layer.Flatten;
import dev.gradus.nn.layer.GlobalAveragePool;
import dev.gradus.nn.layer.Node;
import dev.gradus.nn.layer.Padding.Symmetric;
import dev.gradus.nn.layer.Pool;
import dev.gradus.nn.layer.Sum;
import dev.gradus.nn.tensor.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Networks as DL4J's graphs, layer by layer, with a relu inside the product before it. */
final class Dl4jGraph {
    private final GraphBuilder graph;
    private final Node last;

    /** The vertices of nodes that have another name there. */
    private final Map<String, String> vertices = new HashMap<>();

    private Dl4jGraph(GraphBuilder graph, Node last) {
        this.graph = graph;
        this.last = last;
    }

    static ComputationGraphConfiguration of(Network network, Update update) {
        var configuration = new NeuralNetConfiguration.Builder().updater(updater(update));
        if (update.weightDecay() > 0) {
            configuration.weightDecay(update.weightDecay(), true);
        }
        GraphBuilder graph =
                configuration
                        .graphBuilder()
                        .addInputs(Network.INPUT)
                        .setInputTypes(inputType(network.input()));
        Node last = network.nodes().getLast();
        new Dl4jGraph(graph, last).add(network);
        return graph.setOutputs(last.name()).build();
    }

    private static IUpdater updater(Update update) {
        double rate = update.learningRate();
        return switch (update) {
            case MOMENTUM -> new Nesterovs(rate, Update.MOMENTUM_FACTOR);
            case ADAMW -> new Adam(rate);
        };
    }

    private static InputType inputType(Shape shape) {
        return shape.rank() == 1
                ? InputType.feedForward(shape.size())
                : InputType.convolutional(
                        shape.dimension(1), shape.dimension(2), shape.dimension(0));
    }

    /** Adds all nodes; a relu behind a product is computed with it, under the product's name. */
    private void add(Network network) {
        List<Node> nodes = network.nodes();
        for (int i = 0; i < nodes.size(); i++) {
            Node node = nodes.get(i);
            boolean product =
                    node.operation() instanceof Dense || node.operation() instanceof Conv2d;
            boolean rectified =
                    product && i + 1 < nodes.size() && nodes.get(i + 1).operation() instanceof Relu;
            add(node, rectified ? Activation.RELU : Activation.IDENTITY);
            if (rectified) {
                i++;
                vertices.put(nodes.get(i).name(), node.name());
            }
        }
    }

    private void add(Node node, Activation activation) {
        String[] inputs =
                node.inputs().stream()
                        .map(wire -> vertices.getOrDefault(wire.from(), wire.from()))
                        .toArray(String[]::new);
        if (node.operation() instanceof Flatten) {
            vertices.put(node.name(), inputs[0]); // DL4J puts it in by itself
        } else if (node.operation() instanceof Sum) {
            graph.addVertex(node.name(), new ElementWiseVertex(ElementWiseVertex.Op.Add), inputs);
        } else {
            graph.addLayer(node.name(), layer(node, activation), inputs);
        }
    }

    private Layer layer(Node node, Activation activation) {
        return switch (node.operation()) {
            case Dense dense -> dense(node, dense, activation);
            case Conv2d conv -> convolution(conv).activation(activation).build();
            case BatchNorm norm ->
                    new BatchNormalization.Builder()
                            .eps(norm.epsilon())
                            .decay(1 - norm.momentum())
                            .build();
            case Relu _ -> new ActivationLayer(Activation.RELU);
            case Pool pool -> pool(pool);
            case GlobalAveragePool _ -> new GlobalPoolingLayer(PoolingType.AVG);
            default ->
                    throw new IllegalArgumentException(
                            "no DL4J layer was written for " + node.name());
        };
    }

    private FeedForwardLayer dense(Node node, Dense dense, Activation activation) {
        return node.equals(last)
                ? new OutputLayer.Builder(LossFunction.MCXENT)
                        .nOut(dense.outputs())
                        .activation(Activation.SOFTMAX)
                        .build()
                : new DenseLayer.Builder().nOut(dense.outputs()).activation(activation).build();
    }

    private static ConvolutionLayer.Builder convolution(Conv2d conv) {
        if (!(conv.padding() instanceof Symmetric padding)) {
            throw new IllegalArgumentException("convolutions are padded by numbers only here");
        }
        if (conv.groups() > 1) {
            throw new IllegalArgumentException("no DL4J layer was written for groups of channels");
        }
        return new ConvolutionLayer.Builder(conv.kernel().height(), conv.kernel().width())
                .nOut(conv.outputs())
                .stride(conv.stride().height(), conv.stride().width())
                .padding(padding.height(), padding.width())
                .hasBias(conv.bias() == Bias.WITH);
    }

    private static SubsamplingLayer pool(Pool pool) {
        return new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX)
                .kernelSize(pool.window().height(), pool.window().width())
                .stride(pool.stride().height(), pool.stride().width())
                .build();
    }
}
