package dev.gradus.data.disk;

import dev.gradus.data.ClassCounts;
import dev.gradus.data.DataException;
import dev.gradus.data.DataSource;
import dev.gradus.data.Dataset;
import dev.gradus.data.PreparedTable;
import dev.gradus.data.RowSieve;
import dev.gradus.data.Table;
import dev.gradus.data.TableWords;
import dev.gradus.number.NumberText;
import dev.gradus.number.Text;
import dev.gradus.prepare.ColumnSummary;
import dev.gradus.prepare.Partition;
import dev.gradus.prepare.Preparation;
import dev.gradus.prepare.Role;
import dev.gradus.prepare.Roles;
import dev.gradus.prepare.Row;
import dev.gradus.prepare.RowSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Prepares tables that are larger than the memory. Their prepared rows are kept on disk, in an
 * order that is a function of the seed; the heap holds only one row at a time, and a bit for each.
 *
 * <p>Each row is held out, or not, by its own random number, so a part has its share of the rows,
 * and of each class, only approximately.
 */
public final class DiskTable {
    /** Tables that take more than this share of the heap are kept on disk. */
    private static final int SHARE_OF_HEAP = 4;

    private static final int MOST_CATEGORIES = 66;
    private static final int MOMENT = 10;

    private final Table table;
    private final Roles roles;
    private final BitSet usable = new BitSet();
    private final RowSieve sieve;
    private int rows;
    private int counted;

    private DiskTable(Table table, Roles roles) {
        this.table = table;
        this.roles = roles;
        this.sieve = new RowSieve(table, roles);
    }

    /**
     * {@return whether the prepared rows of a table would take more than a quarter of the heap}
     *
     * @param roles what each column is used for
     */
    public static boolean isTooLarge(Roles roles) {
        long rows = roles.roles().getFirst().column().rows();
        return isTooLarge(rows * mostValues(roles) * Float.BYTES);
    }

    /** Returns the most values of a row. */
    static long mostValues(Roles roles) {
        return roles.wishes()
                .preparation()
                .map(kept -> (long) kept.width() + roles.targets().size())
                .orElseGet(() -> roles.roles().stream().mapToLong(DiskTable::mostInputs).sum());
    }

    private static boolean isTooLarge(long bytes) {
        return bytes > Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP;
    }

    private static int mostInputs(Role role) {
        ColumnSummary column = role.column();
        return switch (role) {
            case Role.Unused _ -> 0;
            case Role.Target _ -> 1;
            case Role.Input _ ->
                    switch (column.kind()) {
                        case CATEGORY -> Math.min(column.distinct() + 2, MOST_CATEGORIES);
                        case DATE, DATETIME -> MOMENT;
                        case NUMBER, EMBEDDING, BOOLEAN, TEXT, ID, CONSTANT ->
                                column.missing() > 0 ? 2 : 1;
                    };
        };
    }

    /**
     * Prepares a table, which is read twice, and once more where the preparation of a model is
     * kept.
     *
     * @param table the table
     * @param roles what each column is used for
     * @param shares what is held out
     * @param seed seeds the order of the rows and their parts
     * @param folder where the prepared rows are kept as long as they are used
     * @return the prepared parts
     * @throws DataException if a row cannot be used and is not to be skipped, or there is no room
     * @throws IllegalArgumentException if rows are to be held out by group or time
     */
    public static PreparedTable of(
            Table table, Roles roles, PreparedTable.Shares shares, long seed, Path folder) {
        if (!(roles.wishes().partition() instanceof Partition.Stratified)) {
            throw new IllegalArgumentException(
                    "%s is too large for the memory, and holding out rows by group or time needs all of them in memory; give the JVM more, or split the file yourself and give the test part as another table (--test)"
                            .formatted(table.name()));
        }
        return new DiskTable(table, roles).prepared(shares, seed, folder);
    }

