package dev.gradus.data;

import dev.gradus.number.NumberText;
import dev.gradus.number.Text;
import dev.gradus.prepare.ColumnSummary;
import dev.gradus.prepare.Preparation;
import dev.gradus.prepare.Preparer;
import dev.gradus.prepare.Roles;
import dev.gradus.prepare.Row;
import dev.gradus.prepare.UnreadableFieldException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Decides which rows of a table can be used for training, and counts the others. */
public final class RowSieve {
    private static final int MOST_ROWS = Integer.MAX_VALUE - 8;

    private static final String KEPT =
            "rows become inputs as in the model that training starts from, by its columns, scales and categories; --preparation new fits them to this table";

    private final Table table;
    private final Roles roles;
    private final Optional<Preparer> kept;
    private final BadRows bad;
    private long untaught;
    private long incomplete;

    /**
     * Creates a sieve for the rows of a table.
     *
     * @param table the table
     * @param roles what each column is used for
     * @throws DataException if there are more rows than are counted in 31 bits
     */
    public RowSieve(Table table, Roles roles) {
        long rows = roles.roles().getFirst().column().rows();
        if (rows > MOST_ROWS) {
            throw new DataException(
                    Text.of(
                            "%s has %,d rows; at most %,d can be used: take a part of them",
                            table.name(), rows, MOST_ROWS));
        }
        this.table = table;
        this.roles = roles;
        this.kept = roles.wishes().preparation().map(each -> each.reading(table.readable(), roles));
        this.bad = new BadRows(table.onBadRow());
    }

    /**
     * {@return whether a row can be learned from}
     *
     * @param row the row
     * @throws DataException if it cannot be read and is not to be skipped
     */
    public boolean passes(Row row) {
        try {
            roles.requireSound(row);
            if (!roles.hasTargets(row.fields())) {
                untaught++;
                return false;
            }
            roles.requireReadable(row.fields());
            kept.ifPresent(preparer -> preparer.requireInputs(row));
            if (!roles.isFullEnough(row.fields())) {
                incomplete++;
                return false;
            }
            return true;
        } catch (UnreadableFieldException fault) {
            bad.add(table.place(row), fault.sentence());
            return false;
        }
    }

    /**
     * {@return a preparer of the rows that pass, which reads them as this does}
     *
     * @param preparation what was fitted to them
     */
    public Preparer preparer(Preparation preparation) {
        return kept.map(preparer -> preparer.learning(preparation))
                .orElseGet(() -> PreparedTable.preparer(table, preparation));
    }

    /** {@return notes on the rows that were left out, a sentence each} */
    public List<String> notes() {
        var notes = new ArrayList<String>();
        kept.ifPresent(preparer -> {
            notes.add(KEPT);
            notes.addAll(preparer.notes());
        });
        leftOut(
                notes,
                untaught,
                "without a value in ",
                roles.targets().stream()
                        .map(ColumnSummary::name)
                        .collect(Collectors.joining(", ")));
        leftOut(notes, incomplete, "with a missing value", "");
        notes.addAll(bad.notes());
        return notes;
    }

    static void leftOut(List<String> notes, long rows, String which, String column) {
        if (rows > 0) {
            notes.add("%s %s%s left out".formatted(NumberText.counted(rows, "row"), which, column));
        }
    }

    /**
     * Decides which rows of a further table can be measured: rows without a value that was learned
     * are left out and counted, as in training.
     */
    public static final class OfFurther {
        private final Table table;
        private final Preparer preparer;
        private final String learned;
        private final BadRows bad;
        private long count;
        private long untaught;

        /**
         * Begins to look at the rows of a table.
         *
         * @param table the rows
         * @param preparation what was fitted to the training table
         * @param preparer prepares them
         */
        public OfFurther(Table table, Preparation preparation, Preparer preparer) {
            this.table = table;
            this.preparer = preparer;
            this.learned = String.join(", ", preparation.learned().columns());
            this.bad = new BadRows(table.onBadRow());
        }

        /**
         * Uses a row if it can be.
         *
         * @param row the row
         * @param use prepares it
         * @throws DataException if it cannot be read and is not to be skipped
         */
        public void take(Row row, Consumer<Row> use) {
            if (!preparer.hasTargets(row)) {
                untaught++;
                return;
            }
            try {
                use.accept(row);
                count++;
            } catch (UnreadableFieldException fault) {
                bad.add(table.place(row), fault.sentence());
            }
        }

        /**
         * {@return what a user should know about how the rows were read and which were left out, a
         * sentence each}
         *
         * @throws DataException if none was used
         */
        public List<String> notes() {
            var leftOut = new ArrayList<String>();
            RowSieve.leftOut(leftOut, untaught, "without a value in ", learned);
            leftOut.addAll(bad.notes());
            if (count == 0) {
                throw new DataException(
                        leftOut.isEmpty()
                                ? table.name() + " has no row that can be used"
                                : "%s has no row that can be used: %s"
                                        .formatted(table.name(), leftOut.getFirst() + unread()));
            }
            var notes = new ArrayList<>(preparer.notes());
            notes.addAll(leftOut);
            return notes;
        }

        /** Returns why a learned column may have no value in any row. */
        private String unread() {
            return table.unread().note().map(note -> "; " + note).orElse("");
        }
    }
}
