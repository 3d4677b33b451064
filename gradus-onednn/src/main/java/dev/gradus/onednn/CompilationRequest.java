package dev.gradus.onednn;

import dev.gradus.nn.Network;
import dev.gradus.nn.engine.InferenceOptions;
import dev.gradus.nn.engine.ProgramOptions;
import dev.gradus.nn.layer.ArrayLayer;
import dev.gradus.nn.layer.Node;
import dev.gradus.nn.tensor.Precision;
import dev.gradus.onednn.binding.DataType;
import dev.gradus.onednn.binding.Propagation;
import java.util.function.Predicate;

/**
 * What a network is compiled for.
 *
 * @param network the network
 * @param purpose training or inference
 * @param sliceSize the largest number of examples in a slice
 * @param firstSlice how many the first slice has
 * @param type the type that products are computed in
 * @param threads as many as are worth their cost
 * @param inLanes whether each of them trains with a share of the rows
 * @param seed the seed of dropout masks
 * @param frozen whether the parameters of a layer do not change
 */
record CompilationRequest(
        Network network,
        Propagation purpose,
        int sliceSize,
        int firstSlice,
        DataType type,
        int threads,
        boolean inLanes,
        long seed,
        Predicate<Node> frozen) {
    static CompilationRequest forTraining(
            Network network, ProgramOptions options, WorkAmount worth) {
        boolean inLanes = isWorthLanes(network, options, worth);
        int threads =
                worth.threads(
                        Propagation.TRAINING, network, options.largestSlice(), options.threads());
        return new CompilationRequest(
                network,
                Propagation.TRAINING,
                options.sliceSize(),
                options.firstSlice(),
                type(options.precision()),
                inLanes ? options.threads() : threads,
                inLanes,
                options.seed(),
                options::freezes);
    }

    private static boolean isWorthLanes(Network network, ProgramOptions options, WorkAmount worth) {
        return options.threads() > 1
                && worth.isWorthLanes(network, options.firstSlice(), options.threads())
                && network.nodes().stream()
                        .noneMatch(node -> node.operation() instanceof ArrayLayer)
                && !PlannedRows.isMixing(network, Propagation.TRAINING, options::freezes);
    }

    static CompilationRequest forInference(
            Network network, InferenceOptions options, WorkAmount worth) {
        return new CompilationRequest(
                network,
                Propagation.INFERENCE,
                options.sliceSize(),
                options.firstSlice(),
                type(options.precision()),
                worth.threads(
                        Propagation.INFERENCE, network, options.sliceSize(), options.threads()),
                false,
                0,
                _ -> false);
    }

    private static DataType type(Precision precision) {
        return precision == Precision.BF16 ? DataType.BF16 : DataType.F32;
    }

    /** Returns the largest number of examples in a slice of inference. */
    int evaluatedSlice() {
        return purpose == Propagation.TRAINING
                ? sliceSize
                : CachedRows.of(network, threads, sliceSize);
    }

    /** Returns the number of examples for which the first plan is made. */
    int firstRows() {
        return Math.min(firstSlice, evaluatedSlice());
    }

    /** Returns how many rows plans for training take. */
    PlannedRows trainingRows() {
        return new PlannedRows(
                Propagation.TRAINING, firstSlice, sliceSize, isMixing(Propagation.TRAINING));
    }

    /** Returns how many rows plans for inference take. */
    PlannedRows inferenceRows() {
        return new PlannedRows(
                Propagation.INFERENCE,
                firstRows(),
                evaluatedSlice(),
                isMixing(Propagation.INFERENCE));
    }

    private boolean isMixing(Propagation propagation) {
        return PlannedRows.isMixing(network, propagation, frozen);
    }
}
