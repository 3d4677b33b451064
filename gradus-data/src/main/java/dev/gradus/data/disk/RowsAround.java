package dev.gradus.data.disk;

import dev.gradus.data.Dataset;
import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.nn.tensor.Target;
import dev.gradus.number.Text;
import java.util.List;

/**
 * The rows before and after a range of others.
 *
 * @param rows all rows
 * @param first the first row that is left out
 * @param count how many are
 */
record RowsAround(Dataset rows, int first, int count) implements Dataset {
    private int place(int example, int size) {
        if (example < 0 || example >= size) {
            throw new IndexOutOfBoundsException(example);
        }
        return example < first ? example : example + count;
    }

    @Override
    public String name() {
        return Text.of("%s, without examples %d to %d", rows.name(), first, first + count - 1);
    }

    @Override
    public int size() {
        return rows.size() - count;
    }

    @Override
    public Shape input() {
        return rows.input();
    }

    @Override
    public Target target() {
        return rows.target();
    }

    @Override
    public List<String> classNames() {
        return rows.classNames();
    }

    @Override
    public int block() {
        return rows.block();
    }

    @Override
    public void copy(int example, Batch batch, int row) {
        int place = place(example, size());
        synchronized (rows) {
            rows.copy(place, batch, row);
        }
    }

    @Override
    public String place(int example) {
        return rows.place(place(example, size()));
    }
}
