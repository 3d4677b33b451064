package dev.gradus.nn.check;

import dev.gradus.nn.Network;
import dev.gradus.nn.engine.FloatMath;
import dev.gradus.nn.engine.random.Philox;
import dev.gradus.nn.engine.random.Purpose;
import dev.gradus.nn.loss.Loss;
import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Target;
import java.util.Arrays;
import java.util.Optional;

/** Random numbers for a check: examples, coefficients, and where to look. */
final class CheckedExamples {
    /** Numbers of random streams that no parameter of a network uses. */
    private static final long FIRST_STREAM = 1L << 40;

    private static final int BATCH = 0;
    private static final int OTHERS = 1;
    private static final int COEFFICIENTS = 2;
    private static final int SPREADS = 16;
    private static final int PLACES = 1 << 24;

    private final long seed;

    /** Whether the loss is defined for targets from 0 to 1 alone. */
    private final boolean probabilities;

    private final Batch batch;
    private final Batch others;

    CheckedExamples(Network network, Optional<Loss> loss, Target target, long seed) {
        this.seed = seed;
        this.probabilities = loss.orElse(null) instanceof Loss.BinaryCrossEntropy;
        batch = draw(network, target, BATCH);
        others = draw(network, target, OTHERS);
    }

    private Batch draw(Network network, Target target, int number) {
        var drawn = new Batch(GradientCheck.ROWS, network.input().size(), target);
        drawn.size(GradientCheck.ROWS);
        long index = 0;
        for (int i = 0; i < drawn.inputs().length; i++) {
            drawn.inputs()[i] = normal(number, index++);
        }
        WholeInputs.draw(network, drawn.inputs(), seed, FIRST_STREAM + number);
        for (int i = 0; i < drawn.values().length; i++) {
            float value = normal(number, index++);
            drawn.values()[i] = probabilities ? (float) FloatMath.logistic(value) : value;
        }
        for (int i = 0; i < drawn.labels().length; i++) {
            drawn.labels()[i] =
                    (int)
                            Philox.below(
                                    target.outputs(),
                                    seed,
                                    Purpose.INITIALIZATION,
                                    FIRST_STREAM + number,
                                    index++);
        }
        return drawn;
    }

    private float normal(int stream, long index) {
        return (float) Philox.normal(seed, Purpose.INITIALIZATION, FIRST_STREAM + stream, index);
    }

    /** Returns the examples at which gradients are taken. */
    public Batch batch() {
        return batch;
    }

    /** Returns other examples, which pass through the network first. */
    Batch others() {
        return others;
    }

    /** Returns a number for each output of each example. */
    float[] coefficients(int outputs) {
        float[] coefficients = new float[GradientCheck.ROWS * outputs];
        for (int i = 0; i < coefficients.length; i++) {
            coefficients[i] = normal(COEFFICIENTS, i);
        }
        return coefficients;
    }

    /** Moves the values of a parameter: with all of them at 0 or 1, many faults would not show. */
    void spread(float[] values, int parameter, double deviation) {
        for (int i = 0; i < values.length; i++) {
            values[i] += (float) (deviation * normal(SPREADS + parameter, i));
        }
    }

    /** Returns this many different places of a parameter, or all, in order. */
    int[] places(int size, int samples, int parameter) {
        int[] order = new int[size];
        Philox.shuffle(order, seed, Purpose.INITIALIZATION, FIRST_STREAM + PLACES + parameter);
        int[] places = Arrays.copyOf(order, Math.min(size, samples));
        Arrays.sort(places);
        return places;
    }
}
