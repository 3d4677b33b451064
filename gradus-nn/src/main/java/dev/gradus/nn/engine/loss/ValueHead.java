package dev.gradus.nn.engine.loss;

import dev.gradus.nn.engine.FloatMath;
import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Target;

/** A loss that compares each output with a value of its own. */
final class ValueHead implements LossHead {
    private final Pointwise pointwise;
    private final int width;

    /**
     * @param pointwise what one output adds to the loss of its example
     * @param width how many outputs an example has
     */
    ValueHead(Pointwise pointwise, int width) {
        this.pointwise = pointwise;
        this.width = width;
    }

    @Override
    public void requireFits(Target target) {
        Targets.requireWidth(target, width);
    }

    @Override
    public double weight(Batch batch) {
        requireFits(batch.target());
        Targets.requireSound(batch);
        if (pointwise instanceof Pointwise.BinaryCrossEntropy) {
            Targets.requireProbabilities(batch);
        }
        return batch.size();
    }

    @Override
    public double apply(
            Batch batch, int first, int rows, double weight, float[] outputs, float[] gradient) {
        double sum = 0;
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < width; column++) {
                int i = row * width + column;
                double target = Targets.at(batch, first + row, column, width);
                sum += pointwise.value(outputs[i], target);
                gradient[i] = FloatMath.finite(pointwise.slope(outputs[i], target) / weight);
            }
        }
        return sum / weight;
    }
}
