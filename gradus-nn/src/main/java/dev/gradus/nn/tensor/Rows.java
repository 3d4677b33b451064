package dev.gradus.nn.tensor;

/**
 * Examples of a batch, one after another, and what is known of each: what a user's own loss or
 * metric compares outputs with.
 */
public final class Rows {
    private Batch batch;
    private int first;
    private int count;

    /**
     * Creates a view of all examples of a batch.
     *
     * @param batch the batch
     */
    public Rows(Batch batch) {
        this.batch = batch;
        count = batch.size();
    }

    /**
     * Moves this view to other examples, so that nothing is allocated for a slice.
     *
     * @param batch the batch
     * @param first the number of the first one in its batch
     * @param count how many there are
     * @return this
     */
    public Rows show(Batch batch, int first, int count) {
        this.batch = batch;
        this.first = first;
        this.count = count;
        return this;
    }

    /** {@return how many examples there are} */
    public int count() {
        return count;
    }

    /** {@return what is known of each example} */
    public Target target() {
        return batch.target();
    }

    /**
     * {@return the class of an example}
     *
     * @param row which one, from 0 to {@link #count} − 1
     * @throws IllegalStateException if the target is not a class
     */
    public int label(int row) {
        if (!(batch.target() instanceof Target.Classes)) {
            throw new IllegalStateException(
                    "the examples have %s and no classes; ask for value(row, column)"
                            .formatted(batch.target()));
        }
        return batch.labels()[first + row];
    }

    /**
     * {@return a target value of an example; a class counts as the values 0 … 1 … 0}
     *
     * @param row which example, from 0 to {@link #count} − 1
     * @param column which of its values
     */
    public float value(int row, int column) {
        return switch (batch.target()) {
            case Target.Classes classes -> batch.labels()[first + row] == column ? 1 : 0;
            case Target.Values(int width) -> batch.values()[(first + row) * width + column];
        };
    }
}
