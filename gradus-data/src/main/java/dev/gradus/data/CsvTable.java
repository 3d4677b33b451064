package dev.gradus.data;

import dev.gradus.text.FileFault;
import dev.gradus.text.MemoryFault;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A table of finite numbers from a text file, with a name for every column. */
final class CsvTable {
    private static final int FIRST_ROWS = 1024;
    private static final int FIRST_VALUES = 1 << 20;

    /** Java's longest arrays. */
    private static final int MOST_VALUES = Integer.MAX_VALUE - 8;

    /** More columns than these are not listed in a message. */
    private static final int LISTED = 12;

    private static final int NONE = -1;

    private final Path file;
    private final String separator;
    private final List<String> names;
    private final int classColumn;
    private final ClassColumn classes = new ClassColumn();
    private float[] values;
    private int[] lines;
    private int rows;

    private CsvTable(Path file, String separator, List<String> names, String classes) {
        this.file = file;
        this.separator = separator;
        this.names = List.copyOf(names);
        classColumn = classes.isEmpty() ? NONE : column(classes);
        int first = Math.clamp(FIRST_VALUES / names.size(), 1, FIRST_ROWS);
        this.values = new float[first * names.size()];
        this.lines = new int[first];
    }

    /** Reads a table of numbers. */
    static CsvTable read(Path file) {
        return read(file, "");
    }

    /**
     * Reads a table of numbers with a column of classes, which may be names.
     *
     * @param classes the name of that column; empty for none
     */
    static CsvTable read(Path file, String classes) {
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            return parse(file, reader, classes);
        } catch (OutOfMemoryError full) {
            throw new DataException(
                    file + " does not fit into memory: " + MemoryFault.sentence(full), full);
        } catch (NoSuchFileException missing) {
            throw new DataException(file + " does not exist", missing);
        } catch (CharacterCodingException garbled) {
            throw new DataException(file + " is not UTF-8 text", garbled);
        } catch (IOException failure) {
            throw new DataException(FileFault.of("cannot read", file, failure), failure);
        }
    }

    private static CsvTable parse(Path file, BufferedReader reader, String classes)
            throws IOException {
        String first = unmarked(reader.readLine());
        if (first == null || first.isBlank()) {
            throw new DataException(
                    file + ", line 1 is empty; it names the columns or is the first row");
        }
        String separator = separator(first);
        String[] fields = first.split(separator, -1);
        boolean named = Arrays.stream(fields).anyMatch(field -> number(field) == null);
        List<String> names =
                named
                        ? Arrays.stream(fields).map(CsvTable::unquoted).toList()
                        : IntStream.rangeClosed(1, fields.length)
                                .mapToObj(String::valueOf)
                                .toList();
        var table = new CsvTable(file, separator, names, classes);
        if (!named) {
            table.add(1, first);
        }
        int number = 2;
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            if (!line.isBlank()) {
                table.add(number, line);
            }
            number++;
        }
        if (table.rows == 0) {
            throw new DataException(file + " names its columns, but no row follows");
        }
        return table;
    }

    /**
     * Spreadsheets begin a file with a mark of its encoding, which is part of no name or number.
     */
    private static @Nullable String unmarked(@Nullable String line) {
        return line != null && line.startsWith("\uFEFF") ? line.substring(1) : line;
    }

    private static String separator(String line) {
        if (line.contains("\t")) {
            return "\t";
        }
        return line.contains(";") ? ";" : ",";
    }

    private void add(int line, String text) {
        String[] fields = text.split(separator, -1);
        int width = names.size();
        requireClosed(line, fields);
        if (fields.length != width) {
            throw new DataException(
                    "%s, line %d has %d fields, expected %d"
                            .formatted(file, line, fields.length, width));
        }
        if (rows == lines.length) {
            grow(width);
        }
        lines[rows] = line;
        for (int column = 0; column < width; column++) {
            if (column == classColumn) {
                classes.add(unquoted(fields[column]));
            } else {
                values[rows * width + column] = finite(line, column, fields[column]);
            }
        }
        rows++;
    }

    private void grow(int width) {
        int most = MOST_VALUES / width;
        if (rows == most) {
            throw new DataException(
                    "%s has more than %d rows of %d columns, more values than one table holds; use fewer rows or columns"
                            .formatted(file, most, width));
        }
        int more = (int) Math.min(most, 2L * rows);
        lines = Arrays.copyOf(lines, more);
        values = Arrays.copyOf(values, more * width);
    }

    /**
     * Ends in a type, or has a base of 16: Java reads such a text as a number, nobody writes it.
     */
    private static final Pattern JAVA_ONLY = Pattern.compile("[0-9.][dDfF]$|[xX]");

    private float finite(int line, int column, String field) {
        Float value = number(field);
        if (value == null || !Float.isFinite(value)) {
            throw new DataException(
                    "%s, line %d, column '%s': expected a finite number, got '%s'; fill it in or drop the line"
                            .formatted(file, line, names.get(column), field.strip()));
        }
        return value;
    }

    /** A quote that is not closed is one that holds a separator or a line break. */
    private void requireClosed(int line, String[] fields) {
        for (String field : fields) {
            String text = field.strip();
            if (text.startsWith("\"") && unquoted(text).equals(text)) {
                throw new DataException(
                        "%s, line %d: the quoted field %s has no end before the next separator; quoted fields hold neither separators nor line breaks here"
                                .formatted(file, line, text));
            }
        }
    }

    /** Whether a text would be read as a number, finite or not. */
    static boolean isNumber(String field) {
        return number(field) != null;
    }

    private static @Nullable Float number(String field) {
        String text = unquoted(field);
        if (JAVA_ONLY.matcher(text).find()) {
            return null;
        }
        try {
            return Float.valueOf(text);
        } catch (NumberFormatException none) {
            return null;
        }
    }

    private static String unquoted(String field) {
        String text = field.strip();
        return text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"")
                ? text.substring(1, text.length() - 1)
                : text;
    }

    Path file() {
        return file;
    }

    List<String> names() {
        return names;
    }

    int rows() {
        return rows;
    }

    float value(int row, int column) {
        return values[row * names.size() + column];
    }

    /** Returns the number of the column with this name. */
    int column(String name) {
        int column = names.indexOf(name);
        if (column < 0) {
            throw new DataException(
                    "%s has no column '%s'; it has %s".formatted(file, name, listed()));
        }
        return column;
    }

    /** Returns the names of the columns, or the first of many. */
    String listed() {
        String first = String.join(", ", names.subList(0, Math.min(LISTED, names.size())));
        int more = names.size() - LISTED;
        return more > 0 ? first + " and %,d more".formatted(more) : first;
    }

    /** Returns the classes of the column they were asked for in. */
    ClassColumn.Classes classes() {
        return classes.classes(names.get(classColumn), this::place);
    }

    String place(int row) {
        return file + ", line " + lines[row];
    }

    /** Returns these columns, row after row. */
    float[] pick(int[] columns) {
        float[] picked = new float[Math.multiplyExact(rows, columns.length)];
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < columns.length; i++) {
                picked[row * columns.length + i] = value(row, columns[i]);
            }
        }
        return picked;
    }
}
