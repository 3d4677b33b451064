package dev.gradus.train.examples;

import static dev.gradus.nn.layer.Layers.dense;
import static dev.gradus.nn.layer.Layers.dropout;

import dev.gradus.data.Dataset;
import dev.gradus.nn.Network;
import dev.gradus.nn.check.GradientCheck;
import dev.gradus.nn.check.GradientReport;
import dev.gradus.nn.examples.Adamax;
import dev.gradus.nn.examples.BalancedAccuracy;
import dev.gradus.nn.examples.FocalLoss;
import dev.gradus.nn.examples.Orthogonal;
import dev.gradus.nn.examples.Swish;
import dev.gradus.nn.optimizer.WeightDecay;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.nn.tensor.Target;
import dev.gradus.run.Run;
import dev.gradus.train.Trainer;
import dev.gradus.train.Training;
import dev.gradus.train.TrainingResult;
import dev.gradus.train.checkpoint.CheckpointStore;

/** How own parts are used, as docs/own-parts.md shows it. */
final class OwnPartsExample {
    private OwnPartsExample() {}

    static Trainer trainer() {
        // @start region="use"
        var network =
                Network.of(
                        Shape.vector(2),
                        dense(8).initializer(new Orthogonal(1)),
                        new Swish(),
                        dropout(0.2),
                        dense(3));
        var trainer =
                Trainer.of(network, new FocalLoss(1, 2))
                        .optimizer(new Adamax(0.9, 0.99, 1e-8, WeightDecay.decoupled(0.01)))
                        .learningRate(0.02)
                        .controllers(new BoldDriver(1.05, 0.5))
                        .metrics(new BalancedAccuracy())
                        .stopWhen(new GeneralizationLoss(20))
                        .validateOn(0.25)
                        .epochs(8)
                        .seed(5);
        // @end
        return trainer;
    }

    static TrainingResult resume(Trainer trainer, Run run, Dataset data) {
        // @start region="resume"
        try (Training training = trainer.runIn(run).prepare(data)) {
            training.resume(new CheckpointStore(run.checkpoints(), 1).newest());
            return training.run();
        }
        // @end
    }

    static GradientReport check() {
        // @start region="check"
        GradientCheck.of(new Swish(), Shape.vector(5)).report().requireClose();
        GradientCheck.of(new FocalLoss(1, 2), Target.classes(4)).report().requireClose();

        var network = Network.of(Shape.vector(2), dense(8), new Swish(), dense(3));
        GradientReport report =
                GradientCheck.of(network, new FocalLoss(1, 2), Target.classes(3)).report();
        report.requireClose();
        // @end
        return report;
    }
}
