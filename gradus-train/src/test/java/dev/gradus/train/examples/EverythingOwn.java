package dev.gradus.train.examples;

import static dev.gradus.nn.layer.Layers.dense;
import static dev.gradus.nn.layer.Layers.dropout;

import dev.gradus.data.Dataset;
import dev.gradus.nn.Network;
import dev.gradus.nn.examples.Adamax;
import dev.gradus.nn.examples.BalancedAccuracy;
import dev.gradus.nn.examples.FocalLoss;
import dev.gradus.nn.examples.Orthogonal;
import dev.gradus.nn.examples.Swish;
import dev.gradus.nn.metric.Metrics;
import dev.gradus.nn.optimizer.ParameterGroup;
import dev.gradus.nn.optimizer.WeightDecay;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.schedule.named.Schedules;
import dev.gradus.train.Trainer;
import java.util.List;

/** A run in which every part that can be the user's own is. */
public final class EverythingOwn {
    /** The parts, as records name them. */
    public static final List<String> PARTS =
            List.of(
                    "initializer Orthogonal[gain=1.0]",
                    "layer Swish[]",
                    "loss FocalLoss[alpha=1.0, gamma=2.0]",
                    "optimizer Adamax[beta1=0.9, beta2=0.99, epsilon=1.0E-8, weightDecay=decoupled(0.01)]",
                    "metric BalancedAccuracy[]",
                    "controller BoldDriver[up=1.05, down=0.5]",
                    "stop rule GeneralizationLoss[percent=500.0]");

    private EverythingOwn() {}

    /** Eight epochs of five steps. */
    public static Trainer trainer(String backend) {
        return Trainer.of(network(), new FocalLoss(1, 2))
                .optimizer(new Adamax(0.9, 0.99, 1e-8, WeightDecay.decoupled(0.01)))
                .groups(new ParameterGroup("dense1*", 0.5, 1))
                .learningRate(Schedules.cosine(0.05, 0.01))
                .controllers(new BoldDriver(1.05, 0.5))
                .metrics(new BalancedAccuracy(), Metrics.accuracy())
                .judgeBy(new BalancedAccuracy())
                .stopWhen(new GeneralizationLoss(500))
                .clipNorm(1)
                .validateOn(0.25)
                .backend(backend)
                .threads(1)
                .sliceSize(4)
                .batchSize(6)
                .epochs(8)
                .seed(5);
    }

    /** Two inputs, three outputs. */
    public static Network network() {
        return Network.of(
                Shape.vector(2),
                dense(8).initializer(new Orthogonal(1)),
                new Swish(),
                dropout(0.2),
                dense(3));
    }

    /** Points on two curves, and a third value for each. */
    public static Dataset values() {
        float[][] inputs = new float[70][];
        float[][] values = new float[70][];
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = new float[] {(float) Math.sin(3 * i), (float) Math.cos(5 * i)};
            values[i] = new float[] {inputs[i][0] * inputs[i][1], inputs[i][1], 1};
        }
        return Dataset.ofValues(Shape.vector(2), inputs, values);
    }

    /** Points around the corners of a triangle. */
    public static Dataset data() {
        float[][] inputs = new float[40][2];
        int[] labels = new int[40];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = i % 3;
            double angle = 2 * Math.PI * labels[i] / 3 + 0.9 * Math.sin(7.0 * i);
            inputs[i][0] = (float) (Math.cos(angle) + 0.4 * Math.sin(11.0 * i));
            inputs[i][1] = (float) (Math.sin(angle) + 0.4 * Math.cos(13.0 * i));
        }
        return Dataset.ofLabels(Shape.vector(2), inputs, labels, 3);
    }
}
