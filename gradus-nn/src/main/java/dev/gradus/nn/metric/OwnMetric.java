package dev.gradus.nn.metric;

import dev.gradus.nn.tensor.Rows;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.nn.tensor.Target;
import dev.gradus.text.OwnPart;

/**
 * A metric of the user's own. Runs and histories keep its values under {@link #name}, which is a
 * letter and then letters and digits, and no other metric's.
 */
public non-sealed interface OwnMetric extends Metric, OwnPart {
    /**
     * Checks that the metric can be taken of such targets: one output for each class or target
     * value, unless overridden.
     *
     * @param target what was to be learned
     * @param output the shape of the network's output for one example
     * @throws IllegalArgumentException if not; the message says why
     */
    default void requireFits(Target target, Shape output) {
        target.requireOutputs(output.size());
    }

    /**
     * Begins to count.
     *
     * @param output the shape of the network's output for one example
     * @return a count of nothing
     */
    Count count(Shape output);

    /** What is counted of one data set. */
    interface Count {
        /**
         * Counts some examples.
         *
         * @param rows the examples
         * @param outputs their outputs, row after row from 0
         */
        void add(Rows rows, float[] outputs);

        /** {@return the metric over all examples so far, NaN if there are none} */
        double value();
    }
}
