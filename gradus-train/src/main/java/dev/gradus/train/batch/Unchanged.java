package dev.gradus.train.batch;

import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Shape;

/** No change. */
enum Unchanged implements OfOneRow {
    NONE;

    @Override
    public void apply(Batch batch, int row, Shape input, Draw draw) {}

    @Override
    public String toString() {
        return "none";
    }
}
