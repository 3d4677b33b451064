package dev.gradus.data;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * What a file of rows does not say itself.
 *
 * @param encoding how its characters are written, unless the file begins with a mark of it
 * @param header whether the first row names the columns; JSON lines name their values themselves
 * @param onBadRow what becomes of rows that cannot be used
 */
public record TableFormat(Charset encoding, Header header, OnBadRow onBadRow) {
    /**
     * {@return the default format: UTF-8, a header unless the first row has a number, and no bad
     * rows}
     */
    public static TableFormat usual() {
        return new TableFormat(StandardCharsets.UTF_8, Header.AUTO, OnBadRow.FAIL);
    }
}
