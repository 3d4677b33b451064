package dev.gradus.data;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.Reader;
import java.io.StringReader;

/** How FastCSV is configured. */
final class CsvText {
    /** The most columns of a row. */
    static final int MOST_COLUMNS = 1 << 16;

    /** The most characters of a row, and of a field. */
    static final int LONGEST_ROW = 1 << 24;

    private CsvText() {}

    static CsvReader<CsvRecord> reader(Reader text, Separator separator, CommentStrategy comments) {
        CsvRecordHandler handler =
                CsvRecordHandler.builder()
                        .maxFields(MOST_COLUMNS)
                        .maxFieldSize(LONGEST_ROW)
                        .maxRecordSize(LONGEST_ROW)
                        .build();
        return CsvReader.builder()
                .fieldSeparator(separator.character())
                .commentStrategy(comments)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE) // CsvRows reports them
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .maxBufferSize(LONGEST_ROW)
                .build(handler, text);
    }

    static CsvReader<CsvRecord> reader(String text, Separator separator, CommentStrategy comments) {
        return reader(new StringReader(text), separator, comments);
    }
}
