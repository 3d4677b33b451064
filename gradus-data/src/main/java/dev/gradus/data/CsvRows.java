package dev.gradus.data;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.gradus.number.NumberText;
import dev.gradus.number.Text;
import dev.gradus.prepare.DecimalMark;
import dev.gradus.prepare.Row;
import dev.gradus.prepare.table.Header;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

    private static final Pattern DECIMAL_COMMA =
            Pattern.compile(
                    "[+-]?(\\p{Sc}\\h*)?[+-]?([0-9]+|[0-9]{1,3}(\\.[0-9]{3})+)?,[0-9]+([eE][+-]?[0-9]+)?(\\h*[\\p{Sc}%])?");

    private static final Pattern SEPARATOR_LINE =
            Pattern.compile("sep=([,;|\\t])\\r?\\n", Pattern.CASE_INSENSITIVE);

    private final TextFile file;
    private final Separator separator;
    private final boolean isSeparatorNamed;
    private final CommentStrategy comments;
    private final boolean isNamed;
    private final boolean hasRowOfNames;
    private final List<String> columns;
    private final Optional<String> doubtOfNames;
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
        CsvRecord firstRow = first();
        List<String> first = firstRow.getFields();
        boolean hasNumber = first.stream().anyMatch(CsvRows::isNumber);
        Optional<CommentedNames> above =
                hasNumber && comments == CommentStrategy.SKIP
                        ? CommentedNames.above(head, separator, first.size())
                        : Optional.empty();
        Optional<CommentedNames> commented = above.filter(_ -> header == Header.AUTO);
        hasRowOfNames =
                commented.isEmpty()
                        && (header == Header.YES || (header == Header.AUTO && !hasNumber));
        isNamed = hasRowOfNames || commented.isPresent();
        Optional<String> passedOver =
                above.filter(_ -> header != Header.AUTO).map(names -> names.passedOver(header));
        columns =
                isNamed
                        ? named(
                                commented.map(CommentedNames::names).orElse(first),
                                commented.map(CommentedNames::line).orElse(lineOf(firstRow)),
                                passedOver.orElse(
                                        "give each a different name, or, if the first row is data, read the table without a header (--header no)"))
                        : numbered(first.size());
        Optional<String> blanks = blanks(first);
        Optional<String> title = hasRowOfNames ? title(first) : Optional.empty();
        doubtOfNames =
                blanks.or(() -> passedOver)
                        .or(() -> title)
                        .or(() -> isNamed ? ofOneField() : Optional.of(namedByPosition()));
        blanks.or(() -> title).ifPresent(notes::add);
        addNotes(header, commented.map(CommentedNames::note).or(() -> passedOver));
    }

    /** Tells of a first row of numbers with blanks between them, which is one field. */
    private static Optional<String> blanks(List<String> first) {
        String[] parts = first.getFirst().strip().split("\\h+", -1);
        boolean areNumbers =
                first.size() == 1
                        && parts.length > 1
                        && Arrays.stream(parts).allMatch(CsvRows::isNumber);
        return areNumbers
                ? Optional.of(
                        "the first row has numbers with blanks between them, which do not separate fields; write commas, semicolons or tabs, as in numpy.savetxt(file, table, delimiter=',')")
                : Optional.empty();
    }

    private void addNotes(Header header, Optional<String> ofComment) {
        if (!isNamed && header == Header.AUTO) {
            notes.add(
                    Text.of(
                            "the first row holds a number, so it is data and the columns are called c1 to c%d (--header yes takes it for their names)",
                            columns.size()));
        }
        if (isSeparatorNamed) {
            notes.add("line 1 names the separator of fields, as Excel does, and is skipped");
        }
        if (comments == CommentStrategy.SKIP) {
            notes.add(ofComment.orElse("lines that begin with # are skipped"));
        }
    }

    private String namedByPosition() {
        return "the table's first row is read as data, so its columns are called %s to %s; write --header yes if that row has their names"
                .formatted(columns.getFirst(), columns.getLast());
    }

    /** Other separators than those that are read leave one field, and so do lines of a title. */
    private Optional<String> ofOneField() {
        return columns.size() > 1
                ? Optional.empty()
                : Optional.of(
                        "the first row has one field, '%s'; fields are separated by commas, semicolons, tabs or bars, and what stands above the names of the columns has to be deleted"
                                .formatted(Text.shortened(columns.getFirst())));
    }

    /**
     * Tells of a first row that leaves most columns without a name, as a title above a table does.
     */
    private static Optional<String> title(List<String> first) {
        List<String> names = first.stream().filter(field -> !field.isBlank()).toList();
        return 2 * names.size() >= first.size()
                ? Optional.empty()
                : Optional.of(
                        Text.of(
                                "the first row names %d of %d columns%s; if it is a title, delete what stands above the names of the columns",
                                names.size(),
                                first.size(),
                                names.isEmpty()
                                        ? ""
                                        : ", '%s'".formatted(Text.shortened(names.getFirst()))));
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

    private static boolean isNumber(String field) {
        if (DECIMAL_COMMA.matcher(field.strip()).matches()) {
            return true;
        }
        try {
            return Double.isFinite(Double.parseDouble(field))
                    && !field.isEmpty()
                    && Character.isDigit(field.strip().charAt(field.strip().length() - 1));
        } catch (NumberFormatException none) {
            return false;
        }
    }

    private static List<String> numbered(int width) {
        var names = new ArrayList<String>();
        for (int column = 1; column <= width; column++) {
            names.add("c" + column);
        }
        return names;
    }

    private List<String> named(List<String> fields, long line, String advice) {
        Map<String, Integer> places = new HashMap<>();
        var names = new ArrayList<String>();
        for (String field : fields) {
            int column = names.size() + 1;
            String name = field.isBlank() ? "c" + column : field.strip();
            Integer other = places.put(name, column);
            if (other != null) {
                boolean isNameless = field.isBlank() || fields.get(other - 1).isBlank();
                throw new DataException(
                        Text.of(
                                "%s, line %d: columns %d and %d are both named '%s'%s; %s",
                                file.path(),
                                line,
                                other,
                                column,
                                Text.shortened(name),
                                isNameless ? ", as one without a name is called by its place" : "",
                                advice));
            }
            names.add(name);
        }
        return names;
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
    public boolean isNamed() {
        return isNamed;
    }

    @Override
    public Optional<String> doubtOfNames() {
        return doubtOfNames;
    }

    @Override
    public void forEach(Consumer<Row> rows, BadRows bad) throws IOException {
        var row = new CsvRow();
        try (CsvReader<CsvRecord> records = reader();
                CloseableIterator<CsvRecord> each = records.iterator()) {
            if (hasRowOfNames) {
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
                } else if (row.fields.size() == columns.size()) {
                    rows.accept(row);
                } else {
                    bad.add(
                            Text.of("%s, line %d", file.path(), row.line),
                            Text.of(
                                    "expected %s, as in the first row, got %,d",
                                    NumberText.counted(columns.size(), "field"),
                                    row.fields.size()));
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

    /**
     * The names of columns in the comment right above the first row, as {@code numpy.savetxt}
     * writes them: {@code # x,y}.
     *
     * @param names one for each column
     * @param line the line of the comment
     */
    private record CommentedNames(List<String> names, long line) {
        /**
         * Finds the names of the columns above a first row that is data: as many fields, at least
         * two, all different, none of them empty or a number.
         *
         * @param head the beginning of a file, which begins with comments
         * @param width how many fields the first row has
         */
        static Optional<CommentedNames> above(String head, Separator separator, int width) {
            String comment = "";
            long line = 0;
            long last = 0;
            for (String each : (Iterable<String>) head.lines()::iterator) {
                line++;
                if (each.startsWith("#")) {
                    comment = each.substring(1);
                    last = line;
                } else if (!each.isBlank()) {
                    break;
                }
            }
            List<String> names = fields(comment, separator);
            boolean areNames =
                    width > 1
                            && names.size() == width
                            && names.stream().map(String::strip).distinct().count() == width
                            && names.stream().noneMatch(name -> name.isBlank() || isNumber(name));
            return areNames ? Optional.of(new CommentedNames(names, last)) : Optional.empty();
        }

        private static List<String> fields(String comment, Separator separator) {
            try (CsvReader<CsvRecord> rows =
                    CsvText.reader(comment.strip(), separator, CommentStrategy.NONE)) {
                return rows.stream().findFirst().map(CsvRecord::getFields).orElse(List.of());
            } catch (CsvParseException | IOException none) {
                return List.of();
            }
        }

        /** Returns what a user should know, a sentence. */
        String note() {
            return Text.of(
                    "line %d begins with # and has a name for each column, as numpy.savetxt writes it, so it is the header (--header no takes it for a comment); other lines that begin with # are skipped",
                    line);
        }

        /**
         * Returns what a user should know where another row has the names, or none, a sentence.
         *
         * @param header what was asked for instead
         */
        String passedOver(Header header) {
            return Text.of(
                    "line %d begins with # and has a name for each column, as numpy.savetxt writes it, but is skipped like all lines that begin with #, since --header %s (--header auto takes that line)",
                    line,
                    header == Header.YES
                            ? "yes takes the first row for the names"
                            : "no calls the columns by their place");
        }
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
            if (!isNamed || columns.size() < 2 || fields.size() != columns.size()) {
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
            return fields.size() < columns.size()
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
