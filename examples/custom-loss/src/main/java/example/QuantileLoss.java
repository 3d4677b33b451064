package example;

import dev.gradus.nn.loss.OwnLoss;
import dev.gradus.nn.tensor.Rows;

/**
 * Learns a quantile: max(q · (t − y), (q − 1) · (t − y)), so that a share q of all targets lies below
 * the prediction (Koenker and Bassett 1978). With q = 0.5 it learns the median.
 */
public record QuantileLoss(double q) implements OwnLoss {
    public QuantileLoss {
        if (!(q > 0 && q < 1)) {
            throw new IllegalArgumentException("a quantile is between 0 and 1, as in 0.9; got " + q);
        }
    }

    @Override
    public double sum(Rows rows, float[] outputs, float[] gradient) {
        int columns = rows.target().outputs();
        double sum = 0;
        for (int row = 0; row < rows.count(); row++) {
            for (int column = 0; column < columns; column++) {
                int i = row * columns + column;
                double missing = rows.value(row, column) - outputs[i];
                sum += Math.max(q * missing, (q - 1) * missing);
                gradient[i] = (float) (missing > 0 ? -q : 1 - q);
            }
        }
        return sum;
    }
}
