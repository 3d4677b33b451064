package dev.gradus.nn.examples;

import dev.gradus.nn.loss.OwnLoss;
import dev.gradus.nn.tensor.Rows;

/**
 * Σ (y − t)² over an example's outputs, where examples whose first target value is above 0 count
 * more than others.
 *
 * @param weight how much more
 */
public record WeighedSquares(double weight) implements OwnLoss {
    @Override
    public double weight(Rows rows, int row) {
        return rows.value(row, 0) > 0 ? weight : 1;
    }

    @Override
    public double sum(Rows rows, float[] outputs, float[] gradient) {
        int width = rows.target().outputs();
        double sum = 0;
        for (int row = 0; row < rows.count(); row++) {
            double weight = weight(rows, row);
            for (int column = 0; column < width; column++) {
                int i = row * width + column;
                double distance = outputs[i] - rows.value(row, column);
                sum += weight * distance * distance;
                gradient[i] = (float) (2 * weight * distance);
            }
        }
        return sum;
    }
}
