package dev.gradus.text;

/**
 * A word of the source: its kind, what it means (a text without quotes, a number without suffix)
 * and its place.
 */
record Token(Kind kind, String text, Place place) {
    enum Kind {
        NUMBER,
        TEXT,
        NAME,
        SYMBOL,
        END
    }

    boolean is(String symbol) {
        return kind == Kind.SYMBOL && text.equals(symbol);
    }

    boolean isName(String name) {
        return kind == Kind.NAME && text.equals(name);
    }

    String described() {
        return kind == Kind.END ? "the end of the text" : "'" + place.text() + "'";
    }
}
