package dev.gradus.data;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.gradus.data.csv.ColumnNames;
import dev.gradus.data.csv.CommentedNames;
import dev.gradus.data.csv.CsvText;
import dev.gradus.data.csv.Separator;
import dev.gradus.number.NumberText;
import dev.gradus.number.Text;
import dev.gradus.prepare.DecimalMark;
import dev.gradus.prepare.Row;
import dev.gradus.prepare.table.Header;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Rows of fields with separators between them: quotes may hold separators, line breaks and doubled
 * quotes. If the first line begins with {@code #}, all lines that do are comments, which are
 * skipped, but for names of columns above a first row that is data. Between semicolons a comma is
 * usually a decimal comma.
 */
final class CsvRows implements RowReader {
    private static final int HEAD = 1 << 18;

    private static final Pattern SEPARATOR_LINE =
            Pattern.compile("sep=([,;|\\t])\\r?\\n", Pattern.CASE_INSENSITIVE);

    private final TextFile file;
    private final Separator separator;
    private final boolean isSeparatorNamed;
    private final CommentStrategy comments;
    private final ColumnNames names;
    private final List<String> notes = new ArrayList<>();

    private CsvRows(
            TextFile file,
            String head,
            Separator separator,
            boolean isSeparatorNamed,
            CommentStrategy comments,
            Header header)
            throws IOException {
        this.file = file;
        this.separator = separator;
        this.isSeparatorNamed = isSeparatorNamed;
        this.comments = comments;
        CsvRecord first = first();
        boolean hasComments = comments == CommentStrategy.SKIP;
        names =
                ColumnNames.of(
                        new ColumnNames.FirstRow(first.getFields(), lineOf(first)),
                        header,
                        hasComments
                                ? CommentedNames.above(head, separator, first.getFieldCount())
                                : Optional.empty());
        names.clash()
                .ifPresent(clash -> {
                    throw new DataException(file.path() + ", " + clash);
                });
        notes.addAll(names.notes());
        if (isSeparatorNamed) {
            notes.add("line 1 names the separator of fields, as Excel does, and is skipped");
        }
        if (hasComments) {
            notes.add(names.ofComment().orElse("lines that begin with # are skipped"));
        }
    }

    static CsvRows of(TextFile file, Header header) throws IOException {
        String head = head(file);
        CommentStrategy comments =
                head.startsWith("#") ? CommentStrategy.SKIP : CommentStrategy.NONE;
        Matcher named = SEPARATOR_LINE.matcher(head);
        boolean isSeparatorNamed = named.lookingAt();
        Separator separator =
                isSeparatorNamed
                        ? Separator.named(named.group(1).charAt(0))
                        : Separator.of(head, comments);
        return new CsvRows(file, head, separator, isSeparatorNamed, comments, header);
    }

    private CsvReader<CsvRecord> reader() throws IOException {
        Reader text = file.open();
        if (isSeparatorNamed) {
            skipLine(text);
        }
        return CsvText.reader(text, separator, comments);
    }

    private static void skipLine(Reader text) throws IOException {
        for (int c = text.read(); c >= 0 && c != '\n'; ) {
            c = text.read();
        }
    }

    private static String head(TextFile file) throws IOException {
        try (Reader text = file.open()) {
            char[] head = new char[HEAD];
            int length = 0;
            for (int count = text.read(head); count > 0; count = read(text, head, length)) {
                length += count;
            }
            return new String(head, 0, length);
        }
    }

    private static int read(Reader text, char[] head, int from) throws IOException {
        return from == head.length ? -1 : text.read(head, from, head.length - from);
    }

    private long lineOf(CsvRecord record) {
        return record.getStartingLineNumber() + (isSeparatorNamed ? 1 : 0);
    }

    private CsvRecord first() throws IOException {
        try (CsvReader<CsvRecord> rows = reader();
                CloseableIterator<CsvRecord> each = rows.iterator()) {
            if (!each.hasNext()) {
                throw new DataException(file.path() + " is empty; it has neither names nor rows");
            }
            return each.next();
        } catch (CsvParseException fault) {
            throw fault(1, fault);
        } catch (UncheckedIOException failure) {
            throw failure.getCause();
        }
    }

    @Override
    public List<String> columns() {
        return names.all();
    }

    @Override
    public List<String> notes() {
        return notes;
    }

    @Override
    public boolean isNamed() {
        return names.source() != ColumnNames.Source.PLACE;
    }

    @Override
    public Optional<String> doubtOfNames() {
        return names.doubt();
    }

    @Override
    public void forEach(Consumer<Row> rows, BadRows bad) throws IOException {
        int width = names.all().size();
        var row = new CsvRow();
        try (CsvReader<CsvRecord> records = reader();
                CloseableIterator<CsvRecord> each = records.iterator()) {
            if (names.source() == ColumnNames.Source.FIRST_ROW) {
                row.become(each.next());
            }
            while (each.hasNext()) {
                row.become(each.next());
                if (row.isBlank()) {
                    continue;
                }
                if (row.repeatsTheNames()) {
                    bad.add(
                            Text.of("%s, line %d", file.path(), row.line),
                            "the row repeats the names of the columns");
                } else if (row.fields.size() == width) {
                    rows.accept(row);
                } else {
                    bad.add(
                            Text.of("%s, line %d", file.path(), row.line),
                            Text.of(
                                    "expected %s, as in the first row, got %,d",
                                    NumberText.counted(width, "field"), row.fields.size()));
                }
            }
        } catch (CsvParseException fault) {
            throw fault(row.line + 1, fault);
        } catch (UncheckedIOException failure) {
            throw failure.getCause();
        }
    }

    private DataException fault(long line, CsvParseException fault) {
        Throwable root = fault;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        if (root instanceof DataException known) {
            return known;
        }
        return new DataException(
                Text.of(
                        "%s, line %d or after: %s",
                        file.path(), line, reason(Objects.toString(root.getMessage(), ""))),
                fault);
    }

    /** Returns what is wrong in our words, told from the library's. */
    private static String reason(String theirs) {
        if (theirs.startsWith("Unclosed quoted field")) {
            return "a quote is not closed, so that all rows after it would be one field; close it, or write it twice where it is part of a text";
        }
        return theirs.startsWith("Unexpected character after closing quote")
                ? "a quote ends a field, but more follows before the separator; write a quote twice where it is part of a text, and close each quote that begins a field"
                : Text.of(
                        "the row has more than %,d columns or %,d characters; a quote that is not closed takes in everything after it",
                        CsvText.MOST_COLUMNS, CsvText.LONGEST_ROW);
    }

    @Override
    public Optional<DecimalMark> decimalMark() {
        return Optional.of(
                separator == Separator.SEMICOLON ? DecimalMark.COMMA : DecimalMark.POINT);
    }

    /** The row read last. */
    private final class CsvRow implements Row {
        private List<String> fields = List.of();
        private long line;

        void become(CsvRecord record) {
            line = lineOf(record);
            fields = record.getFields();
        }

        /** As where files with a header each were put together. */
        boolean repeatsTheNames() {
            List<String> columns = names.all();
            if (!isNamed() || columns.size() < 2 || fields.size() != columns.size()) {
                return false;
            }
            for (int i = 0; i < fields.size(); i++) {
                if (!fields.get(i).strip().equals(columns.get(i))) {
                    return false;
                }
            }
            return true;
        }

        boolean isBlank() {
            return fields.size() < names.all().size()
                    && fields.size() == 1
                    && fields.getFirst().isBlank();
        }

        @Override
        public List<String> fields() {
            return fields;
        }

        @Override
        public long line() {
            return line;
        }
    }
}
