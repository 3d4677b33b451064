package dev.gradus.prepare.table;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.List;
import java.util.Optional;

/**
 * What a file of rows does not say about its format. A further option is a component here and an
 * entry in {@link #OPTIONS}; recipes, commands, help and records follow from it.
 *
 * @param encoding the character encoding, unless the file begins with a byte order mark
 * @param header whether the first row names the columns; JSON lines name their values themselves,
 *     so it is {@link Header#AUTO} for them
 * @param onBadRow what to do about rows that cannot be used
 */
public record TableFormat(Charset encoding, Header header, OnBadRow onBadRow) {
    private static final TableFormat USUAL =
            new TableFormat(StandardCharsets.UTF_8, Header.AUTO, OnBadRow.FAIL);

    /** What to do about rows that cannot be used; images have it too. */
    public static final TableOption<TableFormat> ON_BAD_ROW =
            TableOption.<TableFormat>one(
                            "onBadRow",
                            "fail|skip",
                            "What to do with rows that cannot be read; skip leaves them out and lists ten.",
                            (format, text) -> format.with(OnBadRow.parse(text)),
                            format -> unusual(format.onBadRow, USUAL.onBadRow))
                    .usual("fail");

    /** The character encoding of text. */
    public static final TableOption<TableFormat> ENCODING =
            TableOption.<TableFormat>one(
                            "encoding",
                            "NAME",
                            "The character encoding of a table, such as windows-1252.",
                            (format, text) -> format.with(charset(text)),
                            format -> unusual(format.encoding, USUAL.encoding))
                    .usual("utf-8");

    /** Whether the first row of delimited text names the columns. */
    public static final TableOption<TableFormat> HEADER =
            TableOption.<TableFormat>one(
                            "header",
                            "yes|no|auto",
                            "Whether the first row names the columns; auto: unless it has a number.",
                            (format, text) -> format.with(Header.parse(text)),
                            format -> unusual(format.header, USUAL.header))
                    .usual("auto");

    /** All options, in the order of a recipe. */
    public static final List<TableOption<TableFormat>> OPTIONS =
            List.of(ON_BAD_ROW, ENCODING, HEADER);

    /**
     * {@return the default format: UTF-8, a header unless the first row has a number, and no bad
     * rows}
     */
    public static TableFormat usual() {
        return USUAL;
    }

    private TableFormat with(Charset other) {
        return new TableFormat(other, header, onBadRow);
    }

    private TableFormat with(Header other) {
        return new TableFormat(encoding, other, onBadRow);
    }

    private TableFormat with(OnBadRow other) {
        return new TableFormat(encoding, header, other);
    }

    private static <T> Optional<String> unusual(T value, T usual) {
        return Optional.of(value).filter(each -> !each.equals(usual)).map(Object::toString);
    }

    private static Charset charset(String name) {
        try {
            return Charset.forName(name);
        } catch (UnsupportedCharsetException | IllegalCharsetNameException unknown) {
            throw new IllegalArgumentException(
                    "there is no encoding '%s'; write for example UTF-8, UTF-16LE or windows-1252"
                            .formatted(name),
                    unknown);
        }
    }
}
