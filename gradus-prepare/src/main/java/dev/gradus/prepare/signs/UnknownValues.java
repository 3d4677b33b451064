package dev.gradus.prepare.signs;

/** Counts the rows of a column that have a value which a network does not know. */
public final class UnknownValues {
    private long rows;
    private String first = "";

    /**
     * Counts one more row.
     *
     * @param value its value
     */
    public void add(String value) {
        if (rows == 0) {
            first = value;
        }
        rows++;
    }

    /** {@return how many rows there are} */
    public long rows() {
        return rows;
    }

    /** {@return the value of the first of them; empty for none} */
    public String first() {
        return first;
    }
}
