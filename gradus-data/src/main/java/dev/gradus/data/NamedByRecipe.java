package dev.gradus.data;

import java.util.Optional;

/**
 * The examples of another data set, with the settings by which a recipe names them.
 *
 * @param source the examples
 * @param place how a recipe names them
 */
record NamedByRecipe(Dataset source, DataSource place) implements DatasetView.Unchanged {
    @Override
    public Optional<DataSource> origin() {
        return Optional.of(place);
    }

    @Override
    public boolean isThreadSafe() {
        return source.isThreadSafe();
    }
}
