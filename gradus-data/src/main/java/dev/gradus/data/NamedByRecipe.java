package dev.gradus.data;

import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.nn.tensor.Target;
import java.util.List;
import java.util.Optional;

/**
 * The examples of another data set, with the settings by which a recipe names them.
 *
 * @param data the examples
 * @param place how a recipe names them
 */
record NamedByRecipe(Dataset data, DataSource place) implements Dataset {
    @Override
    public String name() {
        return data.name();
    }

    @Override
    public int size() {
        return data.size();
    }

    @Override
    public Shape input() {
        return data.input();
    }

    @Override
    public Target target() {
        return data.target();
    }

    @Override
    public List<String> classNames() {
        return data.classNames();
    }

    @Override
    public void copy(int example, Batch batch, int row) {
        synchronized (data) {
            data.copy(example, batch, row);
        }
    }

    @Override
    public int block() {
        return data.block();
    }

    @Override
    public String fingerprint() {
        return data.fingerprint();
    }

    @Override
    public Optional<DataSource> origin() {
        return Optional.of(place);
    }

    @Override
    public String place(int example) {
        return data.place(example);
    }
}
