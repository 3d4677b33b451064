package dev.gradus.data.bytes;

import dev.gradus.file.GzipStream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** Formats other than text, known by the first bytes of a file, and what to do with them. */
public enum OtherFormat {
    ZIP(
            "PK\003\004",
            "a ZIP archive, as Excel's .xlsx is: save the sheet as CSV, or unpack the table in it"),
    OLE("\u00D0\u00CF\u0011\u00E0", "a file of old Excel or Word; save the sheet as CSV"),
    PDF("%PDF-", "a PDF document, not a table; save the rows as CSV"),
    PNG("\u0089PNG", "an image; images are learned from a folder, images:FOLDER"),
    JPEG("\u00FF\u00D8\u00FF", "an image; images are learned from a folder, images:FOLDER"),
    GZIP("\u001F\u008B", "compressed with gzip; give it a name that ends in .gz"),
    BZIP2("BZh91AY&SY", "compressed with bzip2; expand it, or compress it with gzip"),
    XZ("\u00FD7zXZ", "compressed with xz; expand it, or compress it with gzip"),
    ZSTD("(\u00B5/\u00FD", "compressed with zstd; expand it, or compress it with gzip"),
    PARQUET("PAR1\u0015", "a Parquet file; give it a name that ends in .parquet"),
    NUMPY("\u0093NUMPY", "a NumPy array; give it a name that ends in .npy"),
    SQLITE(
            "SQLite format 3",
            "an SQLite database; save its rows as CSV, or use jdbc: with --query"),
    TAR(257, "ustar", "a tar archive; unpack it (tar -xf), and give the table in it");

    private static final int LONGEST = 512;

    private final int place;
    private final String bytes;
    private final String words;

    OtherFormat(String beginning, String words) {
        this(0, beginning, words);
    }

    OtherFormat(int place, String bytes, String words) {
        this.place = place;
        this.bytes = bytes;
        this.words = words;
    }

    /**
     * {@return the format of a file, if it is one of these; of an archive that is compressed, that
     * of the archive}
     *
     * @param file the file
     * @throws IOException if it cannot be read
     */
    public static Optional<OtherFormat> of(Path file) throws IOException {
        try (InputStream bytes = Files.newInputStream(file)) {
            Optional<OtherFormat> format = of(bytes);
            return format.equals(Optional.of(GZIP))
                    ? ofExpanded(file).filter(TAR::equals).or(() -> format)
                    : format;
        }
    }

    /**
     * {@return the format of a file that gzip compressed, if it is one of these}
     *
     * @param file the file; that it is damaged is told by whoever reads it
     */
    public static Optional<OtherFormat> ofExpanded(Path file) {
        try (InputStream bytes =
                new GzipStream(new BufferedInputStream(Files.newInputStream(file)))) {
            return of(bytes);
        } catch (IOException damaged) {
            return Optional.empty();
        }
    }

    private static Optional<OtherFormat> of(InputStream bytes) throws IOException {
        var first = new String(bytes.readNBytes(LONGEST), StandardCharsets.ISO_8859_1);
        return Arrays.stream(values())
                .filter(format -> first.startsWith(format.bytes, format.place))
                .findFirst();
    }

    /** {@return what such a file is, and what to do} */
    public String words() {
        return words;
    }
}
