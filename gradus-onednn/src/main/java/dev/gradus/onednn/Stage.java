package dev.gradus.onednn;

import org.jspecify.annotations.Nullable;

/**
 * A part of a network, lowered: its calls forward are in the plan, those backward are added when
 * asked for.
 *
 * @param result what comes out
 * @param trained whether a parameter lies in this part or before it, so that gradients have to pass
 * @param backward adds the calls backward
 */
record Stage(Tensor result, boolean trained, Backward backward) {
    /** Adds the calls of a part's backward pass. */
    @FunctionalInterface
    interface Backward {
        /**
         * Adds the calls that compute the gradients of the part's parameters and of what comes in.
         *
         * @param gradient the gradient of the part's result
         * @return the gradient of what came in, or null if nothing before it is trained
         */
        @Nullable Tensor through(Tensor gradient);
    }

    /** Returns the beginning of a network: its inputs. */
    static Stage input(Tensor inputs) {
        return new Stage(inputs, false, gradient -> null);
    }

    /** Returns this part followed by another, as one. */
    Stage then(Stage next) {
        return new Stage(
                next.result,
                next.trained,
                gradient -> {
                    Tensor between = next.backward.through(gradient);
                    return between == null ? null : backward.through(between);
                });
    }
}
