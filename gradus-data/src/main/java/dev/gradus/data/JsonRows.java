package dev.gradus.data;

import dev.gradus.number.Text;
import dev.gradus.prepare.Row;
import dev.gradus.prepare.table.UnreadColumns;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Rows of JSON objects, one a line. The columns are the names in all of them, in the order of first
 * occurrence; a row that lacks a name, or has {@code null} or {@code NaN}, which Python writes, has
 * no value there.
 */
final class JsonRows implements RowReader {
    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                    .build();

    private final TextFile file;
    private final List<String> columns;

    /** Columns of nothing but lists and objects. */
    private final Set<String> nested;

    private JsonRows(TextFile file, List<String> columns, Set<String> nested) {
        this.file = file;
        this.columns = columns;
        this.nested = nested;
    }

    static JsonRows of(TextFile file) throws IOException {
        Set<String> names = new LinkedHashSet<>();
        Set<String> nested = new LinkedHashSet<>();
        Set<String> flat = new HashSet<>();
        try (var lines = new Lines(file)) {
            for (String line = lines.next(); line != null; line = lines.next()) {
                try {
                    JsonNode row = object(line);
                    names.addAll(row.propertyNames());
                    row.forEachEntry((name, value) -> {
                        if (isNested(value)) {
                            nested.add(name);
                        } else if (!value.isNull()) {
                            flat.add(name);
                        }
                    });
                } catch (JacksonException | NotFlatException _) {
                    // a bad row, which forEach reports
                }
                if (names.size() > CsvText.MOST_COLUMNS) {
                    throw new DataException(
                            Text.of(
                                    "%s has more than %,d different names in its rows",
                                    lines.place(), CsvText.MOST_COLUMNS));
                }
            }
        }
        if (names.isEmpty()) {
            throw new DataException(
                    file.path() + " has no row; each line is a JSON object such as {\"x\": 1.5}");
        }
        nested.removeAll(flat);
        return new JsonRows(file, List.copyOf(names), nested);
    }

    private static boolean isNested(JsonNode value) {
        return value.isObject() || value.isArray();
    }

    @Override
    public UnreadColumns unread() {
        return new UnreadColumns(
                List.copyOf(nested),
                "lists or objects",
                "give each value a name of its own, with jq for example");
    }

    private static JsonNode object(String line) {
        JsonNode node = MAPPER.readTree(line);
        if (!node.isObject()) {
            throw new NotFlatException(
                    "expected a JSON object such as {\"x\": 1.5}, got "
                            + (line.length() <= 60 ? line : line.substring(0, 57) + "..."));
        }
        return node;
    }

    @Override
    public List<String> columns() {
        return columns;
    }

    @Override
    public void forEach(Consumer<Row> rows, BadRows bad) throws IOException {
        try (var lines = new Lines(file)) {
            for (String line = lines.next(); line != null; line = lines.next()) {
                try {
                    rows.accept(new JsonRow(fields(object(line)), lines.number));
                } catch (JacksonException fault) {
                    bad.add(
                            lines.place(),
                            fault.getOriginalMessage().lines().findFirst().orElse(""));
                } catch (NotFlatException fault) {
                    bad.add(lines.place(), fault.sentence);
                }
            }
        }
    }

    private List<String> fields(JsonNode object) {
        var fields = new ArrayList<String>(columns.size());
        for (String column : columns) {
            JsonNode value = object.path(column);
            if (nested.contains(column)) {
                fields.add("");
                continue;
            }
            if (isNested(value)) {
                throw new NotFlatException(
                        "'%s' is a list or an object, and has a plain value in other rows; expected a text, a number, true, false or null in all of them, or no '%s' at all"
                                .formatted(column, column));
            }
            fields.add(value.isNull() || value.isMissingNode() ? "" : value.asString());
        }
        return fields;
    }

    private record JsonRow(List<String> fields, long line) implements Row {}

    /** A value of a row is not a single field. */
    private static final class NotFlatException extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final String sentence;

        NotFlatException(String sentence) {
            super(sentence);
            this.sentence = sentence;
        }
    }

    /** The lines of a file that are not blank; too long ones are refused. */
    private static final class Lines implements AutoCloseable {
        private final TextFile file;
        private final Reader text;
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
                if (c == '\n' || c < 0) {
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
