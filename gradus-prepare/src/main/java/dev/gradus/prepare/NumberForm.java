package dev.gradus.prepare;

import dev.gradus.number.NumberText;

/**
 * How the numbers of a column are written.
 *
 * @param mark what stands before their decimals
 * @param basis what shows it
 * @param example a number of the column that the basis is about; empty for none
 * @param count how many values are numbers in this form
 * @param other the first value that is not; empty for none
 */
public record NumberForm(DecimalMark mark, Basis basis, String example, long count, String other) {
    /** What shows how numbers are written. */
    public enum Basis {
        /** They are written as in most tables of this kind. */
        USUAL,
        /** Some numbers of the column can be read in one way only. */
        PROVED,
        /** Each could be read either way, but those of other columns cannot. */
        OTHER_COLUMNS,
        /** Nothing in the table shows it. */
        ASSUMED
    }

    /** Returns what a user should check, in one line; empty for nothing. */
    String doubt(String column) {
        return switch (basis) {
            case USUAL -> "";
            case PROVED ->
                    "the numbers of column '%s' have %s, as in '%s'"
                            .formatted(column, mark.plural(), example);
            case OTHER_COLUMNS ->
                    "column '%s': '%s' is read as %s, since the numbers of other columns have %s"
                            .formatted(column, example, read(mark), mark.plural());
            case ASSUMED ->
                    "column '%s': '%s' is read as %s, and nothing in the table shows whether that is right; write %s if it is not"
                            .formatted(column, example, read(mark), read(mark.other()));
        };
    }

    /** Returns what such values are, for people. */
    String plural() {
        return basis == Basis.USUAL ? "numbers" : "numbers with " + mark.plural();
    }

    private String read(DecimalMark as) {
        return NumberText.exact(Fields.number(example, as));
    }
}
