package dev.gradus.data;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * What a file of rows does not say about its format.
 *
 * @param encoding the character encoding, unless the file begins with a byte order mark
 * @param header whether the first row names the columns; JSON lines name their values themselves
 * @param onBadRow what to do about rows that cannot be used
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
