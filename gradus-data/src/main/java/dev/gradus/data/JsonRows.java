package dev.gradus.data;

import dev.gradus.data.JsonLine.NotAnObjectException;
import dev.gradus.data.JsonLine.Value;
import dev.gradus.data.csv.CsvText;
import dev.gradus.number.NumberText;
import dev.gradus.number.Text;
import dev.gradus.prepare.Row;
import dev.gradus.prepare.table.UnreadColumns;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Rows of JSON objects, one a line. The columns are the names in all of them, in the order of first
 * occurrence; a row that lacks a name, or has {@code null} or {@code NaN}, which Python writes, has
 * no value there. A list or an object among other values is a word.
 */
final class JsonRows implements RowReader {
    private final TextFile file;
    private final List<String> columns;

    /** Columns of nothing but lists and objects. */
    private final Set<String> nested;

    private final List<String> notes;

    private JsonRows(TextFile file, Names names) {
        this.file = file;
        this.columns = List.copyOf(names.all);
        this.nested = new LinkedHashSet<>(names.nested.keySet());
        nested.removeAll(names.plain);
        this.notes = names.notes();
    }

    static JsonRows of(TextFile file) throws IOException {
        var names = new Names();
        String first = "";
        try (var lines = new Lines(file)) {
            for (String line = lines.next(); line != null; line = lines.next()) {
                first = first.isEmpty() ? line.strip() : first;
                names.addLine(line);
                if (names.all.size() > CsvText.MOST_COLUMNS) {
                    throw new DataException(
                            Text.of(
                                    "%s has more than %,d different names in its rows",
                                    lines.place(), CsvText.MOST_COLUMNS));
                }
            }
        }
        if (names.all.isEmpty()) {
            throw new DataException(
                    "%s has no row; each line is a JSON object such as {\"x\": 1.5}%s"
                            .formatted(file.path(), advice(first)));
        }
        return new JsonRows(file, names);
    }

    /** Says how to write the objects of a list, or one that is spread over several lines. */
    private static String advice(String first) {
        if (first.startsWith("[")) {
            return "; of a list, jq -c '.[]' writes each object on a line of its own";
        }
        return first.startsWith("{")
                ? "; of objects on several lines, jq -c . writes each on a line of its own"
                : "";
    }

    @Override
    public UnreadColumns unread() {
        return new UnreadColumns(
                List.copyOf(nested),
                "lists or objects",
                "give each value a name of its own, with jq for example");
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
    public void forEach(Consumer<Row> rows, BadRows bad) throws IOException {
        try (var lines = new Lines(file)) {
            for (String line = lines.next(); line != null; line = lines.next()) {
                try {
                    rows.accept(new JsonRow(fields(JsonLine.read(line)), lines.number));
                } catch (NotAnObjectException fault) {
                    bad.add(lines.place(), fault.sentence());
                }
            }
        }
    }

    private List<String> fields(Map<String, Value> row) {
        var fields = new ArrayList<String>(columns.size());
        for (String column : columns) {
            Value value = row.get(column);
            fields.add(value == null || nested.contains(column) ? "" : value.text());
        }
        return fields;
    }

    private record JsonRow(List<String> fields, long line) implements Row {}

    /** The names in all rows. */
    private static final class Names {
        private final Set<String> all = new LinkedHashSet<>();
        private final Set<String> plain = new HashSet<>();
        private final Map<String, Nested> nested = new LinkedHashMap<>();

        /** Adds the names in a line; a bad row, which forEach reports, has none. */
        void addLine(String line) {
            try {
                JsonLine.read(line).forEach(this::add);
            } catch (NotAnObjectException _) {
                // counts when its turn comes
            }
        }

        private void add(String name, Value value) {
            all.add(name);
            switch (value.kind()) {
                case NOTHING -> {}
                case PLAIN -> plain.add(name);
                case NESTED ->
                        nested.merge(name, new Nested(value.text(), 1), (known, _) -> known.more());
            }
        }

        /** Returns which columns have lists or objects among other values, a sentence each. */
        List<String> notes() {
            return nested.entrySet().stream()
                    .filter(column -> plain.contains(column.getKey()))
                    .map(column -> column.getValue().note(column.getKey()))
                    .toList();
        }
    }

    /**
     * Lists and objects of a column.
     *
     * @param first the first of them
     * @param rows how many rows have one
     */
    private record Nested(String first, long rows) {
        Nested more() {
            return new Nested(first, rows + 1);
        }

        String note(String column) {
            return Text.of(
                    "column '%s' has lists or objects in %s, such as '%s', and other values elsewhere; each counts as a word",
                    column, NumberText.counted(rows, "row"), Text.shortened(first));
        }
    }

    /** The lines of a file that are not blank; too long ones are refused. */
    private static final class Lines implements AutoCloseable {
        private final TextFile file;
        private final Reader text;
        private boolean isAfterReturn;
        private long number;

        Lines(TextFile file) throws IOException {
            this.file = file;
            this.text = new BufferedReader(file.open(), 1 << 16);
        }

        /** Returns the next line, or null at the end. */
        @Nullable String next() throws IOException {
            var line = new StringBuilder();
            while (true) {
                int c = text.read();
                boolean isRestOfEnd = isAfterReturn && c == '\n';
                isAfterReturn = c == '\r';
                if (isRestOfEnd) {
                    continue;
                }
                if (c == '\n' || c == '\r' || c < 0) {
                    number++;
                    if (!line.toString().isBlank()) {
                        return line.toString();
                    }
                    if (c < 0) {
                        return null;
                    }
                    line.setLength(0);
                } else {
                    line.append((char) c);
                    if (line.length() > CsvText.LONGEST_ROW) {
                        number++;
                        throw new DataException(
                                Text.of(
                                        "%s has more than %,d characters",
                                        place(), CsvText.LONGEST_ROW));
                    }
                }
            }
        }

        String place() {
            return Text.of("%s, line %d", file.path(), number);
        }

        @Override
        public void close() throws IOException {
            text.close();
        }
    }
}
