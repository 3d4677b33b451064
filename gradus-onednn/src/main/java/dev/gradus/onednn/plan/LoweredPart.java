package dev.gradus.onednn.plan;

import dev.gradus.onednn.memory.NativeTensor;
import org.jspecify.annotations.Nullable;

/**
 * A part of a network, lowered: its forward calls are in the plan, its backward calls are added on
 * request. The backward pass of a part covers this part alone, never the part before it.
 *
 * @param result its output
 * @param trained whether this part or one before it has a parameter, so that gradients have to pass
 * @param backward adds the calls of the backward pass
 */
public record LoweredPart(NativeTensor result, boolean trained, Backward backward) {
    /** Adds the calls of a part's backward pass. */
    @FunctionalInterface
    public interface Backward {
        /**
         * Adds the calls that compute the gradients of the part's parameters and of its input.
         *
         * @param gradient the gradient of the part's result, with the extents of the result
         * @return the gradient of the input, or null if nothing before it is trained
         */
        @Nullable NativeTensor through(NativeTensor gradient);
    }

    /** Returns a part after this one that passes values and gradients through unchanged. */
    public LoweredPart unchanged() {
        return new LoweredPart(result, trained, gradient -> gradient);
    }
}
