package dev.gradus.data;

import dev.gradus.nn.tensor.Shape;
import dev.gradus.nn.tensor.Target;
import dev.gradus.number.Text;
import dev.gradus.prepare.Learned;
import dev.gradus.prepare.Preparation;
import dev.gradus.prepare.Preparer;
import dev.gradus.prepare.Row;
import dev.gradus.prepare.UnreadableFieldException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Rows of a table after their preparation, in memory. */
final class Prepared {
    /** The length of Java's longest arrays. */
    private static final int MOST_VALUES = Integer.MAX_VALUE - 8;

    private final Table table;
    private final Preparation preparation;
    private final Preparer preparer;
    private final int width;
    private final int targets;
    private float[] inputs;
    private int[] labels;
    private float[] values;
    private int[] lines;
    private int rows;
    private List<String> notes = List.of();

    private Prepared(Table table, Preparation preparation, Preparer preparer) {
        this.table = table;
        this.preparation = preparation;
        this.width = preparation.width();
        boolean isOfClasses = preparation.learned() instanceof Learned.Classes;
        this.targets = isOfClasses ? 0 : PreparedTable.outputs(preparation.learned());
        this.preparer = preparer;
        int first = Math.clamp((1L << 18) / width, 1, 1024);
        inputs = new float[first * width];
        labels = new int[isOfClasses ? first : 0];
        values = new float[first * targets];
        lines = new int[first];
    }

    /** Prepares all rows of a table that is not the one the preparation was fitted to. */
    static Prepared further(Table table, Preparation preparation) {
        Preparer preparer = PreparedTable.furtherPreparer(table, preparation);
        var prepared = new Prepared(table, preparation, preparer);
        var measurable = new RowSieve.OfFurther(table, preparation, preparer);
        table.forEach(row -> measurable.take(row, prepared::add));
        prepared.notes = measurable.notes();
        return prepared;
    }

    /**
     * Prepares the usable rows of the table that is learned from: all of them, since each has a
     * number by which it belongs to a part.
     */
    static Prepared of(Table table, Preparation preparation, UsableRows usable) {
        var prepared = new Prepared(table, preparation, usable.preparer(preparation));
        int[] row = new int[1];
        table.forEach(each -> {
            if (usable.isUsable(row[0]++)) {
                prepared.addUsable(each);
            }
        });
        if (prepared.rows != usable.usable().cardinality()) {
            throw new DataException(
                    table.name() + " changed while it was read; try again when it is complete");
        }
        return prepared;
    }

    private void addUsable(Row row) {
        try {
            add(row);
        } catch (UnreadableFieldException fault) {
            throw new DataException(table.place(row) + ": " + fault.sentence(), fault);
        }
    }

    private void add(Row row) {
        if (rows == lines.length) {
            grow();
        }
        preparer.inputs(row, inputs, rows * width);
        if (targets == 0) {
            labels[rows] = preparer.label(row);
        } else {
            preparer.values(row, values, rows * targets);
        }
        lines[rows] = (int) Math.min(row.line(), Integer.MAX_VALUE);
        rows++;
    }

    private void grow() {
        int widest = Math.max(width, targets);
        int most = MOST_VALUES / Math.max(widest, 1);
        if (rows == most) {
            throw new DataException(
                    Text.of(
                            "%s has more than %,d rows of %,d %s, more values than one data set holds; use fewer rows or columns",
                            table.name(), most, widest, widest == width ? "inputs" : "values"));
        }
        int more = (int) Math.min(most, 2L * rows);
        inputs = Arrays.copyOf(inputs, more * width);
        labels = Arrays.copyOf(labels, targets == 0 ? more : 0);
        values = Arrays.copyOf(values, more * targets);
        lines = Arrays.copyOf(lines, more);
    }

    Preparation preparation() {
        return preparation;
    }

    List<String> notes() {
        return notes;
    }

    /**
     * Returns which classes have no row to learn from, or very few, a sentence each.
     *
     * @param training the numbers of the rows to learn from
     */
    List<String> ofClasses(IntStream training) {
        if (targets > 0) {
            return List.of();
        }
        var learned = new BitSet();
        training.forEach(learned::set);
        var counts = new ClassCounts(names().size(), names(), "row");
        for (int row = 0; row < rows; row++) {
            if (learned.get(row)) {
                counts.addLearned(labels[row]);
            } else {
                counts.addHeldOut(labels[row]);
            }
        }
        return counts.notes();
    }

    Dataset dataset(String name) {
        return dataset(name, names());
    }

    private List<String> names() {
        return preparation.learned() instanceof Learned.Classes(_, List<String> names, _)
                ? names
                : List.of();
    }

    /**
     * Returns the rows as examples.
     *
     * @param names the names of the classes; empty if values are learned
     */
    Dataset dataset(String name, List<String> names) {
        int[] found = lines;
        boolean isOfClasses = targets == 0;
        return new ArrayDataset(
                name,
                Shape.vector(width),
                isOfClasses
                        ? Target.classes(PreparedTable.outputs(preparation.learned()))
                        : Target.values(targets),
                Arrays.copyOf(inputs, rows * width),
                Arrays.copyOf(labels, isOfClasses ? rows : 0),
                Arrays.copyOf(values, rows * targets),
                names,
                example -> table.place(found[example]),
                Optional.empty());
    }
}
