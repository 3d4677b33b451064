package dev.gradus.onednn;

import static dev.gradus.nn.layer.Layers.batchNorm;
import static dev.gradus.nn.layer.Layers.conv2d;
import static dev.gradus.nn.layer.Layers.dense;
import static dev.gradus.nn.layer.Layers.dropout;
import static dev.gradus.nn.layer.Layers.flatten;
import static dev.gradus.nn.layer.Layers.globalAveragePool;
import static dev.gradus.nn.layer.Layers.maxPool;
import static dev.gradus.nn.layer.Layers.relu;
import static dev.gradus.nn.layer.Layers.residual;

import dev.gradus.nn.Network;
import dev.gradus.nn.engine.Program;
import dev.gradus.nn.engine.ProgramOptions;
import dev.gradus.nn.engine.StateEntry;
import dev.gradus.nn.loss.Losses;
import dev.gradus.nn.optimizer.Optimizers;
import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.nn.tensor.Target;
import java.util.Random;

/**
 * Networks and examples large enough for two threads and blocked layouts, and not one of their
 * sizes a round one.
 */
public final class Examples {
    public static final int SLICE = 19;
    public static final int CLASSES = 10;

    private Examples() {}

    static Network lenet() {
        return Network.parse(
                Shape.image(1, 28, 28),
                "conv2d(6,5,padding=2) relu maxPool(2) conv2d(16,5) relu maxPool(2)"
                        + " flatten dense(120) relu dense(84) relu dense(10)");
    }

    static Network digits() {
        return Network.of(
                Shape.image(1, 28, 28),
                conv2d(24, 5),
                maxPool(2),
                relu(),
                conv2d(32, 3),
                maxPool(2),
                relu(),
                flatten(),
                dropout(0.25),
                dense(207),
                relu(),
                dense(CLASSES));
    }

    static Network images() {
        return Network.of(
                Shape.image(3, 17, 13),
                conv2d(16, 3).padding(1).withoutBias(),
                batchNorm(),
                relu(),
                residual(
                                conv2d(32, 3).stride(2).padding(1).withoutBias(),
                                batchNorm(),
                                relu(),
                                conv2d(32, 3).padding(1).withoutBias(),
                                batchNorm())
                        .shortcut(conv2d(32, 1).stride(2).withoutBias(), batchNorm()),
                relu(),
                residual(
                        conv2d(32, 3).padding(1).groups(2),
                        relu(),
                        dropout(0.1),
                        conv2d(32, 3).padding(1)),
                relu(),
                globalAveragePool(),
                dense(CLASSES));
    }

    static Network wide() {
        return Network.of(
                Shape.vector(207),
                dense(513),
                relu(),
                dense(301),
                batchNorm(),
                relu(),
                dense(CLASSES));
    }

    public static ProgramOptions options() {
        return ProgramOptions.of(Losses.softmaxCrossEntropy(), Optimizers.momentum(0.9), SLICE, 11)
                .threads(2);
    }

    public static Batch batch(Network network, int size, int number) {
        var random = new Random(31L * number + size);
        var batch = new Batch(size, network.input().size(), Target.classes(CLASSES));
        batch.size(size);
        for (int i = 0; i < batch.inputs().length; i++) {
            batch.inputs()[i] = random.nextFloat();
        }
        for (int i = 0; i < batch.labels().length; i++) {
            batch.labels()[i] = random.nextInt(CLASSES);
        }
        return batch;
    }

    /** Makes one step and returns its loss. */
    public static double step(Program program, Batch batch, long step) {
        double loss = program.forwardBackward(batch, step);
        program.gradientNorm();
        program.update(0.01, 0.9, 0, 1);
        return loss;
    }

    static float[] read(Program program, StateEntry entry) {
        float[] values = new float[entry.size()];
        program.read(entry, values);
        return values;
    }
}
