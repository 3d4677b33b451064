package dev.gradus.data.disk;

import dev.gradus.data.Dataset;
import dev.gradus.data.DatasetView;
import dev.gradus.nn.tensor.Batch;
import dev.gradus.number.Text;

/**
 * The rows before and after a range of others.
 *
 * @param source all rows
 * @param first the first row that is left out
 * @param count how many are
 */
record RowsAround(Dataset source, int first, int count) implements DatasetView {
    private int place(int example, int size) {
        if (example < 0 || example >= size) {
            throw new IndexOutOfBoundsException(example);
        }
        return example < first ? example : example + count;
    }

    @Override
    public String name() {
        return Text.of("%s, without examples %d to %d", source.name(), first, first + count - 1);
    }

    @Override
    public int size() {
        return source.size() - count;
    }

    @Override
    public int block() {
        return source.block();
    }

    @Override
    public void copy(int example, Batch batch, int row) {
        DatasetView.super.copy(place(example, size()), batch, row);
    }

    @Override
    public String place(int example) {
        return source.place(place(example, size()));
    }
}
