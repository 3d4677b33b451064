package dev.gradus.data;

import dev.gradus.prepare.ColumnSummary;
import dev.gradus.prepare.Role;
import dev.gradus.prepare.Roles;
import dev.gradus.prepare.Row;
import dev.gradus.prepare.UnreadableFieldException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The rows of a table that have all a training needs, and the group of each. */
final class UsableRows {
    private final Roles roles;
    private final int targetColumn;
    private final Table table;
    private final BadRows bad;
    private final BitSet usable = new BitSet();
    private final Map<String, Integer> groups = new HashMap<>();
    private int[] groupOf = new int[1024];
    private int[] ranks = new int[1024];
    private int rows;
    private int count;
    private long untaught;

    private UsableRows(Table table, Roles roles) {
        this.table = table;
        this.roles = roles;
        this.bad = new BadRows(table.onBadRow());
        int column = 0;
        while (!(roles.roles().get(column) instanceof Role.Target)) {
            column++;
        }
        targetColumn = column;
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
            groupOf = Arrays.copyOf(groupOf, 2 * rows);
            ranks = Arrays.copyOf(ranks, 2 * rows);
        }
        if (isUsable(row)) {
            usable.set(rows);
            ranks[rows] = count;
            groupOf[rows] = group(row);
            count++;
        }
        rows++;
    }

    private boolean isUsable(Row row) {
        if (!roles.hasTargets(row.fields())) {
            untaught++;
            return false;
        }
        try {
            roles.requireReadable(row.fields());
            return true;
        } catch (UnreadableFieldException fault) {
            bad.add(table.place(row), fault.sentence());
            return false;
        }
    }

    private int group(Row row) {
        if (roles.task() == Roles.Task.VALUES) {
            return 0;
        }
        return groups.computeIfAbsent(row.fields().get(targetColumn).strip(), _ -> groups.size());
    }

    BitSet usable() {
        return usable;
    }

    boolean isUsable(int row) {
        return usable.get(row);
    }

    /**
     * Returns the class of a usable row as a number, by first appearance; 0 where values are
     * learned.
     */
    int group(int row) {
        return groupOf[row];
    }

    /** Returns how many usable rows come before this one. */
    int rank(int row) {
        return ranks[row];
    }

    List<String> notes() {
        var notes = new ArrayList<String>();
        if (untaught > 0) {
            notes.add(
                    "%,d row%s without a value in %s left out"
                            .formatted(
                                    untaught,
                                    untaught == 1 ? "" : "s",
                                    roles.targets().stream()
                                            .map(ColumnSummary::name)
                                            .collect(Collectors.joining(", "))));
        }
        notes.addAll(bad.notes());
        return notes;
    }
}
