package dev.gradus.data;

import dev.gradus.nn.tensor.Shape;
import dev.gradus.nn.tensor.Target;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Examples from a table of numbers in a text file, one a line, fields separated by commas,
 * semicolons or tabs (what the first line has). If the first line is not all numbers, it names the
 * columns; else they are called 1, 2, 3 …
 *
 * <p>Every column that is not a target is an input. Labels are whole numbers from 0, or names,
 * which are numbered in the order of their characters; see {@link Dataset#classNames}.
 */
public final class CsvDataset {
    private CsvDataset() {}

    /**
     * Reads a classification.
     *
     * @param file the table
     * @param label the name of the column with the classes
     * @throws DataException if a field is missing, no number, NaN or infinite, or a label is a
     *     number but not a whole one from 0; the message names the line and the column
     */
    public static Dataset ofLabels(Path file, String label) {
        CsvTable table = CsvTable.read(file, label);
        int column = table.column(label);
        int[] inputs = without(table, List.of(column));
        ClassColumn.Classes classes = table.classes();
        return new ArrayDataset(
                file.toString(),
                Shape.vector(inputs.length),
                Target.classes(classes.count()),
                table.pick(inputs),
                classes.labels(),
                new float[0],
                classes.names(),
                table::place,
                source(file, "label", label));
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
                List.of(),
                table::place,
                source(file, "target", List.copyOf(targets)));
    }

    private static Optional<DataSource> source(Path file, String kind, Object columns) {
        var words = new LinkedHashMap<String, Object>();
        words.put("data", file.toAbsolutePath().normalize().toString());
        words.put(kind, columns);
        return Optional.of(new DataSource(words, DataSource.Part.WHOLE));
    }

    /**
     * Reads rows to predict. Every column is an input but those that were learned, which may be
     * missing. The target values of the examples mean nothing.
     *
     * @param file the table
     * @param label the name of the column with the classes, which may be names; empty for none
     * @param targets the names of the columns with target values
     * @throws DataException if a field is missing, no number, NaN or infinite; the message names
     *     the line and the column
     */
    public static Dataset ofInputs(Path file, String label, List<String> targets) {
        CsvTable table = CsvTable.read(file, label);
        List<Integer> learned =
                Stream.concat(Stream.of(label), targets.stream())
                        .map(table.names()::indexOf)
                        .filter(column -> column >= 0)
                        .toList();
        int[] inputs = without(table, learned);
        return new ArrayDataset(
                file.toString(),
                Shape.vector(inputs.length),
                Target.values(1),
                table.pick(inputs),
                new int[0],
                new float[table.rows()],
                List.of(),
                table::place,
                Optional.empty());
    }

    private static int[] without(CsvTable table, List<Integer> targets) {
        var taken = Set.copyOf(targets);
        int[] inputs =
                IntStream.range(0, table.names().size())
                        .filter(column -> !taken.contains(column))
                        .toArray();
        if (inputs.length == 0) {
            throw new DataException(
                    "%s has no column beside the target [%s]"
                            .formatted(table.file(), table.listed()));
        }
        return inputs;
    }
}
