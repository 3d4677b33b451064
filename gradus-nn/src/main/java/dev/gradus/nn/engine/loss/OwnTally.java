package dev.gradus.nn.engine.loss;

import dev.gradus.nn.metric.OwnMetric;
import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Rows;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.nn.tensor.Target;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A metric of the user's own. */
final class OwnTally implements Tally {
    private final OwnMetric metric;
    private final Shape output;
    private OwnMetric.Count count;
    private @Nullable Rows known;

    /** The last target found to suit the metric: checking again would allocate. */
    private @Nullable Target fitting;

    OwnTally(OwnMetric metric, Shape output) {
        this.metric = metric;
        this.output = output;
        count = metric.count(output);
    }

    @Override
    public void requireFits(Target target) {
        metric.requireFits(target, output);
    }

    @Override
    public void add(Batch batch, float[] outputs) {
        if (!Objects.equals(batch.target(), fitting)) {
            requireFits(batch.target());
            fitting = batch.target();
        }
        Targets.requireSound(batch);
        Rows rows = known;
        if (rows == null) {
            rows = new Rows(batch);
            known = rows;
        }
        count.add(rows.show(batch, 0, batch.size()), outputs);
    }

    @Override
    public double value() {
        return count.value();
    }

    @Override
    public void reset() {
        count = metric.count(output);
    }
}
