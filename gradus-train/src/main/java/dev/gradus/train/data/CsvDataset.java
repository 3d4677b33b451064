package dev.gradus.train.data;

import dev.gradus.nn.Shape;
import dev.gradus.nn.Target;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Examples from a table of numbers in a text file, one a line, fields separated by commas,
 * semicolons or tabs (what the first line has). If the first line is not all numbers, it names the
 * columns; else they are called 1, 2, 3 …
 *
 * <p>Every column that is no target is an input. Labels are whole numbers from 0.
 */
public final class CsvDataset {
    private static final int MOST_CLASSES = 1 << 20;

    private CsvDataset() {}

    /**
     * Reads a classification.
     *
     * @param file the table
     * @param label the name of the column with the classes
     * @throws DataException if a field is missing, no number, NaN or infinite, or a label is no
     *     whole number from 0; the message names the line and the column
     */
    public static Dataset ofLabels(Path file, String label) {
        CsvTable table = CsvTable.read(file);
        int column = table.column(label);
        int[] labels = new int[table.rows()];
        for (int row = 0; row < labels.length; row++) {
            labels[row] = label(table, row, column);
        }
        int classes = Math.max(2, Arrays.stream(labels).max().orElse(0) + 1);
        int[] inputs = without(table, List.of(column));
        return new ArrayDataset(
                file.toString(),
                Shape.vector(inputs.length),
                Target.classes(classes),
                table.pick(inputs),
                labels,
                new float[0],
                table::place);
    }

    /**
     * Reads a regression.
     *
     * @param file the table
     * @param targets the names of the columns with the target values, at least one
     * @throws DataException if a field is missing, no number, NaN or infinite; the message names
     *     the line and the column
     */
    public static Dataset ofValues(Path file, List<String> targets) {
        CsvTable table = CsvTable.read(file);
        List<Integer> columns = targets.stream().map(table::column).toList();
        int[] inputs = without(table, columns);
        return new ArrayDataset(
                file.toString(),
                Shape.vector(inputs.length),
                Target.values(columns.size()),
                table.pick(inputs),
                new int[0],
                table.pick(columns.stream().mapToInt(Integer::intValue).toArray()),
                table::place);
    }

    private static int label(CsvTable table, int row, int column) {
        float value = table.value(row, column);
        if (value != (int) value || value < 0 || value >= MOST_CLASSES) {
            throw new DataException(
                    "%s, column '%s': a label is a whole number from 0, got %s"
                            .formatted(table.place(row), table.names().get(column), value));
        }
        return (int) value;
    }

    private static int[] without(CsvTable table, List<Integer> targets) {
        int[] inputs =
                IntStream.range(0, table.names().size())
                        .filter(column -> !targets.contains(column))
                        .toArray();
        if (inputs.length == 0) {
            throw new DataException(
                    "%s has no column beside the target %s".formatted(table.file(), table.names()));
        }
        return inputs;
    }
}
