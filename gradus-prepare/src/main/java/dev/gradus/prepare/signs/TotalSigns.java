package dev.gradus.prepare.signs;

/** Looks in a column for words such as Total, with which a row begins that sums up others. */
public final class TotalSigns {
    private String word = "";
    private long count;
    private long line;

    /**
     * Looks at one more field.
     *
     * @param field without blanks around it, not a number
     * @param line the line of its row
     */
    public void add(String field, long line) {
        if (TotalWords.is(field)) {
            word = field;
            count++;
            this.line = line;
        }
    }

    /**
     * {@return the line of the last row with such a word; 0 for none, or if they are a value of the
     * column like any other}
     *
     * @param values how many fields of the column have a value
     */
    public long line(long values) {
        return 4 * count <= values ? line : 0;
    }

    /** {@return the last such word; empty for none} */
    public String word() {
        return word;
    }
}
