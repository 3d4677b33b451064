package dev.gradus.nn.engine;

import dev.gradus.nn.engine.update.Updater;
import dev.gradus.nn.layer.Node;
import dev.gradus.nn.loss.Loss;
import dev.gradus.nn.optimizer.Optimizer;
import dev.gradus.nn.optimizer.ParameterGroup;
import dev.gradus.nn.optimizer.WeightAverage;
import dev.gradus.nn.parameter.Parameter;
import dev.gradus.nn.tensor.Precision;
import dev.gradus.number.Text;
import java.util.List;
import java.util.Optional;

/**
 * Everything besides the network that a compilation depends on.
 *
 * @param loss the loss to minimize
 * @param optimizer how a gradient becomes an update
 * @param groups which parameters are updated in their own way
 * @param sliceSize how many examples pass through the network at once, at least 1; a larger batch
 *     is cut into slices whose gradients add up (gradient accumulation), so memory does not grow
 *     with the batch
 * @param batchSize how many examples the first batches have, at least 1: kernels are prepared for
 *     them, and for other sizes when these first occur
 * @param largestBatch how many examples the largest batches have, at least as many as the first:
 *     how many threads are worth their cost follows from them
 * @param gradientLimit each value of a gradient is clipped to [-limit, limit] before it is used;
 *     above 0, infinite for no clipping (PyTorch's {@code clip_grad_value_})
 * @param precision in what numbers to compute
 * @param threads how many threads to use, at least 1
 * @param seed what initial values and dropout depend on
 * @param average the average of the weights to keep in a slot, if any
 */
public record ProgramOptions(
        Loss loss,
        Optimizer optimizer,
        List<ParameterGroup> groups,
        int sliceSize,
        int batchSize,
        int largestBatch,
        double gradientLimit,
        Precision precision,
        int threads,
        long seed,
        Optional<WeightAverage> average) {
    /** The name of the slot in which an average of the weights is kept. */
    public static final String AVERAGE = "average";

    /**
     * Checks the settings.
     *
     * @throws IllegalArgumentException if one is out of range; the message names it
     */
    public ProgramOptions {
        groups = List.copyOf(groups);
        if (sliceSize < 1) {
            throw new IllegalArgumentException(
                    "a slice holds at least 1 example, got " + sliceSize);
        }
        if (batchSize < 1) {
            throw new IllegalArgumentException(
                    "a batch holds at least 1 example, got " + batchSize);
        }
        if (largestBatch < batchSize) {
            throw new IllegalArgumentException(
                    Text.of(
                            "the largest batch cannot have %d examples if the first has %d",
                            largestBatch, batchSize));
        }
        if (!(gradientLimit > 0)) {
            throw new IllegalArgumentException(
                    "the limit of a gradient's values must be above 0, got " + gradientLimit);
        }
        if (threads < 1) {
            throw new IllegalArgumentException(
                    "a program runs on at least 1 thread, got " + threads);
        }
    }

    /**
     * Options for batches of one size, without an average of the weights.
     *
     * @param loss the loss to minimize
     * @param optimizer how gradients become updates
     * @param groups which parameters are updated in their own way
     * @param sliceSize examples that pass through the network at once, at least 1
     * @param batchSize how many examples batches have, at least 1
     * @param gradientLimit the size to which values of a gradient are clipped, above 0
     * @param precision in what numbers to compute
     * @param threads how many threads to use, at least 1
     * @param seed what initial values and dropout depend on
     */
    public ProgramOptions(
            Loss loss,
            Optimizer optimizer,
            List<ParameterGroup> groups,
            int sliceSize,
            int batchSize,
            double gradientLimit,
            Precision precision,
            int threads,
            long seed) {
        this(
                loss,
                optimizer,
                groups,
                sliceSize,
                batchSize,
                batchSize,
                gradientLimit,
                precision,
                threads,
                seed,
                Optional.empty());
    }

    /**
     * {@return float32 options on one thread without groups or clipping, for batches of one slice,
     * as for a test or a first experiment}
     *
     * @param loss the loss to minimize
     * @param optimizer how gradients become updates
     * @param sliceSize examples that pass through the network at once, at least 1
     * @param seed seeds the initial values and dropout
     */
    public static ProgramOptions of(Loss loss, Optimizer optimizer, int sliceSize, long seed) {
        return new ProgramOptions(
                loss,
                optimizer,
                List.of(),
                sliceSize,
                sliceSize,
                Double.POSITIVE_INFINITY,
                Precision.F32,
                1,
                seed);
    }

    /**
     * {@return these options with this many threads}
     *
     * @param threads at least 1
     */
    public ProgramOptions threads(int threads) {
        return with(batchSize, largestBatch, precision, threads);
    }

    /**
     * {@return these options with this precision}
     *
     * @param precision the numbers to compute in
     */
    public ProgramOptions precision(Precision precision) {
        return with(batchSize, largestBatch, precision, threads);
    }

    /**
     * {@return these options for batches of this many examples}
     *
     * @param batchSize examples, at least 1
     */
    public ProgramOptions batchSize(int batchSize) {
        return with(batchSize, batchSize, precision, threads);
    }

    /**
     * {@return these options for batches that grow to this many examples}
     *
     * @param largestBatch examples, at least as many as the first batches have
     */
    public ProgramOptions largestBatch(int largestBatch) {
        return with(batchSize, largestBatch, precision, threads);
    }

    private ProgramOptions with(int batchSize, int largestBatch, Precision precision, int threads) {
        return new ProgramOptions(
                loss,
                optimizer,
                groups,
                sliceSize,
                batchSize,
                largestBatch,
                gradientLimit,
                precision,
                threads,
                seed,
                average);
    }

    /**
     * {@return whether a layer is frozen: all its parameters have a learning rate of 0 by their
     * groups} Its statistics then do not change, and a batch normalization uses them instead of the
     * batch's own, as in inference.
     *
     * @param node a layer in its place
     */
    public boolean freezes(Node node) {
        return !node.parameters().isEmpty()
                && node.parameters().stream()
                        .allMatch(parameter -> ParameterGroup.freezes(groups, parameter.name()));
    }

    /**
     * {@return these options with an average of the weights}
     *
     * @param other which average
     */
    public ProgramOptions average(WeightAverage other) {
        return new ProgramOptions(
                loss,
                optimizer,
                groups,
                sliceSize,
                batchSize,
                largestBatch,
                gradientLimit,
                precision,
                threads,
                seed,
                Optional.of(other));
    }

    /**
     * {@return an updater for the optimizer, with the average}
     *
     * @param parameters all parameters of a network, in its order
     * @throws IllegalArgumentException if a group matches no parameter
     */
    public Updater updater(List<Parameter> parameters) {
        Updater updater = Updater.of(optimizer, parameters, groups, gradientLimit);
        return average.isPresent() ? Updater.averaging(updater) : updater;
    }

    /** {@return how many examples of the first batches pass through the network at once} */
    public int firstSlice() {
        return Math.min(batchSize, sliceSize);
    }

    /** {@return how many examples of the largest batches pass through the network at once} */
    public int largestSlice() {
        return Math.min(largestBatch, sliceSize);
    }
}
