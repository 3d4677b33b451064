package dev.gradus.onednn.plan;

import dev.gradus.onednn.memory.NativeTensor;
import org.jspecify.annotations.Nullable;

/**
 * A part of a network, lowered: its calls forward are in the plan, those backward are added when
 * asked for. The backward pass of a part is its own alone, never that of the part before it.
 *
 * @param result what comes out
 * @param trained whether a parameter lies in this part or before it, so that gradients have to pass
 * @param backward adds the calls backward
 */
public record LoweredPart(NativeTensor result, boolean trained, Backward backward) {
    /** Adds the calls of a part's backward pass. */
    @FunctionalInterface
    public interface Backward {
        /**
         * Adds the calls that compute the gradients of the part's parameters and of what comes in.
         *
         * @param gradient the gradient of the part's result, with the extents of the result
         * @return the gradient of what came in, or null if nothing before it is trained
         */
        @Nullable NativeTensor through(NativeTensor gradient);
    }

    /** Returns a part after this one that leaves values and gradients as they are. */
    public LoweredPart unchanged() {
        return new LoweredPart(result, trained, gradient -> gradient);
    }
}
