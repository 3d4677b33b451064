package dev.gradus.nn.engine.kit;

import static dev.gradus.nn.loss.Losses.meanSquaredError;
import static dev.gradus.nn.optimizer.Optimizers.momentum;

import dev.gradus.nn.Network;
import dev.gradus.nn.engine.FloatMath;
import dev.gradus.nn.engine.ProgramOptions;
import dev.gradus.nn.loss.Loss;
import dev.gradus.nn.optimizer.Optimizer;
import dev.gradus.nn.optimizer.ParameterGroup;
import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Precision;
import dev.gradus.nn.tensor.Target;
import java.util.List;
import java.util.Random;

/**
 * Something to train in a test.
 *
 * @param name what a failing test is called
 * @param network the network
 * @param loss the loss
 * @param target what is learned: as wide as the network's output
 * @param optimizer the optimizer
 */
public record Case(String name, Network network, Loss loss, Target target, Optimizer optimizer) {
    private static final long SEED = 7;

    /** Returns a case that learns values by momentum. */
    public static Case of(String name, Network network) {
        var target = Target.values(network.output().size());
        return new Case(name, network, meanSquaredError(), target, momentum(0.9));
    }

    /** Returns this case with another loss. */
    public Case loss(Loss loss, Target target) {
        return new Case(name, network, loss, target, optimizer);
    }

    /** Returns this case with another optimizer. */
    public Case optimizer(Optimizer optimizer) {
        return new Case(name, network, loss, target, optimizer);
    }

    /** Returns options with the case's loss and optimizer. */
    public ProgramOptions options(int sliceSize, int threads) {
        return options(sliceSize, threads, Double.POSITIVE_INFINITY, List.of());
    }

    /** Returns options with the case's loss and optimizer, clipping and groups. */
    public ProgramOptions options(
            int sliceSize, int threads, double gradientLimit, List<ParameterGroup> groups) {
        return new ProgramOptions(
                loss,
                optimizer,
                groups,
                sliceSize,
                sliceSize,
                gradientLimit,
                Precision.F32,
                threads,
                SEED);
    }

    /** Returns examples that look like data, the same at every call. */
    public Batch batch(int size, int number) {
        var random = new Random(31L * number + size);
        var batch = new Batch(size, network.input().size(), target);
        batch.size(size);
        fill(batch.inputs(), random);
        WholeNumbers.round(network, batch.inputs());
        fill(batch.values(), random);
        if (loss instanceof Loss.BinaryCrossEntropy) {
            for (int i = 0; i < batch.values().length; i++) {
                batch.values()[i] = (float) FloatMath.logistic(batch.values()[i]);
            }
        }
        for (int row = 0; row < batch.labels().length; row++) {
            batch.labels()[row] = random.nextInt(target.outputs());
        }
        return batch;
    }

    private static void fill(float[] values, Random random) {
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
