package dev.gradus.data.csv;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.gradus.number.Text;
import dev.gradus.prepare.table.Header;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The names of columns in the comment right above the first row, as {@code numpy.savetxt} writes
 * them: {@code # x,y}.
 *
 * @param names one for each column
 * @param line the line of the comment
 */
public record CommentedNames(List<String> names, long line) {
    /** Copies the list. */
    public CommentedNames {
        names = List.copyOf(names);
    }

    /**
     * {@return the names of the columns above a first row that is data: as many fields, at least
     * two, all different, none of them empty or a number; empty if there are no such names}
     *
     * @param head the beginning of a file, which begins with comments
     * @param separator what separates fields
     * @param width how many fields the first row has
     */
    public static Optional<CommentedNames> above(String head, Separator separator, int width) {
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
                        && names.stream()
                                .noneMatch(name -> name.isBlank() || ColumnNames.isNumber(name));
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
