package dev.gradus.nn.engine.loss;

import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Target;
import java.util.Arrays;

/** The share of the targets' variance that is explained, in one pass (Welford 1962). */
final class VarianceTally implements Tally {
    private final int width;
    private final double[] means;
    private final double[] squares;
    private final double[] errors;
    private long examples;

    VarianceTally(int width) {
        this.width = width;
        this.means = new double[width];
        this.squares = new double[width];
        this.errors = new double[width];
    }

    @Override
    public void requireFits(Target target) {
        Targets.requireWidth(target, width);
    }

    @Override
    public void add(Batch batch, float[] outputs) {
        requireFits(batch.target());
        Targets.requireSound(batch);
        for (int row = 0; row < batch.size(); row++) {
            examples++;
            for (int column = 0; column < width; column++) {
                double target = Targets.at(batch, row, column, width);
                double error = outputs[row * width + column] - target;
                double before = target - means[column];
                means[column] += before / examples;
                squares[column] += before * (target - means[column]);
                errors[column] += error * error;
            }
        }
    }

    @Override
    public double value() {
        if (examples == 0) {
            return Double.NaN;
        }
        double sum = 0;
        for (int column = 0; column < width; column++) {
            sum += explained(column);
        }
        return sum / width;
    }

    private double explained(int column) {
        if (squares[column] == 0) {
            return errors[column] == 0 ? 1 : 0;
        }
        return 1 - errors[column] / squares[column];
    }

    @Override
    public void reset() {
        Arrays.fill(means, 0);
        Arrays.fill(squares, 0);
        Arrays.fill(errors, 0);
        examples = 0;
    }
}
