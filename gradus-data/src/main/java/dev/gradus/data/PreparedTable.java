package dev.gradus.data;

import dev.gradus.prepare.Learned;
import dev.gradus.prepare.Preparation;
import dev.gradus.prepare.Roles;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * A table made ready to train on.
 *
 * @param preparation how its fields become inputs, fitted to the training part
 * @param training what is learned from
 * @param validation what training is validated on, if a share was held out for it
 * @param test what is measured at the end, if a share was held out for it
 * @param notes what there is to say of rows that were left out, a sentence each
 */
public record PreparedTable(
        Preparation preparation,
        Dataset training,
        Optional<Dataset> validation,
        Optional<Dataset> test,
        List<String> notes) {
    public PreparedTable {
        notes = List.copyOf(notes);
    }

    /**
     * What is held out of a table: of each class its share, or of all rows where values are
     * learned.
     *
     * @param validation the share of what the test leaves, from 0 for none up to, not including, 1
     * @param test the share of all rows, from 0 for none up to, not including, 1
     */
    public record Shares(double validation, double test) {
        public Shares {
            for (double share : new double[] {validation, test}) {
                if (!(share >= 0 && share < 1)) {
                    throw new IllegalArgumentException(
                            "a share to hold out is at least 0 and below 1, as in 0.2; got "
                                    + share);
                }
            }
        }
    }

    /**
     * Prepares a table: finds the rows that can be used, holds shares out, fits a preparation to
     * the rest and applies it to all. Rows without a value to learn are left out.
     *
     * @param table the rows, which are read three times
     * @param roles what each column is used for
     * @param seed what the choice of the rows that are held out depends on
     * @throws DataException if a row cannot be used and is not to be skipped
     * @throws IllegalArgumentException if nothing is left to learn or to learn from
     */
    public static PreparedTable of(Table table, Roles roles, Shares shares, long seed) {
        UsableRows rows = UsableRows.of(table, roles);
        return of(table, roles, rows, Parts.of(rows, shares, seed));
    }

    /**
     * Prepares a table whose test part is one of several folds; see {@link #of(Table, Roles,
     * Shares, long)}. With the same seed the folds of a table have no row in common.
     *
     * @param validation the share of the other folds that is held out to validate on, from 0 for
     *     none up to, not including, 1
     */
    public static PreparedTable ofFold(
            Table table, Roles roles, Fold fold, double validation, long seed) {
        UsableRows rows = UsableRows.of(table, roles);
        BitSet test = HeldOut.of(rows.usable(), rows::group, fold, seed);
        return of(table, roles, rows, Parts.of(rows, test, new Shares(validation, 0), seed));
    }

    private static PreparedTable of(Table table, Roles roles, UsableRows rows, Parts parts) {
        Preparation preparation =
                Preparation.fit(
                        roles,
                        table,
                        row -> rows.isUsable((int) row),
                        row -> parts.training.get((int) row));
        Prepared prepared = Prepared.of(table, preparation, rows::isUsable);
        Dataset all = prepared.dataset(table.name());
        return new PreparedTable(
                preparation,
                part(all, "training part", parts.training, rows).orElseThrow(),
                part(all, "validation part", parts.validation, rows),
                part(all, "test part", parts.test, rows),
                rows.notes());
    }

    /**
     * A table that was prepared as another one.
     *
     * @param data its rows
     * @param notes what there is to say of rows that were left out, a sentence each
     */
    public record Further(Dataset data, List<String> notes) {}

    /**
     * Prepares a further table, such as a test part in a file of its own, as the training table
     * was.
     *
     * @throws DataException if a row cannot be used and is not to be skipped, or a column is
     *     missing
     */
    public static Further further(Table table, Preparation preparation) {
        Prepared prepared = Prepared.of(table, preparation, _ -> true);
        return new Further(prepared.dataset(table.name()), prepared.notes());
    }

    private static Optional<Dataset> part(
            Dataset all, String name, BitSet rows, UsableRows usable) {
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        int[] examples = rows.stream().map(usable::rank).toArray();
        return Optional.of(
                examples.length == all.size()
                        ? all
                        : new Selection(all.name() + ", " + name, all, examples));
    }

    /** Which rows are in which part. */
    private record Parts(BitSet training, BitSet validation, BitSet test) {
        static Parts of(UsableRows rows, Shares shares, long seed) {
            BitSet test =
                    HeldOut.of(rows.usable(), rows::group, shares.test(), seed, HeldOut.Part.TEST);
            return of(rows, test, shares, seed);
        }

        static Parts of(UsableRows rows, BitSet test, Shares shares, long seed) {
            var training = new BitSet();
            training.or(rows.usable());
            training.andNot(test);
            BitSet validation =
                    HeldOut.of(
                            training,
                            rows::group,
                            shares.validation(),
                            seed,
                            HeldOut.Part.VALIDATION);
            training.andNot(validation);
            return new Parts(training, validation, test);
        }
    }

    /** Returns how many values a network puts out for what is learned. */
    static int outputs(Learned learned) {
        return switch (learned) {
            case Learned.Classes(_, List<String> names) -> names.size();
            case Learned.Values(List<Learned.Value> values) -> values.size();
        };
    }

    /** Returns all that is to be said of a table that was read and prepared. */
    public List<String> notes(Table table) {
        var all = new ArrayList<>(table.notes());
        all.addAll(notes);
        return all;
    }
}
