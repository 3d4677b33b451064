package dev.gradus.train.batch;

import dev.gradus.data.DataSource;
import dev.gradus.data.Dataset;
import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.nn.tensor.Target;
import java.util.List;
import java.util.Optional;

/** A data set that several threads read, one at a time, since reading is not thread-safe. */
public final class SharedDataset implements Dataset {
    private final Dataset source;

    private SharedDataset(Dataset source) {
        this.source = source;
    }

    /**
     * {@return the same examples for several threads}
     *
     * @param data the examples
     */
    public static Dataset of(Dataset data) {
        return new SharedDataset(data);
    }

    @Override
    public String name() {
        return source.name();
    }

    @Override
    public int size() {
        return source.size();
    }

    @Override
    public Shape input() {
        return source.input();
    }

    @Override
    public Target target() {
        return source.target();
    }

    @Override
    public List<String> classNames() {
        return source.classNames();
    }

    @Override
    public void copy(int example, Batch batch, int row) {
        synchronized (source) {
            source.copy(example, batch, row);
        }
    }

    @Override
    public String fingerprint() {
        synchronized (source) {
            return source.fingerprint();
        }
    }

    @Override
    public Optional<DataSource> origin() {
        return source.origin();
    }

    @Override
    public int block() {
        return source.block();
    }

    @Override
    public String place(int example) {
        return source.place(example);
    }
}
