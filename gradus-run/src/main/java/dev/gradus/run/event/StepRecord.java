package dev.gradus.run.event;

import dev.gradus.run.event.TrainingEvent.StepCompleted;
import java.util.OptionalDouble;

/**
 * The numbers of one update, filled in place by the loop and copied by {@link EventStream#step}, so
 * that a step's event needs no object. One record serves a whole run. What is not set after {@link
 * #begin} is absent or 0.
 */
public final class StepRecord {
    private static final int STEP = 0;
    private static final int EPOCH = 1;
    private static final int LOSS = 2;
    private static final int RATE = 3;
    private static final int CURVE = 4;
    private static final int FACTOR = 5;
    private static final int OVERRIDE = 6;
    private static final int MOMENTUM = 7;
    private static final int WEIGHT_DECAY = 8;
    private static final int GRADIENT_NORM = 9;
    private static final int EXAMPLES = 10;
    private static final int SECONDS = 11;

    /** How many numbers make a record. */
    static final int LENGTH = 12;

    private final double[] numbers = new double[LENGTH];

    /** Creates a record to be filled. */
    public StepRecord() {
        begin(0, 0);
    }

    /**
     * Begins the next step; forgets the last one's numbers.
     *
     * @param step the update, from 0
     * @param epoch the pass it belongs to, from 0
     * @return this
     */
    public StepRecord begin(long step, long epoch) {
        numbers[STEP] = step;
        numbers[EPOCH] = epoch;
        numbers[LOSS] = 0;
        numbers[GRADIENT_NORM] = 0;
        numbers[EXAMPLES] = 0;
        numbers[SECONDS] = 0;
        numbers[MOMENTUM] = Double.NaN;
        numbers[WEIGHT_DECAY] = Double.NaN;
        return learningRate(0, 0, 1);
    }

    /**
     * Sets the batch's mean loss before the update.
     *
     * @param loss the loss; may be NaN or infinite
     * @return this
     */
    public StepRecord loss(double loss) {
        numbers[LOSS] = loss;
        return this;
    }

    /**
     * Sets the rate the update used, when nothing overrides the schedule.
     *
     * @param value the rate used
     * @param curve what the schedule said
     * @param factor the product of all factors on it
     * @return this
     */
    public StepRecord learningRate(double value, double curve, double factor) {
        numbers[RATE] = value;
        numbers[CURVE] = curve;
        numbers[FACTOR] = factor;
        numbers[OVERRIDE] = Double.NaN;
        return this;
    }

    /**
     * Adds that a person holds the rate at a value; call it after {@link #learningRate}.
     *
     * @param value the value held
     * @return this
     */
    public StepRecord override(double value) {
        numbers[OVERRIDE] = value;
        return this;
    }

    /**
     * Sets the momentum the update used.
     *
     * @param momentum momentum or beta1
     * @return this
     */
    public StepRecord momentum(double momentum) {
        numbers[MOMENTUM] = momentum;
        return this;
    }

    /**
     * Sets the weight decay the update used.
     *
     * @param weightDecay the coefficient
     * @return this
     */
    public StepRecord weightDecay(double weightDecay) {
        numbers[WEIGHT_DECAY] = weightDecay;
        return this;
    }

    /**
     * Sets the global norm of the gradient before clipping.
     *
     * @param norm the norm; may be NaN or infinite
     * @return this
     */
    public StepRecord gradientNorm(double norm) {
        numbers[GRADIENT_NORM] = norm;
        return this;
    }

    /**
     * Sets the size of the batch.
     *
     * @param examples the number of examples
     * @return this
     */
    public StepRecord examples(long examples) {
        numbers[EXAMPLES] = examples;
        return this;
    }

    /**
     * Sets how long the step took.
     *
     * @param seconds the time
     * @return this
     */
    public StepRecord seconds(double seconds) {
        numbers[SECONDS] = seconds;
        return this;
    }

    /**
     * This step as an event.
     *
     * @return a new event
     */
    public StepCompleted toEvent() {
        return toEvent(numbers, 0);
    }

    void copyTo(double[] target, int offset) {
        System.arraycopy(numbers, 0, target, offset, LENGTH);
    }

    static StepCompleted toEvent(double[] source, int offset) {
        return new StepCompleted(
                (long) source[offset + STEP],
                (long) source[offset + EPOCH],
                source[offset + LOSS],
                new LearningRate(
                        source[offset + RATE],
                        source[offset + CURVE],
                        source[offset + FACTOR],
                        present(source[offset + OVERRIDE])),
                present(source[offset + MOMENTUM]),
                present(source[offset + WEIGHT_DECAY]),
                source[offset + GRADIENT_NORM],
                (long) source[offset + EXAMPLES],
                source[offset + SECONDS]);
    }

    /** Optional numbers are never NaN if present: configuration and controls refuse that. */
    private static OptionalDouble present(double value) {
        return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
    }
}
