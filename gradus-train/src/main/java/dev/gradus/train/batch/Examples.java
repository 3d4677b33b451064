package dev.gradus.train.batch;

import dev.gradus.data.DataException;
import dev.gradus.data.Dataset;
import dev.gradus.data.NonFinite;
import dev.gradus.nn.engine.NonFiniteValues;
import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Target;
import dev.gradus.number.Text;
import java.util.function.IntUnaryOperator;

/** Refuses examples that a network cannot learn from. */
final class Examples {
    private Examples() {}

    /**
     * Checks that inputs and target values of some rows are finite, and labels are classes.
     *
     * @param examples the number of the example in a row
     * @param from the first row
     * @param end the row after the last
     */
    static void requireUsable(
            Dataset data, IntUnaryOperator examples, Batch batch, int from, int end) {
        if (areUsable(batch, from, end)) {
            return;
        }
        for (int row = from; row < end; row++) {
            requireUsable(data, examples.applyAsInt(row), batch, row);
        }
    }

    private static boolean areUsable(Batch batch, int from, int end) {
        int width = batch.inputSize();
        return !NonFiniteValues.hasAny(batch.inputs(), from * width, end * width)
                && switch (batch.target()) {
                    case Target.Classes(int count) -> areBelow(count, batch.labels(), from, end);
                    case Target.Values(int size) ->
                            !NonFiniteValues.hasAny(batch.values(), from * size, end * size);
                };
    }

    private static boolean areBelow(int count, int[] labels, int from, int end) {
        for (int row = from; row < end; row++) {
            if (labels[row] < 0 || labels[row] >= count) {
                return false;
            }
        }
        return true;
    }

    private static void requireUsable(Dataset data, int example, Batch batch, int row) {
        requireFinite(data, example, "input", batch.inputs(), row, batch.inputSize());
        switch (batch.target()) {
            case Target.Classes(int count) -> {
                int label = batch.labels()[row];
                if (label < 0 || label >= count) {
                    throw new DataException(
                            Text.of(
                                    "%s has label %d; labels of %d classes are 0 to %d",
                                    data.place(example), label, count, count - 1));
                }
            }
            case Target.Values(int width) ->
                    requireFinite(data, example, "target value", batch.values(), row, width);
        }
    }

    private static void requireFinite(
            Dataset data, int example, String what, float[] values, int row, int width) {
        int column = NonFinite.find(values, row * width, width);
        if (column >= 0) {
            throw new DataException(
                    Text.of(
                            "%s, %s %d (counted from 0) is %s; clean the data or drop the example",
                            data.place(example), what, column, values[row * width + column]));
        }
    }
}
