package dev.gradus.data;

import dev.gradus.prepare.Learned;
import dev.gradus.prepare.Partition;
import dev.gradus.prepare.Preparation;
import dev.gradus.prepare.Preparer;
import dev.gradus.prepare.Roles;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A table made ready to train on.
 *
 * @param preparation how its fields become inputs, fitted to the training part or kept from a model
 * @param training what is learned from
 * @param validation the part for validation, if a share was held out
 * @param test the part that is measured at the end, if a share was held out
 * @param notes notes on rows that were left out, a sentence each
 */
public record PreparedTable(
        Preparation preparation,
        Dataset training,
        Optional<Dataset> validation,
        Optional<Dataset> test,
        List<String> notes) {
    /** Copies the lists. */
    public PreparedTable {
        notes = List.copyOf(notes);
    }

    /**
     * The shares to hold out of a table: the same of each class, or of all rows where values are
     * learned.
     *
     * @param validation the share of what the test part leaves, in [0, 1)
     * @param test the share of all rows, in [0, 1)
     */
    public record Shares(double validation, double test) {
        /**
         * Checks the shares.
         *
         * @throws IllegalArgumentException if one is out of range; the message says which
         */
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
     * @param table the rows, which are read three times, and once more where the preparation of a
     *     model is kept
     * @param roles what each column is used for
     * @param shares how much to hold out for validation and for the test
     * @param seed seeds the choice of the held-out rows
     * @return the prepared parts
     * @throws DataException if a row cannot be used and is not to be skipped
     * @throws IllegalArgumentException if nothing is left to learn or to learn from
     */
    public static PreparedTable of(Table table, Roles roles, Shares shares, long seed) {
        UsableRows rows = UsableRows.of(table, roles);
        Partition partition = roles.wishes().partition();
        return of(table, roles, rows, RowParts.of(rows, partition, shares, seed))
                .named(TableWords.of(table, roles.wishes(), shares));
    }

    /**
     * Prepares a table whose test part is one of several folds; see {@link #of(Table, Roles,
     * Shares, long)}. With the same seed the folds of a table have no row in common.
     *
     * @param table the rows
     * @param roles what each column is used for
     * @param fold which of the folds is the test part
     * @param validation the share of the other folds to hold out for validation, in [0, 1)
     * @param seed seeds the choice of the held-out rows
     * @return the prepared parts
     * @throws IllegalArgumentException if rows are to be split by time
     */
    public static PreparedTable ofFold(
            Table table, Roles roles, Fold fold, double validation, long seed) {
        UsableRows rows = UsableRows.of(table, roles);
        Partition partition = roles.wishes().partition();
        BitSet test =
                switch (partition) {
                    case Partition.Stratified _ ->
                            HeldOut.of(rows.usable(), rows::group, fold, seed);
                    case Partition.ByGroup _ ->
                            HeldOut.ofGroups(rows.usable(), rows::group, fold, seed);
                    case Partition.ByTime _ ->
                            throw new IllegalArgumentException(
                                    "folds are chosen by seed, so rows cannot be split by time as well");
                };
        var shares = new Shares(validation, 0);
        Map<String, Object> words = TableWords.of(table, roles.wishes(), shares);
        words.put("fold", (fold.number() + 1) + "/" + fold.count());
        return of(table, roles, rows, RowParts.of(rows, partition, test, shares, seed))
                .named(words);
    }

    private static PreparedTable of(Table table, Roles roles, UsableRows rows, RowParts parts) {
        var notes = new ArrayList<>(rows.notes());
        Preparation preparation =
                Preparation.fit(
                        roles,
                        table,
                        row -> rows.isUsable((int) row),
                        row -> parts.training.get((int) row),
                        notes::add);
        Prepared prepared = Prepared.of(table, preparation, rows);
        notes.addAll(prepared.ofClasses(parts.training.stream().map(rows::rank)));
        if (parts.test.isEmpty() && parts.validation.isEmpty()) {
            unused(roles.wishes().partition()).ifPresent(notes::add);
        }
        Dataset all = prepared.dataset(table.name());
        return new PreparedTable(
                        preparation,
                        part(all, "training part", parts.training, rows).orElseThrow(),
                        part(all, "validation part", parts.validation, rows),
                        part(all, "test part", parts.test, rows),
                        notes)
                .notingLeaks();
    }

    /** Returns that a choice of rows to hold out has no effect where none are held out. */
    private static Optional<String> unused(Partition partition) {
        return switch (partition) {
            case Partition.Stratified _ -> Optional.empty();
            case Partition.ByGroup(String column) ->
                    Optional.of(
                            "rows with the same '%s' stay together in one part, but there is one part only; hold rows out with --test-share or --validation-share"
                                    .formatted(column));
            case Partition.ByTime(String column) ->
                    Optional.of(
                            "the latest rows by '%s' would be held out, but none are to be; hold rows out with --test-share or --validation-share"
                                    .formatted(column));
        };
    }

    /**
     * {@return the same parts with another test part: the rows of a further table}
     *
     * @param further the rows of the test part
     * @throws DataException if a row cannot be used and is not to be skipped, or a column is
     *     missing
     */
    public PreparedTable testedOn(Table further) {
        return testedOn(further, further(further, preparation));
    }

    /**
     * {@return the same parts with another test part: the rows of a further table}
     *
     * @param further the table
     * @param rows its rows, prepared as these
     */
    public PreparedTable testedOn(Table further, Further rows) {
        var words = new LinkedHashMap<>(training.origin().orElseThrow().words());
        words.remove("testShare");
        words.put("test", further.source().words().getOrDefault("data", further.name()));
        var all = new ArrayList<>(notes);
        rows.notes().forEach(note -> all.add(further.name() + ": " + note));
        return new PreparedTable(preparation, training, validation, Optional.of(rows.data()), all)
                .named(words);
    }

    private PreparedTable named(Map<String, Object> words) {
        var whole = test.isPresent() ? DataSource.Part.TRAINING : DataSource.Part.WHOLE;
        return new PreparedTable(
                preparation,
                named(training, words, whole),
                validation.map(data -> named(data, words, DataSource.Part.VALIDATION)),
                test.map(data -> named(data, words, DataSource.Part.TEST)),
                notes);
    }

    private static Dataset named(Dataset data, Map<String, Object> words, DataSource.Part part) {
        Dataset examples = data instanceof NamedByRecipe(Dataset inner, _) ? inner : data;
        return new NamedByRecipe(examples, new DataSource(words, part));
    }

    /**
     * A table that was prepared in the same way as another one.
     *
     * @param data its rows
     * @param notes notes on rows that were left out, a sentence each
     */
    public record Further(Dataset data, List<String> notes) {}

    /**
     * Prepares a further table, such as a separate test file, in the same way as the training
     * table.
     *
     * @param table the rows
     * @param preparation what was fitted to the training table
     * @return the prepared rows
     * @throws DataException if a row cannot be used and is not to be skipped, or a column is
     *     missing
     */
    public static Further further(Table table, Preparation preparation) {
        Prepared prepared = Prepared.further(table, preparation);
        return new Further(prepared.dataset(table.name()), prepared.notes());
    }

    /**
     * {@return a preparer of the rows of the table that a preparation was fitted to}
     *
     * @param table the rows
     * @param preparation what was fitted to them
     * @throws DataException if a column is missing
     */
    public static Preparer preparer(Table table, Preparation preparation) {
        return preparer(table, () -> preparation.readingAsFitted(table.columns()), preparation);
    }

    /**
     * {@return a preparer of the rows of a further table, which must have the columns that are
     * learned}
     *
     * @param table the rows, which are read once
     * @param preparation what was fitted to the training table
     * @throws DataException if a column is missing
     */
    public static Preparer furtherPreparer(Table table, Preparation preparation) {
        preparer(table, preparation); // a missing column is reported before all is read
        return preparer(table, () -> preparation.reading(table.readable()), preparation);
    }

    private static Preparer preparer(
            Table table, Supplier<Preparer> reading, Preparation preparation) {
        try {
            Preparer preparer = reading.get();
            if (!preparer.hasTargets()) {
                throw new IllegalArgumentException(
                        "there is no column '%s', which is learned"
                                .formatted(String.join("', '", preparation.learned().columns())));
            }
            return preparer;
        } catch (IllegalArgumentException fault) {
            throw new DataException(table.name() + ": " + fault.getMessage(), fault);
        }
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
    private record RowParts(BitSet training, BitSet validation, BitSet test) {
        static RowParts of(UsableRows rows, Partition partition, Shares shares, long seed) {
            BitSet test =
                    heldOut(rows, rows.usable(), partition, shares.test(), seed, HeldOut.Part.TEST);
            return of(rows, partition, test, shares, seed);
        }

        static RowParts of(
                UsableRows rows, Partition partition, BitSet test, Shares shares, long seed) {
            var training = new BitSet();
            training.or(rows.usable());
            training.andNot(test);
            BitSet validation =
                    heldOut(
                            rows,
                            training,
                            partition,
                            shares.validation(),
                            seed,
                            HeldOut.Part.VALIDATION);
            training.andNot(validation);
            return new RowParts(training, validation, test);
        }

        private static BitSet heldOut(
                UsableRows rows,
                BitSet all,
                Partition partition,
                double share,
                long seed,
                HeldOut.Part part) {
            return switch (partition) {
                case Partition.Stratified _ -> HeldOut.of(all, rows::group, share, seed, part);
                case Partition.ByGroup _ -> HeldOut.ofGroups(all, rows::group, share, seed, part);
                case Partition.ByTime _ -> HeldOut.latest(all, rows::time, share);
            };
        }
    }

    /** Returns how many values a network puts out for what is learned. */
    static int outputs(Learned learned) {
        return switch (learned) {
            case Learned.Classes(_, List<String> names, _) -> names.size();
            case Learned.Values(List<Learned.Value> values) -> values.size();
        };
    }

    /**
     * {@return the same parts, with further notes before those on rows that were left out}
     *
     * @param further a sentence each
     */
    public PreparedTable noting(List<String> further) {
        var all = new ArrayList<>(further);
        all.addAll(notes);
        return new PreparedTable(preparation, training, validation, test, all);
    }

    /**
     * {@return the same parts, with further notes on the columns that alone tell what is learned}
     */
    public PreparedTable notingLeaks() {
        var all = new ArrayList<>(notes);
        all.addAll(TargetLeaks.of(preparation, training));
        return new PreparedTable(preparation, training, validation, test, all);
    }

    /**
     * {@return all notes on a table that was read and prepared}
     *
     * @param table the rows
     */
    public List<String> notes(Table table) {
        var all = new ArrayList<>(table.notes());
        all.addAll(notes);
        return all;
    }
}
