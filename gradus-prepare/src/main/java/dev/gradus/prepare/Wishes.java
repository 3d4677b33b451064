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
 * @param kinds the kinds of columns, in place of what a survey finds
 */
public record Wishes(
        List<String> targets, Set<String> only, Set<String> drop, Map<String, Kind> kinds) {
    public Wishes {
        targets = List.copyOf(targets);
        only = Set.copyOf(only);
        drop = Set.copyOf(drop);
        kinds = Map.copyOf(kinds);
        if (targets.isEmpty()) {
            throw new IllegalArgumentException("name at least one column to learn");
        }
    }

    /** Returns wishes for nothing but what is learned. */
    public static Wishes learn(String... targets) {
        return new Wishes(List.of(targets), Set.of(), Set.of(), Map.of());
    }
}
