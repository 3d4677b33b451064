package dev.gradus.nn.examples;

import dev.gradus.nn.loss.OwnLoss;
import dev.gradus.nn.tensor.Rows;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.nn.tensor.Target;

// @start region="loss"
/**
 * −alpha · (1 − p)^gamma · ln p, with p the softmax of the outputs at the example's class: examples
 * that are right already count little (Lin et al. 2017).
 */
public record FocalLoss(double alpha, double gamma) implements OwnLoss {
    @Override
    public void requireFits(Target target, Shape output) {
        OwnLoss.super.requireFits(target, output);
        if (target instanceof Target.Values) {
            throw new IllegalArgumentException(
                    "the focal loss learns classes, but the data has rows of values");
        }
    }

    @Override
    public double sum(Rows rows, float[] outputs, float[] gradient) {
        int classes = rows.target().outputs();
        double sum = 0;
        for (int row = 0; row < rows.count(); row++) {
            int from = row * classes;
            int own = from + rows.label(row);
            double total = 0;
            for (int i = from; i < from + classes; i++) {
                total += StrictMath.exp(outputs[i] - outputs[own]);
            }
            double p = 1 / total;
            double logP = -StrictMath.log(total);
            double focus = alpha * StrictMath.exp(gamma * StrictMath.log(1 - p));
            sum -= focus * logP;
            // p times the derivative by p; where p is 1 nothing is left to learn.
            double slope = p == 1 ? 0 : focus * (gamma * p * logP / (1 - p) - 1);
            for (int i = from; i < from + classes; i++) {
                double share = StrictMath.exp(outputs[i] - outputs[own]) / total;
                gradient[i] = (float) (slope * ((i == own ? 1 : 0) - share));
            }
        }
        return sum;
    }
}
// @end
