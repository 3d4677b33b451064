package dev.gradus.nn.engine.loss;

import dev.gradus.nn.Network;
import dev.gradus.nn.engine.thread.Team;
import dev.gradus.nn.layer.Activation;
import dev.gradus.nn.layer.Node;
import dev.gradus.nn.loss.Loss;
import dev.gradus.nn.loss.OwnLoss;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.number.NumberText;
import dev.gradus.number.Text;

/** Checks that a loss suits the end of a network. */
final class LossFit {
    private LossFit() {}

    static LossHead head(Loss loss, Network network) {
        Node last = network.nodes().getLast();
        int outputs = network.output().size();
        double mean = 1.0 / outputs;
        return switch (loss) {
            case Loss.SoftmaxCrossEntropy crossEntropy -> {
                requireNoSoftmax(last);
                requireClassOutputs(crossEntropy, last);
                yield new SoftmaxCrossEntropyHead(crossEntropy, outputs, Team.of(1));
            }
            case Loss.BinaryCrossEntropy() -> {
                requireNoSigmoid(last);
                yield new ValueHead(new Pointwise.BinaryCrossEntropy(mean), outputs);
            }
            case Loss.MeanSquaredError() -> new ValueHead(new Pointwise.Squared(mean), outputs);
            case Loss.MeanAbsoluteError() -> new ValueHead(new Pointwise.Absolute(mean), outputs);
            case Loss.Huber(double delta) ->
                    new ValueHead(new Pointwise.Huber(mean, delta), outputs);
            case OwnLoss own -> new OwnHead(own, network.output());
            case Loss.Quadratic() -> new ValueHead(new Pointwise.Squared(0.5), outputs);
        };
    }

    private static void requireNoSoftmax(Node last) {
        if (last.operation() instanceof Activation.Softmax) {
            throw new IllegalArgumentException(
                    "softmaxCrossEntropy includes the softmax, but the network ends with softmax layer '%s'; remove that layer"
                            .formatted(last.name()));
        }
    }

    private static void requireNoSigmoid(Node last) {
        if (last.operation() instanceof Activation.Sigmoid) {
            throw new IllegalArgumentException(
                    "binaryCrossEntropy includes the sigmoid, but the network ends with sigmoid layer '%s'; remove that layer"
                            .formatted(last.name()));
        }
    }

    private static void requireClassOutputs(Loss.SoftmaxCrossEntropy loss, Node last) {
        Shape output = last.output();
        if (output.rank() != 1 || output.size() < 2) {
            throw new IllegalArgumentException(
                    "softmaxCrossEntropy takes one output per class, got shape %s from layer '%s'; end the network with %sdense(CLASSES)"
                            .formatted(output, last.name(), output.rank() == 1 ? "" : "flatten "));
        }
        int weights = loss.classWeights().size();
        if (weights != 0 && weights != output.size()) {
            throw new IllegalArgumentException(
                    Text.of(
                            "softmaxCrossEntropy has %s, but the network's last layer '%s' has %d outputs; give one weight per class",
                            NumberText.counted(weights, "class weight"),
                            last.name(),
                            output.size()));
        }
    }
}
