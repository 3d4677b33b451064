package dev.gradus.train.score;

import java.util.List;

/** An example that a model predicts wrongly. */
public sealed interface Mistake {
    /** {@return which example of the data, counted from 0} */
    int example();

    /** {@return how wrong the prediction is; the larger, the worse} */
    double size();

    /**
     * A class mistaken for another.
     *
     * @param example which example of the data, counted from 0
     * @param truth the number of its class
     * @param predicted the number of the predicted class
     * @param size by how much the output of the predicted class exceeds that of the true one: above
     *     0, or 0 where they are equal and the predicted class comes first
     */
    record OfClass(int example, int truth, int predicted, double size) implements Mistake {}

    /**
     * Values that were missed.
     *
     * @param example which example of the data, counted from 0
     * @param truth the values to learn, in their own units
     * @param predicted what was predicted, in the same units
     * @param size the distance between both as the model was trained: of standardized values where
     *     the targets were standardized
     */
    record OfValues(int example, List<Double> truth, List<Double> predicted, double size)
            implements Mistake {
        /** Copies the lists. */
        public OfValues {
            truth = List.copyOf(truth);
            predicted = List.copyOf(predicted);
        }
    }
}
