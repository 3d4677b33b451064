package dev.gradus.bench.dl4j;

import dev.gradus.bench.workload.Update;
import dev.gradus.nn.Activation.Relu;
import dev.gradus.nn.Layer.BatchNorm;
import dev.gradus.nn.Layer.Bias;
import dev.gradus.nn.Layer.Conv2d;
import dev.gradus.nn.Layer.Dense;
import dev.gradus.nn.Layer.Flatten;
import dev.gradus.nn.Layer.GlobalAveragePool;
import dev.gradus.nn.Layer.Pool;
import dev.gradus.nn.Layer.Residual;
import dev.gradus.nn.Network;
import dev.gradus.nn.Node;
import dev.gradus.nn.Padding.Symmetric;
import dev.gradus.nn.Shape;
import java.util.List;
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
    private static final String INPUT = "input";

    private final GraphBuilder graph;
    private final Node last;

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
                        .addInputs(INPUT)
                        .setInputTypes(inputType(network.input()));
        Node last = network.nodes().getLast();
        new Dl4jGraph(graph, last).add(network.nodes(), INPUT);
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

    /** Adds nodes behind a vertex and returns the name of the last vertex. */
    private String add(List<Node> nodes, String before) {
        String end = before;
        for (int i = 0; i < nodes.size(); i++) {
            Node node = nodes.get(i);
            boolean product = node.layer() instanceof Dense || node.layer() instanceof Conv2d;
            boolean rectified =
                    product && i + 1 < nodes.size() && nodes.get(i + 1).layer() instanceof Relu;
            end = add(node, rectified ? Activation.RELU : Activation.IDENTITY, end);
            if (rectified) {
                i++;
            }
        }
        return end;
    }

    private String add(Node node, Activation activation, String before) {
        if (node.layer() instanceof Flatten) {
            return before; // DL4J puts it in by itself
        }
        if (node.layer() instanceof Residual) {
            return addSum(node, before);
        }
        graph.addLayer(node.name(), layer(node, activation), before);
        return node.name();
    }

    private Layer layer(Node node, Activation activation) {
        return switch (node.layer()) {
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

    private String addSum(Node node, String before) {
        graph.addVertex(
                node.name(),
                new ElementWiseVertex(ElementWiseVertex.Op.Add),
                add(node.block(), before),
                add(node.shortcut(), before));
        return node.name();
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
