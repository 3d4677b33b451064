package dev.gradus.onednn.lowering;

import dev.gradus.onednn.memory.NativeTensor;
import dev.gradus.onednn.plan.LoweredPart;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A node of a network, lowered, with a gradient for each of its inputs.
 *
 * @param result its output
 * @param trained whether this node or one before it has a parameter, so that gradients have to pass
 * @param backward adds the calls of the backward pass
 */
record LoweredNode(NativeTensor result, boolean trained, Backward backward) {
    /** Adds the calls of a node's backward pass. */
    @FunctionalInterface
    interface Backward {
        /**
         * Adds the calls that compute the gradients of the node's parameters and of its inputs.
         *
         * @param gradient the gradient of the result, with its extents
         * @return the gradient of each input, null where nothing before it is trained
         */
        List<@Nullable NativeTensor> through(NativeTensor gradient);
    }

    /** Returns a node with one input. */
    static LoweredNode of(LoweredPart stage) {
        return new LoweredNode(
                stage.result(),
                stage.trained(),
                gradient -> Collections.singletonList(stage.backward().through(gradient)));
    }

    /**
     * Returns this node followed by an elementwise function that is computed as the result is
     * written.
     */
    LoweredNode then(LoweredPart.Backward function) {
        return new LoweredNode(
                result.kept(),
                trained,
                gradient -> {
                    NativeTensor between = function.through(gradient);
                    return between == null ? List.of() : backward.through(between);
                });
    }
}