    /**
     * Prepares a further table in the same way as the training table, with its rows in order; they
     * are kept on disk if they would take more than a quarter of the heap.
     *
     * @param table the rows, which are read twice
     * @param preparation what was fitted to the training table
     * @param folder where the prepared rows lie until nobody holds them any more
     * @return the prepared rows
     * @throws DataException if a row cannot be used and is not to be skipped, a column is missing,
     *     or there is no room
     */
    public static PreparedTable.Further further(Table table, Preparation preparation, Path folder) {
        PreparedTable.preparer(
                table, preparation); // a missing column is reported before all is read
        var counted = new AtomicLong();
        table.forEach(_ -> counted.getAndIncrement(), _ -> {});
        var layout = RowLayout.of(preparation);
        long rows = counted.get();
        if (!isTooLarge(rows * layout.bytes())) {
            return PreparedTable.further(table, preparation);
        }
        if (rows > Integer.MAX_VALUE) {
            throw new DataException(
                    Text.of(
                            "%s has %,d rows; at most %,d are read",
                            table.name(), rows, Integer.MAX_VALUE));
        }
        return DiskRows.inOrder(table, preparation, layout, (int) rows, folder);
    }

    private PreparedTable prepared(PreparedTable.Shares shares, long seed, Path folder) {
        var places = new RowPlaces(shares, seed);
        var approximate = new ArrayList<String>();
        Preparation preparation =
                Preparation.fit(
                        roles,
                        new Sieved(),
                        _ -> true,
                        row -> places.part(row) == RowPlaces.Part.TRAINING,
                        approximate::add);
        if (counted == 0) {
            throw new DataException(table.name() + " has no row to learn from");
        }
        var layout = RowLayout.of(preparation);
        places.lay(counted, layout.bytes());
        var classes = new ClassCounts(layout.classes().size(), layout.classes(), "row");
        DiskRows all =
                DiskRows.write(
                        table,
                        sieve.preparer(preparation),
                        layout,
                        places,
                        usable::get,
                        counted,
                        classes,
                        folder);
        Map<String, Object> words =
                new LinkedHashMap<>(TableWords.of(table, roles.wishes(), shares));
        words.put("rowsIn", "disk");
        var notes = new ArrayList<>(sieve.notes());
        notes.addAll(approximate);
        notes.addAll(classes.notes());
        notes.add(
                Text.of(
                        "%,d prepared rows take %s and are kept on disk in %s until the command ends (--cache DIR for another folder), in an order by seed",
                        counted, DiskMemory.text((long) counted * layout.bytes()), folder));
        return new PreparedTable(
                        preparation,
                        part(all, places, RowPlaces.Part.TRAINING, words).orElseThrow(),
                        part(all, places, RowPlaces.Part.VALIDATION, words),
                        part(all, places, RowPlaces.Part.TEST, words),
                        notes)
                .notingLeaks();
    }

    private Optional<Dataset> part(
            DiskRows all, RowPlaces places, RowPlaces.Part part, Map<String, Object> words) {
        int count = places.count(part);
        if (count == 0) {
            if (places.share(part) > 0) {
                throw new DataException(
                        Text.of(
                                "%s has %s, too few to hold %s of them out for %s",
                                table.name(),
                                NumberText.counted(counted, "row"),
                                places.share(part),
                                part));
            }
            return Optional.empty();
        }
        DataSource.Part named =
                switch (part) {
                    case TRAINING ->
                            places.count(RowPlaces.Part.TEST) > 0
                                    ? DataSource.Part.TRAINING
                                    : DataSource.Part.WHOLE;
                    case VALIDATION -> DataSource.Part.VALIDATION;
                    case TEST -> DataSource.Part.TEST;
                };
        return Optional.of(
                all.part(
                        "%s, %s part".formatted(table.name(), part),
                        places.first(part),
                        count,
                        Optional.of(new DataSource(words, named))));
    }

    /** The rows that can be used, one bit for each. */
    private final class Sieved implements RowSource {
        @Override
        public List<String> columns() {
            return table.columns();
        }

        @Override
        public void forEach(Consumer<Row> reader) {
            table.forEach(row -> {
                if (sieve.passes(row)) {
                    usable.set(rows);
                    counted++;
                    reader.accept(row);
                }
                rows++;
            });
        }
    }
}
