package dev.gradus.data;

import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.nn.tensor.Target;
import dev.gradus.number.NumberText;
import dev.gradus.number.Text;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/** Examples held in memory, row after row. */
final class ArrayDataset implements Dataset {
    private final String name;
    private final Shape input;
    private final int width;
    private final Target target;
    private final float[] inputs;
    private final int[] labels;
    private final float[] values;
    private final List<String> classNames;
    private final IntFunction<String> places;
    private final Optional<DataSource> source;

    /** Keeps the arrays without copying; labels or values are empty as in a {@link Batch}. */
    ArrayDataset(
            String name,
            Shape input,
            Target target,
            float[] inputs,
            int[] labels,
            float[] values,
            List<String> classNames,
            IntFunction<String> places,
            Optional<DataSource> source) {
        this.name = name;
        this.input = input;
        this.width = input.size();
        this.target = target;
        this.inputs = inputs;
        this.labels = labels;
        this.values = values;
        this.classNames = List.copyOf(classNames);
        this.places = places;
        this.source = source;
    }

    static Dataset ofLabels(Shape input, float[][] inputs, int[] labels, int classes) {
        requireSameSize(inputs.length, "labels", labels.length);
        for (int row = 0; row < labels.length; row++) {
            if (labels[row] < 0 || labels[row] >= classes) {
                throw new DataException(
                        Text.of(
                                "row %d has label %d; labels of %d classes are 0 to %d",
                                row, labels[row], classes, classes - 1));
            }
        }
        return new ArrayDataset(
                "arrays",
                input,
                Target.classes(classes),
                flat("inputs", inputs, input.size()),
                labels.clone(),
                new float[0],
                List.of(),
                ArrayDataset::row,
                Optional.empty());
    }

    static Dataset ofValues(Shape input, float[][] inputs, float[][] values) {
        requireSameSize(inputs.length, "target values", values.length);
        int width = values[0].length;
        return new ArrayDataset(
                "arrays",
                input,
                Target.values(width),
                flat("inputs", inputs, input.size()),
                new int[0],
                flat("target values", values, width),
                List.of(),
                ArrayDataset::row,
                Optional.empty());
    }

    private static String row(int example) {
        return "row " + example + " (counted from 0)";
    }

    private static void requireSameSize(int inputs, String what, int targets) {
        if (inputs == 0 || inputs != targets) {
            throw new DataException(
                    Text.of(
                            "a data set has as many rows of inputs as of %s, at least 1; got %d and %d",
                            what, inputs, targets));
        }
    }

    private static float[] flat(String what, float[][] rows, int width) {
        float[] flat = new float[Math.multiplyExact(rows.length, width)];
        for (int row = 0; row < rows.length; row++) {
            if (rows[row].length != width) {
                throw new DataException(
                        Text.of(
                                "row %d of the %s has %s, expected %d",
                                row, what, NumberText.counted(rows[row].length, "value"), width));
            }
            System.arraycopy(rows[row], 0, flat, row * width, width);
            int column = NonFinite.find(flat, row * width, width);
            if (column >= 0) {
                throw new DataException(
                        Text.of(
                                "row %d, column %d of the %s is %s (both counted from 0); clean the data or drop the row",
                                row, column, what, rows[row][column]));
            }
        }
        return flat;
    }

    @Override
    public Optional<DataSource> origin() {
        return source;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int size() {
        return inputs.length / width;
    }

    @Override
    public Shape input() {
        return input;
    }

    @Override
    public Target target() {
        return target;
    }

    @Override
    public List<String> classNames() {
        return classNames;
    }

    @Override
    public boolean isThreadSafe() {
        return true;
    }

    @Override
    public void copy(int example, Batch batch, int row) {
        System.arraycopy(inputs, example * width, batch.inputs(), row * width, width);
        switch (target) {
            case Target.Classes _ -> batch.labels()[row] = labels[example];
            case Target.Values(int count) ->
                    System.arraycopy(values, example * count, batch.values(), row * count, count);
        }
    }

    @Override
    public String place(int example) {
        return places.apply(example);
    }
}
