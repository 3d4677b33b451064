package dev.gradus.train.batch;

import dev.gradus.data.DataSource;
import dev.gradus.data.Dataset;
import dev.gradus.data.DatasetView;
import java.util.Optional;

/**
 * A data set that several trainings read: one at a time, also for its fingerprint, unless it is
 * thread-safe.
 *
 * @param source the examples
 */
public record SharedDataset(Dataset source) implements DatasetView.Unchanged {
    @Override
    public Optional<DataSource> origin() {
        return source.origin();
    }

    @Override
    public boolean isThreadSafe() {
        return source.isThreadSafe();
    }
}
