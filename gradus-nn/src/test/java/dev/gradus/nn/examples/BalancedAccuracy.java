package dev.gradus.nn.examples;

import dev.gradus.nn.metric.OwnMetric;
import dev.gradus.nn.tensor.Rows;
import dev.gradus.nn.tensor.Shape;

// @start region="metric"
/**
 * The mean over classes of the share of their examples that are found: rare classes count as much.
 */
public record BalancedAccuracy() implements OwnMetric {
    @Override
    public String name() {
        return "balancedAccuracy";
    }

    @Override
    public Better better() {
        return Better.HIGHER;
    }

    @Override
    public Count count(Shape output) {
        int classes = output.size();
        long[] found = new long[classes];
        long[] all = new long[classes];
        return new Count() {
            @Override
            public void add(Rows rows, float[] outputs) {
                for (int row = 0; row < rows.count(); row++) {
                    int label = rows.label(row);
                    all[label]++;
                    found[label] += largest(outputs, row * classes, classes) == label ? 1 : 0;
                }
            }

            @Override
            public double value() {
                double sum = 0;
                int seen = 0;
                for (int k = 0; k < classes; k++) {
                    sum += all[k] == 0 ? 0 : (double) found[k] / all[k];
                    seen += all[k] == 0 ? 0 : 1;
                }
                return sum / seen;
            }
        };
    }

    private static int largest(float[] outputs, int from, int classes) {
        int largest = 0;
        for (int k = 1; k < classes; k++) {
            largest = outputs[from + k] > outputs[from + largest] ? k : largest;
        }
        return largest;
    }
}
// @end
