package dev.gradus.data;

import dev.gradus.prepare.Partition;
import dev.gradus.prepare.Preparation;
import dev.gradus.prepare.Preparer;
import dev.gradus.prepare.Role;
import dev.gradus.prepare.Roles;
import dev.gradus.prepare.Row;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The rows of a table that can be used for training, and the group of each. */
final class UsableRows {
    /** Java's longest arrays; {@link RowSieve} refuses more rows. */
    private static final int MOST_ROWS = Integer.MAX_VALUE - 8;

    private final Roles roles;
    private final int targetColumn;
    private final int partitionColumn;
    private final RowSieve sieve;
    private final BitSet usable = new BitSet();
    private final Map<String, Integer> groups = new HashMap<>();
    private int[] groupOf = new int[1024];
    private int[] ranks = new int[1024];
    private double[] times = new double[0];
    private int rows;
    private int count;
    private long unplaced;

    private UsableRows(Table table, Roles roles) {
        this.roles = roles;
        this.sieve = new RowSieve(table, roles);
        int column = 0;
        while (!(roles.roles().get(column) instanceof Role.Target)) {
            column++;
        }
        targetColumn = column;
        partitionColumn =
                roles.wishes().partition() instanceof Partition.ByGroup(String name)
                        ? table.columns().indexOf(name)
                        : -1;
    }

    static UsableRows of(Table table, Roles roles) {
        var rows = new UsableRows(table, roles);
        table.forEach(rows::add);
        if (rows.count == 0) {
            throw new DataException(table.name() + " has no row to learn from");
        }
        return rows;
    }

    private void add(Row row) {
        if (rows == groupOf.length) {
            int more = (int) Math.min(2L * rows, MOST_ROWS);
            groupOf = Arrays.copyOf(groupOf, more);
            ranks = Arrays.copyOf(ranks, more);
        }
        if (sieve.passes(row) && isPlaced(row)) {
            usable.set(rows);
            ranks[rows] = count;
            count++;
        }
        rows++;
    }

    /** Notes what decides the row's part. */
    private boolean isPlaced(Row row) {
        switch (roles.wishes().partition()) {
            case Partition.Stratified _ ->
                    groupOf[rows] =
                            roles.task() == Roles.Task.VALUES ? 0 : group(field(row, targetColumn));
            case Partition.ByGroup _ -> {
                String name = field(row, partitionColumn);
                if (roles.roles().get(partitionColumn).column().isMissing(name)) {
                    unplaced++;
                    return false;
                }
                groupOf[rows] = group(name);
            }
            case Partition.ByTime(String column) -> {
                if (times.length <= rows) {
                    times = Arrays.copyOf(times, groupOf.length);
                }
                times[rows] = roles.time(row.fields(), column);
                if (Double.isNaN(times[rows])) {
                    unplaced++;
                    return false;
                }
            }
        }
        return true;
    }

    private int group(String name) {
        return groups.computeIfAbsent(name, _ -> groups.size());
    }

    private static String field(Row row, int column) {
        return row.fields().get(column).strip();
    }

    /** Returns a preparer of the usable rows. */
    Preparer preparer(Preparation preparation) {
        return sieve.preparer(preparation);
    }

    BitSet usable() {
        return usable;
    }

    boolean isUsable(int row) {
        return usable.get(row);
    }

    /**
     * Returns the class or group of a usable row as a number, in order of first appearance; 0 if
     * rows have none.
     */
    int group(int row) {
        return groupOf[row];
    }

    /** Returns the time of a usable row, if rows are split by it. */
    double time(int row) {
        return times[row];
    }

    /** Returns how many usable rows come before this one. */
    int rank(int row) {
        return ranks[row];
    }

    List<String> notes() {
        var notes = new ArrayList<>(sieve.notes());
        switch (roles.wishes().partition()) {
            case Partition.Stratified _ -> {}
            case Partition.ByGroup(String column) ->
                    RowSieve.leftOut(notes, unplaced, "without a value in ", column);
            case Partition.ByTime(String column) ->
                    RowSieve.leftOut(notes, unplaced, "without a value in ", column);
        }
        return notes;
    }
}
