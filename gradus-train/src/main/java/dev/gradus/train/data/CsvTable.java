package dev.gradus.train.data;

import dev.gradus.text.FileFault;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A table of finite numbers from a text file, with a name for every column. */
final class CsvTable {
    private static final int FIRST_ROWS = 1024;

    private final Path file;
    private final String separator;
    private final List<String> names;
    private float[] values;
    private int[] lines = new int[FIRST_ROWS];
    private int rows;

    private CsvTable(Path file, String separator, List<String> names) {
        this.file = file;
        this.separator = separator;
        this.names = List.copyOf(names);
        this.values = new float[FIRST_ROWS * names.size()];
    }

    static CsvTable read(Path file) {
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            return parse(file, reader);
        } catch (NoSuchFileException missing) {
            throw new DataException(file + " does not exist", missing);
        } catch (CharacterCodingException garbled) {
            throw new DataException(file + " is not UTF-8 text", garbled);
        } catch (IOException failure) {
            throw new DataException(FileFault.of("cannot read", file, failure), failure);
        }
    }

    private static CsvTable parse(Path file, BufferedReader reader) throws IOException {
        String first = reader.readLine();
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
        var table = new CsvTable(file, separator, names);
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

    private static String separator(String line) {
        if (line.contains("\t")) {
            return "\t";
        }
        return line.contains(";") ? ";" : ",";
    }

    private void add(int line, String text) {
        String[] fields = text.split(separator, -1);
        int width = names.size();
        if (fields.length != width) {
            throw new DataException(
                    "%s, line %d has %d fields, expected %d"
                            .formatted(file, line, fields.length, width));
        }
        if (rows == lines.length) {
            lines = Arrays.copyOf(lines, 2 * rows);
            values = Arrays.copyOf(values, Math.multiplyExact(2 * rows, width));
        }
        lines[rows] = line;
        for (int column = 0; column < width; column++) {
            values[rows * width + column] = finite(line, column, fields[column]);
        }
        rows++;
    }

    private float finite(int line, int column, String field) {
        Float value = number(field);
        if (value == null || !Float.isFinite(value)) {
            throw new DataException(
                    "%s, line %d, column '%s': expected a finite number, got '%s'; fill it in or drop the line"
                            .formatted(file, line, names.get(column), field.strip()));
        }
        return value;
    }

    private static @Nullable Float number(String field) {
        try {
            return Float.valueOf(unquoted(field));
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
                    "%s has no column '%s'; it has %s"
                            .formatted(file, name, String.join(", ", names)));
        }
        return column;
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
