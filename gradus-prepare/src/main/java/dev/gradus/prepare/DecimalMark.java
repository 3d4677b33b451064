package dev.gradus.prepare;

/**
 * What stands before the decimals of a number. The other character may separate its thousands, in
 * groups of three digits of which the first does not begin with 0: {@code 1,234.5} or {@code
 * 1.234,5}.
 */
public enum DecimalMark {
    /** As in {@code 0.5}. */
    POINT,
    /** As in {@code 0,5}. */
    COMMA;

    /** Returns the other mark. */
    DecimalMark other() {
        return this == POINT ? COMMA : POINT;
    }

    /** Returns what separates thousands. */
    char separator() {
        return this == POINT ? ',' : '.';
    }

    /** Returns the marks of several numbers, for people. */
    String plural() {
        return this == POINT ? "decimal points" : "decimal commas";
    }
}
