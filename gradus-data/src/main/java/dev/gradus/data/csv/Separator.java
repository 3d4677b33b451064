package dev.gradus.data.csv;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What separates the fields of a line. */
public enum Separator {
    TAB('\t'),
    SEMICOLON(';'),
    BAR('|'),
    COMMA(',');

    private static final int ROWS = 50;

    private final char character;

    Separator(char character) {
        this.character = character;
    }

    char character() {
        return character;
    }

    /** Returns the separator that is this character. */
    public static Separator named(char character) {
        return Arrays.stream(values())
                .filter(each -> each.character == character)
                .findFirst()
                .orElseThrow();
    }

    /**
     * Finds the separator: the first of tab, semicolon, bar and comma that divides all of the first
     * 50 rows into the same number of fields, at least 2; else the one that divides the first row
     * into the most.
     *
     * @param head the beginning of a file, which may end within a row
     */
    public static Separator of(String head, CommentStrategy comments) {
        Separator most = COMMA;
        int widest = 1;
        for (Separator each : values()) {
            List<Integer> widths = each.widths(head, comments);
            boolean isEven = !widths.isEmpty() && widths.stream().distinct().count() == 1;
            if (isEven && widths.getFirst() > 1) {
                return each;
            }
            if (!widths.isEmpty() && widths.getFirst() > widest) {
                most = each;
                widest = widths.getFirst();
            }
        }
        return most;
    }

    private List<Integer> widths(String head, CommentStrategy comments) {
        var widths = new ArrayList<Integer>();
        try (CsvReader<CsvRecord> rows = CsvText.reader(head, this, comments)) {
            for (CsvRecord row : rows) {
                widths.add(row.getFieldCount());
                if (widths.size() > ROWS) {
                    break;
                }
            }
        } catch (CsvParseException | IOException none) {
            return widths.size() > 1 ? widths : List.of();
        }
        if (widths.size() > 1) {
            widths.removeLast(); // the head may end within a row
        }
        return widths;
    }
}
