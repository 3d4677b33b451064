package dev.gradus.data;

import dev.gradus.prepare.Row;
import dev.gradus.prepare.RowSource;
import dev.gradus.text.FileFault;
import dev.gradus.text.MemoryFault;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.ZipException;

/**
 * A file of rows. It is read from its beginning each time it is asked for its rows, and never held
 * as a whole.
 *
 * <p>
 *
 * {@snippet :
 * var table = Table.of(Path.of("penguins.csv"), TableFormat.usual());
 * var survey = Survey.of(table);
 * var roles = Roles.of(survey, Wishes.learn("species"));
 * var data = PreparedTable.of(table, roles, PreparedTable.Shares.validation(0.2), 1);
 * }
 */
public final class Table implements RowSource {
    private final Path path;
    private final RowReader reader;
    private final TableFormat format;
    private final List<String> columns;
    private BadRows bad;

    private Table(Path path, RowReader reader, TableFormat format) {
        this.path = path;
        this.reader = reader;
        this.format = format;
        this.columns = List.copyOf(reader.columns());
        this.bad = new BadRows(format.onBadRow());
    }

    /**
     * Looks at the beginning of a file, and at all of JSON lines. Names that end in {@code .jsonl}
     * or {@code .ndjson} are JSON lines; all others are fields separated by commas, semicolons,
     * tabs or bars. {@code .gz} may follow.
     *
     * @throws DataException if it cannot be read; the message says where and why
     */
    public static Table of(Path path, TableFormat format) {
        var text = new TextFile(path, format.encoding());
        boolean isJson =
                text.plainName().endsWith(".jsonl") || text.plainName().endsWith(".ndjson");
        return reading(
                path,
                () ->
                        new Table(
                                path,
                                isJson ? JsonRows.of(text) : CsvRows.of(text, format.header()),
                                format));
    }

    @Override
    public List<String> columns() {
        return columns;
    }

    @Override
    public void forEach(Consumer<Row> rows) {
        bad = new BadRows(format.onBadRow());
        reading(
                path,
                () -> {
                    reader.forEach(rows, bad);
                    return path;
                });
    }

    /** Returns where a row is, for people. */
    public String place(Row row) {
        return place(row.line());
    }

    String place(long line) {
        return "%s, line %d".formatted(path, line);
    }

    Path path() {
        return path;
    }

    /** Returns what the file is called. */
    public String name() {
        return path.toString();
    }

    /** Returns what becomes of rows that cannot be used. */
    public OnBadRow onBadRow() {
        return format.onBadRow();
    }

    /** Returns what there is to say of how the file was read, a sentence each. */
    public List<String> notes() {
        var notes = new ArrayList<>(reader.notes());
        notes.addAll(bad.notes());
        return notes;
    }

    /** Reads rows of a file in some form. */
    interface RowReader {
        List<String> columns();

        void forEach(Consumer<Row> rows, BadRows bad) throws IOException;

        List<String> notes();
    }

    private interface Reading<T> {
        T read() throws IOException;
    }

    private static <T> T reading(Path path, Reading<T> reading) {
        try {
            return reading.read();
        } catch (OutOfMemoryError full) {
            throw new DataException(
                    path + " does not fit into memory: " + MemoryFault.sentence(full), full);
        } catch (NoSuchFileException missing) {
            throw new DataException(path + " does not exist", missing);
        } catch (CharacterCodingException garbled) {
            throw new DataException(
                    path
                            + " has bytes that are not characters of its encoding; name the right one, as in --encoding windows-1252",
                    garbled);
        } catch (ZipException damaged) {
            throw new DataException(
                    "%s cannot be expanded: %s".formatted(path, damaged.getMessage()), damaged);
        } catch (IOException failure) {
            throw new DataException(FileFault.of("cannot read", path, failure), failure);
        }
    }
}
