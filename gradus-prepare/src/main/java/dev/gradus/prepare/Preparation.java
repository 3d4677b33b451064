package dev.gradus.prepare;

import java.util.HashSet;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongPredicate;

/**
 * How the rows of a table become the inputs of a network, and what the network learns. A value with
 * a text form that reads back the same: it is fitted to the training rows once, kept with the run
 * and the model, and applied to every further row with the same bits.
 *
 * <p>
 *
 * {@snippet :
 * var roles = Roles.of(Survey.of(table), Wishes.learn("species"));
 * var preparation = Preparation.fit(roles, table, row -> true, row -> training.get((int) row));
 *
 * var again = Preparation.parse(preparation.text()); // equal to preparation
 * var preparer = again.reading(List.of("sex", "island", "year")); // columns in any order
 * float[] inputs = preparer.inputs(List.of("male", "Biscoe", "2008")); // preparation.width() values
 * }
 *
 * <p>Applied to rows of another table:
 *
 * <ul>
 *   <li>Columns are found by name, in any order; further columns do not matter.
 *   <li>A missing column is refused: a network that was trained with it cannot do without it. A
 *       column that was left out in training may be missing, and so may the targets.
 *   <li>A number may have another decimal mark than in training, if its column shows it; one that
 *       could be read in two ways has that of training, unless the table usually has another one
 *       and the number would be far greater: then it is refused.
 *   <li>A missing value is filled in as in training: the median for a number, 0.5 for one of two
 *       values, 0 elsewhere, and the column's mark is set if it has one.
 *   <li>A value that is new in a category counts as one of its rare values, or as none of the
 *       values if there were no rare ones in training; a new value of a boolean counts as missing.
 *   <li>A class of whole numbers may be spelled in any way, such as {@code 7}, {@code 7.0} or
 *       {@code 07}. A class that is a word, and the value of a category, are spelled as in
 *       training.
 *   <li>A field that is not a number in a column of numbers, or not a date in one of dates, is
 *       refused.
 * </ul>
 *
 * @param columns each column of the training table but the targets, in its order
 * @param learned what is learned
 */
public record Preparation(List<Column> columns, Learned learned) {
    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException if two columns have the same name, or none becomes an input
     */
    public Preparation {
        columns = List.copyOf(columns);
        var names = new HashSet<String>(learned.columns());
        for (Column column : columns) {
            if (!names.add(column.name())) {
                throw new IllegalArgumentException(
                        "two columns are named '%s'".formatted(column.name()));
            }
        }
        if (columns.stream().allMatch(column -> column.encoding().width() == 0)) {
            throw new IllegalArgumentException("no column becomes an input");
        }
    }

    /**
     * Fits a preparation to the training rows of a table.
     *
     * <p>Numbers: a missing one becomes the median, and where one is missing an input marks it; see
     * {@link NumberTransform#fitting} for uneven ones. Categories: a value of fewer than 3 rows (1
     * row of a table with fewer than 100) is rare, and so is all but the 64 most frequent ones; of
     * more than 131,072 different values, the frequent ones are found by approximate counts. Mean,
     * deviation, median and quantiles of a column are those of all its values, or of a sample of
     * 65,536 if it has more. A column with one value within the training rows is left out.
     *
     * @param roles what each column is used for
     * @param table the rows
     * @param usable whether a row, counted from 0, belongs to any part; its class is known
     * @param training whether a usable row is in the training part
     * @return the fitted preparation
     * @throws UnreadableFieldException if a field of a training row is not what its column holds
     * @throws IllegalArgumentException if there is nothing left to learn or to learn from
     */
    public static Preparation fit(
            Roles roles, RowSource table, LongPredicate usable, LongPredicate training) {
        return fit(roles, table, usable, training, _ -> {});
    }

    /**
     * Fits a preparation to the training rows of a table, as {@link #fit(Roles, RowSource,
     * LongPredicate, LongPredicate)} does.
     *
     * @param roles what each column is used for
     * @param table the rows
     * @param usable whether a row, counted from 0, belongs to any part; its class is known
     * @param training whether a usable row is in the training part
     * @param notes takes what is only approximate, a sentence each
     * @return the fitted preparation
     * @throws UnreadableFieldException if a field of a training row is not what its column holds
     * @throws IllegalArgumentException if there is nothing left to learn or to learn from, or the
     *     numbers of a column are too far apart or too large to compute with
     */
    public static Preparation fit(
            Roles roles,
            RowSource table,
            LongPredicate usable,
            LongPredicate training,
            Consumer<String> notes) {
        return Fitting.of(roles, table, usable, training, notes);
    }

    /**
     * {@return a preparation that uses numbers unchanged; a missing one is refused}
     *
     * @param inputs the columns that become inputs, in the network's order
     * @param learned what the network learned
     */
    public static Preparation asTheyAre(List<String> inputs, Learned learned) {
        return new Preparation(
                inputs.stream().map(name -> new Column(name, new Encoding.AsItIs())).toList(),
                learned);
    }

    /** {@return how many inputs a network for this preparation has} */
    public int width() {
        return columns.stream().mapToInt(column -> column.encoding().width()).sum();
    }

    /** {@return the names of the inputs, in order, such as {@code island=Biscoe}} */
    public List<String> inputs() {
        return columns.stream().flatMap(column -> column.inputs().stream()).toList();
    }

    /**
     * {@return a preparer of rows with these columns}
     *
     * @param header the names of the columns, in the order of the fields
     * @throws IllegalArgumentException if a column is not among them; the message names it
     */
    public Preparer reading(List<String> header) {
        return new Preparer(
                this,
                header,
                (_, mark) -> new NumberReading.Each(mark, DecimalMark.POINT),
                List.of());
    }

    /**
     * {@return a preparer of the rows of the table that this preparation was fitted to}
     *
     * @param header the names of the columns, in the order of the fields
     */
    public Preparer readingAsFitted(List<String> header) {
        return new Preparer(this, header, (_, mark) -> new NumberReading.With(mark), List.of());
    }

    /**
     * {@return a preparer of the rows of another table, whose numbers may have another decimal
     * mark}
     *
     * @param table the rows, which are read once
     * @throws IllegalArgumentException if a column is missing; the message names it
     */
    public Preparer reading(RowSource table) {
        reading(table.columns()); // a missing column is reported before all is read
        FurtherTable further = FurtherTable.of(this, table);
        return new Preparer(this, table.columns(), further, further.notes());
    }

    /**
     * {@return a preparer of the rows of a table that is learned from, whose inputs are prepared as
     * those of the table that this preparation was fitted to}
     *
     * @param table the rows, which are read once
     * @param roles what each of its columns is used for
     * @throws IllegalArgumentException if a column is missing; the message names it
     * @see Preparer#learning
     */
    public Preparer reading(RowSource table, Roles roles) {
        FurtherTable further = FurtherTable.of(this, table, roles);
        return new Preparer(this, table.columns(), further, further.notes());
    }

    /** {@return the text form, a line for each column} */
    public String text() {
        return PreparationText.of(this);
    }

    /**
     * {@return the preparation with this text form}
     *
     * @param text what {@link Preparation#text} returns
     * @throws IllegalArgumentException if it is not one; the message points at the fault
     */
    public static Preparation parse(String text) {
        return PreparationText.parse(text);
    }
}
