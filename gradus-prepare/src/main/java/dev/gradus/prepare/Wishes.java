package dev.gradus.prepare;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a user wants of the columns of a table.
 *
 * @param targets the columns to learn, at least one
 * @param only the columns that may be inputs; empty for all
 * @param drop columns that are left out
 * @param kinds the kinds of columns, instead of what a survey finds
 * @param gaps how rows with a missing value are handled
 * @param partition how the rows to hold out are chosen
 */
public record Wishes(
        List<String> targets,
        Set<String> only,
        Set<String> drop,
        Map<String, Kind> kinds,
        Gaps gaps,
        Partition partition) {
    /** Copies lists and maps, and checks the values. */
    public Wishes {
        targets = List.copyOf(targets);
        only = Set.copyOf(only);
        drop = Set.copyOf(drop);
        kinds = Map.copyOf(kinds);
        if (targets.isEmpty()) {
            throw new IllegalArgumentException("name at least one column to learn");
        }
    }

    /**
     * Wishes for the columns alone; gaps are filled.
     *
     * @param targets the names of the columns to learn
     * @param only columns to use, and no others; empty for all
     * @param drop columns to leave out
     * @param kinds what columns hold, by their names
     */
    public Wishes(
            List<String> targets, Set<String> only, Set<String> drop, Map<String, Kind> kinds) {
        this(targets, only, drop, kinds, Gaps.FILL, new Partition.Stratified());
    }

    /**
     * {@return wishes for nothing but what is learned}
     *
     * @param targets the names of the columns to learn
     */
    public static Wishes learn(String... targets) {
        return new Wishes(List.of(targets), Set.of(), Set.of(), Map.of());
    }
}
