package dev.gradus.nn;

import java.util.List;
import java.util.OptionalDouble;

/**
 * How a gradient becomes an update: a value. It holds no state and no learning rate; rate, momentum
 * and weight decay are given to each update by whoever trains. {@link Optimizers} makes them.
 */
public sealed interface Optimizer {
    /** Returns the names of the values kept beside each parameter, as {@code momentum}. */
    List<String> slots();

    /**
     * Returns the momentum (for the Adam family beta1) unless a schedule says otherwise, or nothing
     * if there is none.
     */
    OptionalDouble momentum();

    /** Returns the weight decay unless a schedule says otherwise, and how it acts. */
    WeightDecay weightDecay();

    /**
     * w ← w − rate · g.
     *
     * @param weightDecay decay of the weights
     */
    record Sgd(WeightDecay weightDecay) implements Optimizer {
        @Override
        public List<String> slots() {
            return List.of();
        }

        @Override
        public OptionalDouble momentum() {
            return OptionalDouble.empty();
        }
    }
}
