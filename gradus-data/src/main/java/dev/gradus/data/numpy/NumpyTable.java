package dev.gradus.data.numpy;

import dev.gradus.data.BadRows;
import dev.gradus.data.DataException;
import dev.gradus.data.DataSource;
import dev.gradus.data.RowReader;
import dev.gradus.data.Table;
import dev.gradus.number.Text;
import dev.gradus.prepare.Row;
import dev.gradus.prepare.table.OnBadRow;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * A two-dimensional array as a table: its columns are named by NumPy's own index, {@code 0}, {@code
 * 1} and so on; NaN is a missing value.
 */
public final class NumpyTable {
    private static final int MOST_COLUMNS = 1 << 16;

    private NumpyTable() {}

    /**
     * Reads an {@code .npy} file.
     *
     * @param file the file
     * @param onBadRow what to do about a row that cannot be used
     * @return the table
     * @throws DataException if it is damaged or its array does not have two dimensions
     */
    public static Table of(Path file, OnBadRow onBadRow) {
        NpyArray array = NumpyFile.array(file);
        if (array.shape().size() != 2 || array.shape().contains(0)) {
            throw new DataException(
                    "%s has the shape %s; a table has two dimensions, rows and columns. Other inputs need their targets in a separate file (--labels FILE.npy)"
                            .formatted(file, array.shape()));
        }
        if (array.shape().get(1) > MOST_COLUMNS) {
            throw new DataException(
                    Text.of(
                            "%s has %,d columns; a table has at most %,d",
                            file, array.shape().get(1), MOST_COLUMNS));
        }
        return Table.of(
                file.toString(),
                DataSource.of(file.toAbsolutePath().normalize().toString(), DataSource.Part.WHOLE),
                new ArrayRows(array),
                onBadRow);
    }

    private record ArrayRows(NpyArray array) implements RowReader {
        @Override
        public List<String> columns() {
            return IntStream.range(0, array.shape().get(1)).mapToObj(String::valueOf).toList();
        }

        @Override
        public void forEach(Consumer<Row> rows, BadRows bad) {
            for (int row = 0; row < array.shape().getFirst(); row++) {
                rows.accept(new ArrayRow(new Fields(array, row), row));
            }
        }

        @Override
        public String place(long line) {
            return Text.of("row %d (counted from 0)", line);
        }
    }

    private record ArrayRow(List<String> fields, long line) implements Row {}

    private static final class Fields extends AbstractList<String> {
        private final NpyArray array;
        private final int row;

        Fields(NpyArray array, int row) {
            this.array = array;
            this.row = row;
        }

        @Override
        public String get(int column) {
            return array.text(row * array.stride(0) + column * array.stride(1));
        }

        @Override
        public int size() {
            return array.shape().get(1);
        }
    }
}
