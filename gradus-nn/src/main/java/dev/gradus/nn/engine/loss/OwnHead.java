package dev.gradus.nn.engine.loss;

import dev.gradus.nn.loss.OwnLoss;
import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Rows;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.nn.tensor.Target;
import dev.gradus.number.Text;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A loss of the user's own. */
final class OwnHead implements LossHead {
    private final OwnLoss loss;
    private final Shape output;
    private final int width;
    private @Nullable Rows known;

    /** The last target found to suit the loss: checking again would allocate. */
    private @Nullable Target fitting;

    OwnHead(OwnLoss loss, Shape output) {
        this.loss = loss;
        this.output = output;
        this.width = output.size();
    }

    @Override
    public void requireFits(Target target) {
        loss.requireFits(target, output);
    }

    @Override
    public double weight(Batch batch) {
        if (!Objects.equals(batch.target(), fitting)) {
            requireFits(batch.target());
            fitting = batch.target();
        }
        Targets.requireSound(batch);
        Rows rows = rows(batch, 0, batch.size());
        double sum = 0;
        for (int row = 0; row < batch.size(); row++) {
            double weight = loss.weight(rows, row);
            if (!(weight >= 0) || Double.isInfinite(weight)) {
                throw new IllegalArgumentException(
                        Text.of(
                                "the own loss %s gives row %d of the batch the weight %s; weights are finite and at least 0",
                                loss, row, weight));
            }
            sum += weight;
        }
        return sum;
    }

    @Override
    public double apply(
            Batch batch, int first, int rows, double weight, float[] outputs, float[] gradient) {
        // With a total weight of 0 there is nothing to learn.
        double share = weight > 0 ? 1 / weight : 0;
        int count = rows * width;
        Arrays.fill(gradient, 0, count, 0);
        double sum = loss.sum(rows(batch, first, rows), outputs, gradient);
        for (int i = 0; i < count; i++) {
            gradient[i] = (float) (share * gradient[i]);
        }
        return share * sum;
    }

    private Rows rows(Batch batch, int first, int count) {
        Rows rows = known;
        if (rows == null) {
            rows = new Rows(batch);
            known = rows;
        }
        return rows.show(batch, first, count);
    }
}
