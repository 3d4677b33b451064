package dev.gradus.prepare;

import dev.gradus.prepare.table.TableOption;
import dev.gradus.text.Suggestions;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a user wants of the columns of a table. A further option is a component here and an entry in
 * {@link #OPTIONS}; recipes, commands, help and records follow from it.
 *
 * @param targets the columns to learn, at least one
 * @param only the columns that may be inputs; empty for all
 * @param drop columns that are left out
 * @param kinds the kinds of columns, instead of what a survey finds
 * @param gaps how rows with a missing value are handled
 * @param partition how the rows to hold out are chosen
 * @param preparation that of a model, which the rows are prepared by; empty where one is fitted to
 *     them
 */
public record Wishes(
        List<String> targets,
        Set<String> only,
        Set<String> drop,
        Map<String, Kind> kinds,
        Gaps gaps,
        Partition partition,
        Optional<Preparation> preparation) {
    /** What columns hold. */
    public static final TableOption<Wishes> COLUMNS =
            TableOption.several(
                    "columns",
                    "COLUMN:KIND",
                    "What columns hold, overriding what is detected: number, category, embedding, boolean, date, datetime, text, id or constant, as in \"zip:category,day:date\".",
                    Wishes::withKinds,
                    wishes ->
                            wishes.kinds.entrySet().stream()
                                    .map(each -> each.getKey() + ":" + each.getValue())
                                    .toList());

    /** The columns that are left out. */
    public static final TableOption<Wishes> DROP =
            TableOption.several(
                    "drop",
                    "COLUMN",
                    "Columns of a table to leave out.",
                    Wishes::without,
                    wishes -> List.copyOf(wishes.drop));

    /** All options besides the columns to learn, in the order of a recipe. */
    public static final List<TableOption<Wishes>> OPTIONS =
            List.of(
                    TableOption.several(
                            "only",
                            "COLUMN",
                            "The columns of a table to learn from; all by default.",
                            Wishes::withOnly,
                            wishes -> List.copyOf(wishes.only)),
                    DROP,
                    COLUMNS,
                    TableOption.one(
                            "group",
                            "COLUMN",
                            "Rows with the same value in this column stay together in one part.",
                            (wishes, column) -> wishes.parted(new Partition.ByGroup(column)),
                            wishes ->
                                    wishes.partition instanceof Partition.ByGroup(String column)
                                            ? Optional.of(column)
                                            : Optional.empty()),
                    TableOption.one(
                            "splitByTime",
                            "COLUMN",
                            "Hold out the latest rows, instead of rows chosen by seed.",
                            (wishes, column) -> wishes.parted(new Partition.ByTime(column)),
                            wishes ->
                                    wishes.partition instanceof Partition.ByTime(String column)
                                            ? Optional.of(column)
                                            : Optional.empty()),
                    TableOption.<Wishes>one(
                                    "missing",
                                    "fill|drop",
                                    "What to do with rows with a missing value: fill takes the median of numbers and marks what was missing, drop leaves the row out.",
                                    (wishes, text) -> wishes.with(Gaps.parse(text)),
                                    wishes ->
                                            Optional.of(wishes.gaps)
                                                    .filter(gaps -> gaps != Gaps.FILL)
                                                    .map(Gaps::toString))
                            .usual("fill"));

    /**
     * Copies the collections.
     *
     * @throws IllegalArgumentException if there is nothing to learn
     */
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
        this(targets, only, drop, kinds, Gaps.FILL, new Partition.Stratified(), Optional.empty());
    }

    /**
     * {@return wishes for nothing but what is learned}
     *
     * @param targets the names of the columns to learn
     */
    public static Wishes learn(String... targets) {
        return new Wishes(List.of(targets), Set.of(), Set.of(), Map.of());
    }

    /**
     * {@return these wishes, learning from these columns and no others}
     *
     * @param columns the names of columns; empty for all
     */
    public Wishes withOnly(List<String> columns) {
        return new Wishes(targets, Set.copyOf(columns), drop, kinds, gaps, partition, preparation);
    }

    /**
     * {@return these wishes, leaving these columns out}
     *
     * @param columns the names of columns
     */
    public Wishes without(List<String> columns) {
        return new Wishes(targets, only, Set.copyOf(columns), kinds, gaps, partition, preparation);
    }

    /**
     * {@return these wishes with another treatment of rows with a missing value}
     *
     * @param other what to do with them
     */
    public Wishes with(Gaps other) {
        return new Wishes(targets, only, drop, kinds, other, partition, preparation);
    }

    /**
     * {@return these wishes with another choice of the rows to hold out, as in {@code with(new
     * Partition.ByTime("day"))}}
     *
     * @param other how they are chosen
     */
    public Wishes with(Partition other) {
        return new Wishes(targets, only, drop, kinds, gaps, other, preparation);
    }

    /**
     * {@return these wishes, for rows that are prepared as those a model learned from} Rows become
     * the inputs that the model takes, by its columns, scales and categories. A value that is new
     * in a category becomes what it becomes when the model predicts, and a column that the model
     * does not know is left out. What the model learned is learned in the same way: a number keeps
     * its scale, and a table with some of the model's classes has them all. With a class that the
     * model does not know, the classes are those of the table.
     *
     * @param other the preparation of the model that training starts from
     */
    public Wishes preparedAs(Preparation other) {
        return new Wishes(targets, only, drop, kinds, gaps, partition, Optional.of(other));
    }

    private Wishes parted(Partition other) {
        if (!(partition instanceof Partition.Stratified)) {
            throw new IllegalArgumentException(
                    "group and splitByTime both choose the rows to hold out; give one");
        }
        return with(other);
    }

    /**
     * {@return these wishes with kinds of columns as texts, besides those they have}
     *
     * @param columns columns and what they hold, as in {@code zip:category}
     * @throws IllegalArgumentException if a text is not of that form, or the kind of a column is
     *     said in two ways
     */
    public Wishes withKinds(List<String> columns) {
        var all = new HashMap<>(kinds);
        for (String each : columns) {
            int colon = each.lastIndexOf(':');
            if (colon < 1) {
                throw new IllegalArgumentException(
                        "columns takes a column and what it holds, as in \"zip:category\"; got '%s'"
                                .formatted(each));
            }
            String name = each.substring(0, colon).strip();
            Kind kind = Kind.parse(each.substring(colon + 1));
            Kind before = all.put(name, kind);
            if (before != null && before != kind) {
                throw new IllegalArgumentException(
                        "column '%s' cannot be both %s and %s; give one"
                                .formatted(name, before, kind));
            }
        }
        return new Wishes(targets, only, drop, all, gaps, partition, preparation);
    }

    /**
     * Checks that a table has the columns that these wishes name, and that none has two uses. The
     * names tell that before the rows are read.
     *
     * @param columns the names of the table's columns
     * @throws IllegalArgumentException if not; the message names the column
     */
    public void requireFitting(List<String> columns) {
        requireKnown(columns, targets);
        requireKnown(columns, only);
        requireKnown(columns, drop);
        requireKnown(columns, kinds.keySet());
        for (String target : targets) {
            if (drop.contains(target)) {
                throw new IllegalArgumentException(
                        "column '%s' is to be learned, so it cannot be dropped".formatted(target));
            }
        }
        switch (partition) {
            case Partition.Stratified _ -> {}
            case Partition.ByGroup(String column) -> {
                requireKnown(columns, List.of(column));
                if (targets.contains(column)) {
                    throw new IllegalArgumentException(
                            "column '%s' is to be learned, so it cannot say which rows stay together"
                                    .formatted(column));
                }
            }
            case Partition.ByTime(String column) -> requireKnown(columns, List.of(column));
        }
    }

    private static void requireKnown(List<String> columns, Collection<String> names) {
        var known = new HashSet<>(columns);
        for (String name : names) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException(Suggestions.unknown("column", name, columns));
            }
        }
    }
}
