package dev.gradus.data;

import dev.gradus.number.Text;
import dev.gradus.prepare.DecimalMark;
import dev.gradus.prepare.Learned;
import dev.gradus.prepare.Preparation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Tables whose numbers are inputs without preparation, as early versions read all tables: runs of
 * these versions resume with the same bits.
 */
public final class NumberTable {
    private static final int MOST_CLASSES = 1 << 20;
    private static final String WHOLE = "\\d{1,7}(\\.0*)?";

    private NumberTable() {}

    /**
     * Reads a table with a column of classes: whole numbers from 0, or names, which are numbered in
     * the order of their characters.
     *
     * @param table the rows
     * @param label the column with the classes
     * @return the prepared table
     * @throws DataException if a field is not a finite number; the message names line and column
     */
    public static PreparedTable ofClasses(Table table, String label) {
        int column = table.columns().indexOf(label);
        if (column < 0) {
            throw new DataException("%s has no column '%s'".formatted(table.name(), label));
        }
        var found = new TreeSet<String>();
        table.forEach(row -> found.add(row.fields().get(column).strip()));
        boolean isNumbered = found.stream().allMatch(name -> name.matches(WHOLE));
        List<String> names = isNumbered ? numbers(found) : List.copyOf(found);
        Prepared prepared =
                Prepared.further(
                        table,
                        preparation(
                                table,
                                new Learned.Classes(
                                        label,
                                        names,
                                        isNumbered
                                                ? Optional.of(DecimalMark.POINT)
                                                : Optional.empty())));
        var words = new LinkedHashMap<>(table.source().words());
        words.put("label", label);
        return new PreparedTable(
                prepared.preparation(),
                new NamedByRecipe(
                        prepared.dataset(table.name(), isNumbered ? List.of() : names),
                        new DataSource(words, DataSource.Part.WHOLE)),
                Optional.empty(),
                Optional.empty(),
                prepared.notes());
    }

    private static List<String> numbers(Set<String> found) {
        int highest =
                found.stream().mapToInt(name -> (int) Double.parseDouble(name)).max().orElse(0);
        int count = Math.max(2, highest + 1);
        if (count > MOST_CLASSES) {
            throw new DataException(
                    Text.of(
                            "a class is numbered %,d; at most %,d can be told apart",
                            highest, MOST_CLASSES));
        }
        return IntStream.range(0, count).mapToObj(String::valueOf).toList();
    }

    /**
     * {@return the preparation that uses all columns unchanged, in their order, except those that
     * were learned}
     *
     * @param table the rows
     * @param learned what the model learned
     */
    public static Preparation preparation(Table table, Learned learned) {
        List<String> inputs =
                table.columns().stream().filter(name -> !learned.columns().contains(name)).toList();
        if (inputs.isEmpty()) {
            throw new DataException(
                    "%s has no column besides %s"
                            .formatted(table.name(), String.join(", ", learned.columns())));
        }
        return Preparation.asTheyAre(inputs, learned);
    }
}
