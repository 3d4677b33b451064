package dev.gradus.data.jdbc;

import dev.gradus.data.BadRows;
import dev.gradus.data.DataException;
import dev.gradus.data.RowReader;
import dev.gradus.data.disk.DiskMemory;
import dev.gradus.number.NumberText;
import dev.gradus.number.Text;
import dev.gradus.prepare.Row;
import dev.gradus.text.FileFault;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The rows of a query as fields in a file. */
final class Spool implements RowReader {
    private static final int BUFFER = 1 << 16;

    /** How much room there must be for what is written until that is checked again. */
    private static final long CHECKED = 1L << 26;

    private static final int MOST_COLUMNS = 1 << 16;
    private static final int LONGEST_FIELD = 1 << 24;

    private final FileChannel file;
    private final List<String> columns;
    private final long rows;
    private final List<String> notes;

    private Spool(FileChannel file, List<String> columns, long rows, List<String> notes) {
        this.file = file;
        this.columns = columns;
        this.rows = rows;
        this.notes = notes;
    }

    /**
     * Reads a result to its end.
     *
     * @param name what messages call it
     * @param said what there is to say of the query, a sentence each
     */
    static Spool of(String name, ResultSet result, Path folder, List<String> said)
            throws SQLException {
        List<String> columns = columns(name, result.getMetaData());
        String what = "the rows of " + name;
        FileChannel file = DiskMemory.open(folder, what, CHECKED);
        try {
            long rows = write(name, result, columns, file, folder);
            var notes = new ArrayList<String>();
            notes.add(
                    Text.of(
                            "%s of the query (%s) kept on disk in %s until the command ends",
                            NumberText.counted(rows, "row"), DiskMemory.text(file.size()), folder));
            notes.addAll(said);
            return new Spool(file, columns, rows, notes);
        } catch (IOException failure) {
            close(file, failure);
            throw new DataException(
                    "the rows of %s cannot be kept on disk in %s: %s; name another folder (--cache DIR)"
                            .formatted(name, folder, FileFault.reason(failure)),
                    failure);
        } catch (SQLException | RuntimeException | Error failure) {
            close(file, failure);
            throw failure;
        }
    }

    private static void close(FileChannel file, Throwable failure) {
        try {
            file.close();
        } catch (IOException further) {
            failure.addSuppressed(further);
        }
    }

    /** Writes all rows and returns how many there are. */
    private static long write(
            String name, ResultSet result, List<String> columns, FileChannel file, Path folder)
            throws SQLException, IOException {
        var out =
                new DataOutputStream(
                        new BufferedOutputStream(Channels.newOutputStream(file), BUFFER));
        BitSet zoned = zoned(result.getMetaData());
        long checked = 0;
        long rows = 0;
        for (; result.next(); rows++) {
            for (int column = 0; column < columns.size(); column++) {
                String field = Fields.text(result, column + 1, zoned.get(column));
                write(name, columns.get(column), rows, field, out);
            }
            if (file.position() - checked > CHECKED / 2) {
                checked = file.position();
                DiskMemory.requireRoom(folder, "further rows of " + name, CHECKED);
            }
        }
        out.flush();
        return rows;
    }

    /** Returns which columns, counted from 0, hold moments with a time zone. */
    private static BitSet zoned(ResultSetMetaData data) throws SQLException {
        var zoned = new BitSet();
        for (int column = 1; column <= data.getColumnCount(); column++) {
            zoned.set(
                    column - 1,
                    Fields.isZoned(data.getColumnType(column), data.getColumnTypeName(column)));
        }
        return zoned;
    }

    private static List<String> columns(String name, ResultSetMetaData data) throws SQLException {
        if (data.getColumnCount() > MOST_COLUMNS) {
            throw new DataException(
                    Text.of(
                            "%s: the query has %,d columns; a table has at most %,d",
                            name, data.getColumnCount(), MOST_COLUMNS));
        }
        var columns = new ArrayList<String>();
        for (int column = 1; column <= data.getColumnCount(); column++) {
            String label = data.getColumnLabel(column);
            if (columns.contains(label)) {
                throw new DataException(
                        "%s: two columns of the query are named '%s'; give one another name with 'as'"
                                .formatted(name, label));
            }
            Fields.requireReadable(name, label, data.getColumnType(column));
            columns.add(label);
        }
        return columns;
    }

    private static void write(
            String name, String column, long row, @Nullable String field, DataOutputStream out)
            throws IOException {
        byte[] bytes = Objects.requireNonNullElse(field, "").getBytes(StandardCharsets.UTF_8);
        if (bytes.length > LONGEST_FIELD) {
            throw new DataException(
                    Text.of(
                            "%s, row %d, column '%s' has %,d bytes; at most %,d are read",
                            name, row + 1, column, bytes.length, LONGEST_FIELD));
        }
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    @Override
    public List<String> columns() {
        return columns;
    }

    @Override
    public List<String> notes() {
        return notes;
    }

    @Override
    public String place(long line) {
        return "row " + line;
    }

    @Override
    public void forEach(Consumer<Row> reader, BadRows bad) throws IOException {
        file.position(0);
        var in =
                new DataInputStream(new BufferedInputStream(Channels.newInputStream(file), BUFFER));
        String[] fields = new String[columns.size()];
        for (long row = 1; row <= rows; row++) {
            for (int column = 0; column < fields.length; column++) {
                fields[column] = new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
            }
            reader.accept(new SpooledRow(Arrays.asList(fields), row));
        }
    }

    private record SpooledRow(List<String> fields, long line) implements Row {}
}
