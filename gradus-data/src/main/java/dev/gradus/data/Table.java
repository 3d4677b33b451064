package dev.gradus.data;

import dev.gradus.data.bytes.OtherFormat;
import dev.gradus.file.FileState;
import dev.gradus.prepare.DecimalMark;
import dev.gradus.prepare.Row;
import dev.gradus.prepare.RowSource;
import dev.gradus.prepare.table.Header;
import dev.gradus.prepare.table.OnBadRow;
import dev.gradus.prepare.table.TableFormat;
import dev.gradus.prepare.table.UnreadColumns;
import dev.gradus.text.FileFault;
import dev.gradus.text.MemoryFault;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.ZipException;

/**
 * A file of rows. It is read from the beginning each time its rows are needed, and never held as a
 * whole.
 *
 * <p>
 *
 * {@snippet :
 * var table = Table.of(Path.of("penguins.csv"), TableFormat.usual());
 * var survey = Survey.of(table);
 * var roles = Roles.of(survey, Wishes.learn("species"));
 * var data = PreparedTable.of(table, roles, new PreparedTable.Shares(0.2, 0), 1);
 * }
 */
public final class Table implements RowSource {
    private final DataSource source;
    private final String name;
    private final RowReader reader;
    private final OnBadRow onBadRow;
    private final List<String> columns;
    private final List<String> onFile;
    private final Optional<FileState> opened;
    private BadRows bad;

    private Table(
            String name,
            DataSource source,
            RowReader reader,
            OnBadRow onBadRow,
            List<String> onFile,
            Optional<FileState> opened) {
        this.name = name;
        this.source = source;
        this.reader = reader;
        this.onBadRow = onBadRow;
        this.columns = List.copyOf(reader.columns());
        this.bad = new BadRows(onBadRow);
        this.onFile = onFile;
        this.opened = opened;
    }

    /**
     * Looks at the beginning of a file, and at all of JSON lines. Names that end in {@code .jsonl},
     * {@code .ndjson} or {@code .json} are JSON lines; all others are fields separated by commas,
     * semicolons, tabs or bars. {@code .gz} may follow.
     *
     * @param path the file
     * @param format how to read it
     * @return the table
     * @throws DataException if it cannot be read; the message says where and why
     * @throws IllegalArgumentException if JSON lines, which have no header, are given one
     */
    public static Table of(Path path, TableFormat format) {
        requireFile(path);
        var text = new TextFile(path, format.encoding());
        if (text.isJsonLines() && format.header() != Header.AUTO) {
            throw new IllegalArgumentException(
                    "header is for text with separators, which '%s' is not, since JSON lines name their values; leave it out"
                            .formatted(path));
        }
        return reading(
                path.toString(),
                () -> {
                    FileState opened = FileState.of(path); // before its columns are looked for
                    requireText(text);
                    return new Table(
                            path.toString(),
                            new DataSource(TableWords.of(path, format), DataSource.Part.WHOLE),
                            new ReadAhead(
                                    text.isJsonLines()
                                            ? JsonRows.of(text)
                                            : CsvRows.of(text, format.header())),
                            format.onBadRow(),
                            text.overridden().stream().toList(),
                            Optional.of(opened));
                });
    }

    /**
     * {@return whether a file holds JSON lines, told by its name}
     *
     * @param path the file
     */
    public static boolean isJsonLines(Path path) {
        return new TextFile(path, TableFormat.usual().encoding()).isJsonLines();
    }

    /** Refuses a format other than text, which would be read as damaged text. */
    private static void requireText(TextFile text) throws IOException {
        Optional<OtherFormat> format =
                text.isCompressed()
                        ? OtherFormat.ofExpanded(text.path())
                        : OtherFormat.of(text.path());
        if (format.isPresent()) {
            throw new DataException("%s is %s".formatted(text.path(), format.get().words()));
        }
    }

