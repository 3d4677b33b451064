package dev.gradus.train.session;

import dev.gradus.run.event.StepRecord;
import dev.gradus.train.plan.LivePlan;
import dev.gradus.train.plan.StepValues;
import dev.gradus.train.round.UpdateNumbers;

/**
 * The numbers of the newest update: what it was given and what was measured. One serves a whole
 * run, so that an update allocates nothing.
 */
final class StepNumbers {
    private final StepValues values = new StepValues();
    private final StepRecord record = new StepRecord();
    private double ownFactor = 1;
    private double loss = Double.NaN;
    private double weight = Double.NaN;
    private double gradientNorm = Double.NaN;

    /** Begins an update with the values of its plan. */
    StepValues begin(LivePlan plan, long step) {
        plan.at(step, values);
        ownFactor = 1;
        return values;
    }

    /** Takes what was measured before the update. */
    void measured(double batchLoss, double batchWeight, double norm) {
        loss = batchLoss;
        weight = batchWeight;
        gradientNorm = norm;
    }

    /** Takes all numbers of an update that was made somewhere else. */
    void taken(UpdateNumbers other) {
        values.learningRate = other.learningRate();
        values.factor = other.factor();
        ownFactor = other.ownFactor();
        measured(other.loss(), other.weight(), other.gradientNorm());
    }

    /** Takes the factor by which an optimizer that finds its own rate multiplied the plan's. */
    void updated(double factor) {
        ownFactor = factor;
        recordRate();
    }

    /** Fills the record of the step. */
    void fillRecord(long step, long epoch, int examples) {
        record.begin(step, epoch).loss(loss).gradientNorm(gradientNorm).examples(examples);
        recordRate();
        if (!Double.isNaN(values.momentum)) {
            record.momentum(values.momentum);
        }
        if (values.weightDecay > 0) {
            record.weightDecay(values.weightDecay);
        }
    }

    private void recordRate() {
        record.learningRate(learningRate(), values.curve, values.factor * ownFactor);
        if (!Double.isNaN(values.held)) {
            record.override(values.held * ownFactor);
        }
    }

    boolean isFinite() {
        return Double.isFinite(loss) && Double.isFinite(gradientNorm);
    }

    double loss() {
        return loss;
    }

    /** Returns how much the batch counts in the mean loss of the epoch. */
    double weight() {
        return weight;
    }

    double gradientNorm() {
        return gradientNorm;
    }

    /** Returns the rate that was used, an optimizer's own factor included. */
    double learningRate() {
        return values.learningRate * ownFactor;
    }

    StepRecord record() {
        return record;
    }

    /** Returns a copy that lasts. */
    UpdateNumbers copy() {
        return new UpdateNumbers(
                loss,
                weight,
                gradientNorm,
                values.learningRate,
                values.factor,
                ownFactor,
                (int) record.toEvent().examples());
    }
}
