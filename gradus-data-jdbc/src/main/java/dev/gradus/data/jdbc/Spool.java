package dev.gradus.data.jdbc;

import dev.gradus.data.BadRows;
import dev.gradus.data.DataException;
import dev.gradus.data.RowReader;
import dev.gradus.data.disk.DiskMemory;
import dev.gradus.number.NumberText;
import dev.gradus.number.Text;
import dev.gradus.prepare.Row;
import dev.gradus.prepare.table.UnreadColumns;
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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The rows of a query as fields in a file. */
final class Spool implements RowReader {
    private static final int BUFFER = 1 << 16;

    /** How much room there must be for what is written until that is checked again. */
    private static final long CHECKED = 1L << 20;

    private static final int MOST_COLUMNS = 1 << 16;
    static final int LONGEST_FIELD = 1 << 24;

    /** Stands for the length of a value that has no form in a table. */
    private static final int FORMLESS = -1;

    private static final String FAULT =
            "the value is bytes, an array or a structure; expected a single value, or leave the column out (--drop)";

    private final FileChannel file;
    private final List<String> columns;
    private final Contents contents;
    private final List<String> notes;

    private Spool(FileChannel file, List<String> columns, Contents contents, List<String> notes) {
        this.file = file;
        this.columns = columns;
        this.contents = contents;
        this.notes = notes;
    }

    /**
     * What was read.
     *
     * @param rows how many rows
     * @param formless the columns, counted from 0, of whose values none has a form in a table
     */
    private record Contents(long rows, BitSet formless) {}

    /**
     * Reads a result to its end.
     *
     * @param name what messages call it
     * @param said what there is to say of the query, a sentence each
     */
    static Spool of(String name, ResultSet result, Path folder, List<String> said)
            throws SQLException {
        List<QueryColumn> columns = columns(name, result.getMetaData());
        String what = "the first rows of " + name;
        FileChannel file = DiskMemory.open(folder, what, CHECKED);
        try {
            Contents contents = write(name, result, columns, file, folder);
            var notes = new ArrayList<String>();
            notes.add(
                    Text.of(
                            "%s of the query (%s) kept on disk in %s until the command ends",
                            NumberText.counted(contents.rows(), "row"),
                            DiskMemory.text(file.size()),
                            folder));
            notes.addAll(said);
            List<String> names = columns.stream().map(QueryColumn::name).toList();
            return new Spool(file, names, contents, notes);
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

    /** Writes all rows. */
    private static Contents write(
            String name, ResultSet result, List<QueryColumn> columns, FileChannel file, Path folder)
            throws SQLException, IOException {
        var out =
                new DataOutputStream(
                        new BufferedOutputStream(Channels.newOutputStream(file), BUFFER));
        var formless = new BitSet();
        var formed = new BitSet();
        long checked = 0;
        long rows = 0;
        for (; result.next(); rows++) {
            for (QueryColumn column : columns) {
                Optional<String> field = column.field(result);
                if (field.isEmpty()) {
                    formless.set(column.number() - 1);
                } else if (!field.get().isEmpty()) {
                    formed.set(column.number() - 1);
                }
                write(name, column.name(), rows, field, out);
            }
            if (file.position() - checked > CHECKED / 2) {
                checked = file.position();
                DiskMemory.requireRoom(folder, "further rows of " + name, CHECKED);
            }
        }
        out.flush();
        formless.andNot(formed);
        return new Contents(rows, formless);
    }

    private static List<QueryColumn> columns(String name, ResultSetMetaData data)
            throws SQLException {
        if (data.getColumnCount() > MOST_COLUMNS) {
            throw new DataException(
                    Text.of(
                            "%s: the query has %,d columns; a table has at most %,d",
                            name, data.getColumnCount(), MOST_COLUMNS));
        }
        var columns = new ArrayList<QueryColumn>();
        var names = new HashSet<String>();
        for (int number = 1; number <= data.getColumnCount(); number++) {
            QueryColumn column = QueryColumn.of(data, number);
            if (!names.add(column.name())) {
                throw new DataException(
                        "%s: two columns of the query are named '%s'; give one another name with 'as'"
                                .formatted(name, column.name()));
            }
            columns.add(column);
        }
        return columns;
    }

    private static void write(
            String name, String column, long row, Optional<String> field, DataOutputStream out)
            throws IOException {
        if (field.isEmpty()) {
            out.writeInt(FORMLESS);
            return;
        }
        byte[] bytes = field.get().getBytes(StandardCharsets.UTF_8);
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
    public UnreadColumns unread() {
        return new UnreadColumns(
                contents.formless().stream().mapToObj(columns::get).toList(),
                "bytes, arrays or structures",
                "leave such columns out of the query, or take them apart there");
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
        for (long row = 1; row <= contents.rows(); row++) {
            Map<Integer, String> faults = read(in, fields);
            reader.accept(new SpooledRow(Arrays.asList(fields), row, faults));
        }
    }

    /** Reads a row; returns what is wrong with values without a form, where others have one. */
    private Map<Integer, String> read(DataInputStream in, String[] fields) throws IOException {
        var faults = new HashMap<Integer, String>();
        for (int column = 0; column < fields.length; column++) {
            int length = in.readInt();
            if (length == FORMLESS && !contents.formless().get(column)) {
                faults.put(column, FAULT);
            }
            fields[column] = new String(in.readNBytes(Math.max(0, length)), StandardCharsets.UTF_8);
        }
        return faults;
    }

    private record SpooledRow(List<String> fields, long line, Map<Integer, String> faults)
            implements Row {}
}
