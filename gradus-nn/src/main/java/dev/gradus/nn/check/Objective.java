package dev.gradus.nn.check;

import dev.gradus.nn.Network;
import dev.gradus.nn.check.GradientReport.Change;
import dev.gradus.nn.engine.loss.LossHead;
import dev.gradus.nn.loss.Loss;
import dev.gradus.nn.tensor.Batch;
import java.util.Arrays;
import java.util.Optional;

/** A number computed from outputs, which is differentiated. */
sealed interface Objective {
    /** Returns the loss, or a random sum of the outputs if there is none. */
    static Objective of(Network network, Optional<Loss> loss, CheckedExamples examples) {
        return loss.<Objective>map(given -> new Lost(LossHead.of(given, network), examples.batch()))
                .orElseGet(() -> new Sum(examples.coefficients(network.output().size())));
    }

    /** Takes the outputs at the point itself, to which values refer. */
    void begin(float[] outputs);

    /** Returns the value, less that at the point itself. */
    double value(float[] outputs);

    /** Returns the derivatives by the outputs. */
    float[] gradient(float[] outputs);

    /** Returns the values that differ when they are computed in another way. */
    default Optional<Change> change(float[] outputs) {
        return Optional.empty();
    }

    /** Σ c · y. Outputs that did not change cancel out, including their rounding errors. */
    final class Sum implements Objective {
        /** The coefficients c, one for each output of each example. */
        private final float[] coefficients;

        private float[] start = new float[0];

        Sum(float[] coefficients) {
            this.coefficients = coefficients;
        }

        @Override
        public void begin(float[] outputs) {
            start = outputs;
        }

        @Override
        public double value(float[] outputs) {
            double sum = 0;
            for (int i = 0; i < start.length; i++) {
                sum += coefficients[i] * ((double) outputs[i] - start[i]);
            }
            return sum;
        }

        @Override
        public float[] gradient(float[] outputs) {
            return coefficients;
        }
    }

    /** The loss of a batch, computed in slices. */
    final class Lost implements Objective {
        /** The largest relative difference of sums of the same numbers in another order. */
        private static final double ROUNDING = 1e-5;

        private final LossHead head;
        private final Batch batch;
        private final double weight;
        private double start;

        Lost(LossHead head, Batch batch) {
            this.head = head;
            this.batch = batch;
            head.requireFits(batch.target());
            weight = head.weight(batch);
        }

        @Override
        public void begin(float[] outputs) {
            start = sum(outputs, new float[outputs.length], GradientCheck.SLICE);
        }

        @Override
        public double value(float[] outputs) {
            return sum(outputs, new float[outputs.length], GradientCheck.SLICE) - start;
        }

        @Override
        public float[] gradient(float[] outputs) {
            float[] gradient = new float[outputs.length];
            sum(outputs, gradient, GradientCheck.SLICE);
            return gradient;
        }

        private double sum(float[] outputs, float[] gradient, int slice) {
            int width = outputs.length / batch.size();
            double sum = 0;
            for (int first = 0; first < batch.size(); first += slice) {
                int rows = Math.min(slice, batch.size() - first);
                int from = first * width;
                int to = from + rows * width;
                float[] part = new float[to - from];
                sum +=
                        head.apply(
                                batch,
                                first,
                                rows,
                                weight,
                                Arrays.copyOfRange(outputs, from, to),
                                part);
                System.arraycopy(part, 0, gradient, from, part.length);
            }
            return sum;
        }

        @Override
        public Optional<Change> change(float[] outputs) {
            float[] gradient = new float[outputs.length];
            double whole = sum(outputs, gradient, batch.size());
            double parts = sum(outputs, gradient, GradientCheck.SLICE);
            return Math.abs(whole - parts) <= ROUNDING * Math.abs(whole)
                    ? Optional.empty()
                    : Optional.of(new Change("the loss, summed up in slices,", 0, whole, parts));
        }
    }
}
