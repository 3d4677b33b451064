package dev.gradus.nn.metric;

import dev.gradus.nn.tensor.Rows;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.nn.tensor.Target;
import dev.gradus.text.OwnPart;

/**
 * A metric of the user's own. Runs and histories keep its values under {@link #name}: a letter,
 * then letters and digits, and not the name of another metric.
 */
public non-sealed interface OwnMetric extends Metric, OwnPart {
    /**
     * Checks that the metric can be measured with such targets: by default, one output for each
     * class or target value.
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
     * @return an empty count
     */
    Count count(Shape output);

    /** The count over one data set. */
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
