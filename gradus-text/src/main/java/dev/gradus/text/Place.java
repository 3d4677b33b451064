package dev.gradus.text;

/**
 * A stretch of a source text, {@code [from, to)} in characters.
 *
 * @param source the whole text that was read
 * @param from first character, from 0
 * @param to one past the last character, at least {@code from}
 */
public record Place(String source, int from, int to) {
    private static final int WIDEST_LINE = 100;

    /** Checks that the stretch lies within the text. */
    public Place {
        if (from < 0 || to < from || to > source.length()) {
            throw new IllegalArgumentException(
                    "place ["
                            + from
                            + ", "
                            + to
                            + ") is outside a text of "
                            + source.length()
                            + " characters");
        }
    }

    /**
     * {@return the stretch from the start of this place to the end of {@code last}}
     *
     * @param last a later place in the same text
     */
    public Place through(Place last) {
        return new Place(source, from, last.to);
    }

    /** {@return the characters at this place} */
    public String text() {
        return source.substring(from, to);
    }

    /**
     * Two lines: the source line, shortened around the place when it is long, and carets under the
     * place.
     *
     * @return the two lines, each indented by two spaces
     */
    public String marked() {
        // No farther than a line may be wide: overloads that do not fit mark a long text often.
        int first = Math.max(0, from - WIDEST_LINE - 1);
        int last = Math.min(source.length(), from + WIDEST_LINE + 1);
        int lineStart = first + source.substring(first, from).lastIndexOf('\n') + 1;
        int newline = source.indexOf('\n', from, last);
        int lineEnd = newline < 0 ? last : newline;
        int start =
                lineEnd - lineStart <= WIDEST_LINE
                        ? lineStart
                        : Math.max(lineStart, from - WIDEST_LINE / 2);
        int end = Math.min(lineEnd, start + WIDEST_LINE);
        String head = start > lineStart ? "…" : "";
        String tail = end < lineEnd ? "…" : "";
        int carets = Math.max(1, Math.min(to, end) - from);
        String line = source.substring(start, end).replace('\t', ' ').replace("\r", "");
        return "  "
                + head
                + line
                + tail
                + "\n  "
                + " ".repeat(head.length() + from - start)
                + "^".repeat(carets);
    }
}
