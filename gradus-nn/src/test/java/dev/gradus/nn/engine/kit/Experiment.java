package dev.gradus.nn.engine.kit;

import dev.gradus.nn.Network;
import dev.gradus.nn.engine.ProgramOptions;
import dev.gradus.nn.loss.Loss;
import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Target;
import dev.gradus.number.Text;
import java.util.List;

/**
 * What is done with a network to compare backends: outputs, some steps of training, outputs after
 * each.
 *
 * @param number what it was drawn from, and what its examples are drawn from
 * @param network the network
 * @param target what is learned
 * @param options loss, optimizer, slices, threads
 * @param batches how many examples each step has
 * @param evaluated how many examples outputs are computed of
 * @param inputs what the inputs are like
 */
public record Experiment(
        long number,
        Network network,
        Target target,
        ProgramOptions options,
        List<Integer> batches,
        int evaluated,
        Inputs inputs) {
    /** What the inputs are like. */
    public enum Inputs {
        NORMAL,
        ZEROS,
        /** A few of them are NaN. */
        WITH_NAN,
        /** A few of them are infinite, of either sign. */
        WITH_INFINITIES,
        /** All of them many powers of ten too large, so that something may become infinite. */
        LARGE
    }

    /** Returns examples of this experiment, the same at every call. */
    Batch batch(int size, int step) {
        var draw = new Draw(number * 1_000_003 + step);
        var batch = new Batch(size, network.input().size(), target);
        batch.size(size);
        float[] values = batch.inputs();
        for (int i = 0; i < values.length && inputs != Inputs.ZEROS; i++) {
            values[i] = (float) draw.gaussian();
        }
        for (int i = 0; i < batch.values().length; i++) {
            boolean share = options.loss() instanceof Loss.BinaryCrossEntropy;
            batch.values()[i] = (float) (share ? draw.uniform() : draw.gaussian());
        }
        for (int row = 0; row < batch.labels().length; row++) {
            batch.labels()[row] = draw.between(0, target.outputs() - 1);
        }
        spoil(values, draw);
        WholeNumbers.round(network, values);
        return batch;
    }

    private void spoil(float[] values, Draw draw) {
        switch (inputs) {
            case NORMAL, ZEROS -> {}
            case WITH_NAN -> strew(values, draw, Float.NaN, Float.NaN);
            case WITH_INFINITIES ->
                    strew(values, draw, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY);
            case LARGE -> {
                float factor = (float) Math.pow(10, draw.between(3, 38));
                for (int i = 0; i < values.length; i++) {
                    values[i] *= factor;
                }
            }
        }
    }

    private static void strew(float[] values, Draw draw, Float one, Float other) {
        for (int spoilt = 0; spoilt < 1 + values.length / 500; spoilt++) {
            values[draw.between(0, values.length - 1)] = draw.oneOf(one, other);
        }
    }

    Experiment network(Network network) {
        return new Experiment(number, network, target, options, batches, evaluated, inputs);
    }

    Experiment target(Target target) {
        return new Experiment(number, network, target, options, batches, evaluated, inputs);
    }

    Experiment options(ProgramOptions options) {
        return new Experiment(number, network, target, options, batches, evaluated, inputs);
    }

    Experiment batches(List<Integer> batches, int evaluated) {
        return new Experiment(number, network, target, options, batches, evaluated, inputs);
    }

    /** Returns all of it in a line, the network as {@code --model} reads it. */
    @Override
    public String toString() {
        return Text.of(
                "%s: %s | %s to %s, %s, groups %s, limit %s | slices of %d, batches %s, evaluated %d, %d threads, %s | inputs %s, number %d",
                network.input(),
                network.text(),
                options.loss(),
                target,
                options.optimizer(),
                options.groups(),
                options.gradientLimit(),
                options.sliceSize(),
                batches,
                evaluated,
                options.threads(),
                options.precision(),
                inputs,
                number);
    }
}
