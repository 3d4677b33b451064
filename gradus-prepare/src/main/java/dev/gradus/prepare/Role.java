package dev.gradus.prepare;

/** What a column is used for. */
public sealed interface Role {
    /** {@return what the table holds there} */
    ColumnSummary column();

    /**
     * It becomes inputs.
     *
     * @param column the column
     */
    record Input(ColumnSummary column) implements Role {}

    /**
     * It is learned.
     *
     * @param column the column
     */
    record Target(ColumnSummary column) implements Role {}

    /**
     * It is not used.
     *
     * @param column the column
     * @param reason why it is not used
     */
    record Unused(ColumnSummary column, Reason reason) implements Role {
        /** {@return why it is not used, in a few words} */
        public String why() {
            return reason == Reason.CONSTANT ? column.sameness() : reason.sentence();
        }
    }
}