    /** Refuses a pipe, which would be empty the second time, so that reading would wait forever. */
    private static void requireFile(Path path) {
        if (Files.isDirectory(path)) {
            throw new DataException(path + " is a folder, not a table");
        }
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            throw new DataException(
                    path
                            + " is a pipe or a device, which can be read only once; write its rows to a file first");
        }
    }

    /**
     * {@return a table of the rows that a reader of another format reads}
     *
     * @param name the table's name in messages
     * @param source how a recipe names it
     * @param reader reads the rows
     * @param onBadRow what to do about a row that cannot be used
     */
    public static Table of(String name, DataSource source, RowReader reader, OnBadRow onBadRow) {
        return reading(
                name,
                () -> {
                    Optional<Path> file = reader.rereadFile();
                    return new Table(
                            name,
                            source,
                            reader,
                            onBadRow,
                            List.of(),
                            file.isEmpty()
                                    ? Optional.empty()
                                    : Optional.of(FileState.of(file.get())));
                });
    }

    @Override
    public List<String> columns() {
        return columns;
    }

    @Override
    public void forEach(Consumer<Row> rows) {
        forEach(rows, new BadRows(onBadRow));
    }

    /**
     * Reads all rows in order, including those that cannot be read, regardless of the policy for
     * bad rows.
     *
     * @param rows takes each row that can be read, which is valid during the call only
     * @param faults takes, for each row that cannot be read, where it is, what was read, and what
     *     was expected
     */
    public void forEach(Consumer<Row> rows, Consumer<String> faults) {
        forEach(rows, new BadRows(faults));
    }

    private void forEach(Consumer<Row> rows, BadRows counter) {
        bad = counter;
        reading(
                name,
                () -> {
                    reader.forEach(rows, counter);
                    requireUnchanged();
                    return name;
                });
    }

    /** Refuses rows that were not there, or others, when the table was looked at first. */
    private void requireUnchanged() throws IOException {
        if (opened.isPresent()) {
            opened.get()
                    .change()
                    .ifPresent(change -> {
                        throw new DataException(
                                "%s changed while it was read: %s; try again when it is complete, or with a copy of it"
                                        .formatted(name, change));
                    });
        }
    }

    @Override
    public Optional<DecimalMark> decimalMark() {
        return reader.decimalMark();
    }

    @Override
    public UnreadColumns unread() {
        return reader.unread();
    }

    /** {@return the rows that can be read, without a word about the others} */
    public RowSource readable() {
        return new WithoutFaults();
    }

    private final class WithoutFaults implements RowSource {
        @Override
        public List<String> columns() {
            return columns;
        }

        @Override
        public Optional<DecimalMark> decimalMark() {
            return reader.decimalMark();
        }

        @Override
        public UnreadColumns unread() {
            return reader.unread();
        }

        @Override
        public String placeOf(long line) {
            return Table.this.placeOf(line);
        }

        @Override
        public void forEach(Consumer<Row> rows) {
            Table.this.forEach(rows, _ -> {});
        }
    }

    /** {@return whether the table names its columns; else they are named by position} */
    public boolean isNamed() {
        return reader.isNamed();
    }

    /** {@return why a column that a user names may be missing, a sentence, if that is known} */
    public Optional<String> doubtOfNames() {
        return reader.doubtOfNames();
    }

    /**
     * {@return where a row is, for people}
     *
     * @param row the row
     */
    public String place(Row row) {
        return place(row.line());
    }

    /**
     * {@return where a row is, for people}
     *
     * @param line the row's number, as in {@link Row#line}
     */
    public String place(long line) {
        return name + ", " + placeOf(line);
    }

    @Override
    public String placeOf(long line) {
        return reader.place(line);
    }

    /** Returns how a recipe names the table. */
    DataSource source() {
        return source;
    }

    /** {@return the table's name in messages: the path of a file} */
    public String name() {
        return name;
    }

    /** {@return what to do about rows that cannot be used} */
    public OnBadRow onBadRow() {
        return onBadRow;
    }

    /** {@return notes on how the file was read, a sentence each} */
    public List<String> notes() {
        var notes = new ArrayList<>(onFile);
        notes.addAll(reader.notes());
        reader.unread().note().ifPresent(notes::add);
        notes.addAll(bad.notes());
        return notes;
    }

    private interface Reading<T> {
        T read() throws IOException;
    }

    private static <T> T reading(String name, Reading<T> reading) {
        try {
            return reading.read();
        } catch (OutOfMemoryError full) {
            throw new DataException(
                    name + " does not fit into memory: " + MemoryFault.sentence(full), full);
        } catch (NoSuchFileException missing) {
            throw new DataException(name + " does not exist", missing);
        } catch (CharacterCodingException garbled) {
            throw new DataException(
                    name
                            + " has bytes that are not characters of its encoding; give the right one (as in --encoding windows-1252)",
                    garbled);
        } catch (ZipException damaged) {
            throw new DataException(
                    "%s cannot be expanded: %s".formatted(name, damaged.getMessage()), damaged);
        } catch (IOException failure) {
            throw new DataException(
                    "cannot read %s: %s".formatted(name, FileFault.reason(failure)), failure);
        }
    }
}
