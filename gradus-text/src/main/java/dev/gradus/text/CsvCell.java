package dev.gradus.text;

/** A field of comma-separated values, as RFC 4180 writes it. */
public final class CsvCell {
    private CsvCell() {}

    /**
     * Returns a text unchanged, or in quotes if it has a quote, a comma or a line break.
     *
     * @param text the text
     * @return what to write between two commas
     */
    public static String of(String text) {
        boolean isPlain =
                text.chars().noneMatch(c -> c == '"' || c == ',' || c == '\r' || c == '\n');
        return isPlain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
