package dev.gradus.data.csv;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.Reader;
import java.io.StringReader;

/** How FastCSV is configured. */
public final class CsvText {
    /** The most columns of a row. */
    public static final int MOST_COLUMNS = 1 << 16;

    /** The most characters of a row, and of a field. */
    public static final int LONGEST_ROW = 1 << 24;

    private CsvText() {}

    /** Reads a whole text, whose last quote has to be closed. */
    public static CsvReader<CsvRecord> reader(
            Reader text, Separator separator, CommentStrategy comments) {
        return builder(separator, comments).allowUnclosedQuote(false).build(handler(), text);
    }

    /** Reads the beginning of a text, which may end within quotes. */
    static CsvReader<CsvRecord> reader(String head, Separator separator, CommentStrategy comments) {
        return builder(separator, comments).build(handler(), new StringReader(head));
    }

    private static CsvRecordHandler handler() {
        return CsvRecordHandler.builder()
                .maxFields(MOST_COLUMNS)
                .maxFieldSize(LONGEST_ROW)
                .maxRecordSize(LONGEST_ROW)
                .build();
    }

    private static CsvReader.CsvReaderBuilder builder(
            Separator separator, CommentStrategy comments) {
        return CsvReader.builder()
                .fieldSeparator(separator.character())
                .commentStrategy(comments)
                .extraFieldStrategy(
                        FieldMismatchStrategy.IGNORE) // whoever reads the rows reports them
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .maxBufferSize(LONGEST_ROW);
    }
}
