package dev.gradus.train.batch;

import dev.gradus.data.DataSource;
import dev.gradus.data.Dataset;
import dev.gradus.data.DatasetView;
import java.util.Optional;

/**
 * A data set that several threads read, one at a time, since reading is not thread-safe.
 *
 * @param source the examples
 */
public record SharedDataset(Dataset source) implements DatasetView.Unchanged {
    @Override
    public Optional<DataSource> origin() {
        return source.origin();
    }
}
