package dev.gradus.prepare;

import dev.gradus.number.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What a table holds that is prepared as another one was: the decimal marks of its numbers, and
 * what its user should know about its columns, values and rows.
 */
final class FurtherTable implements Preparer.Readings {
    private static final int LISTED = 8;

    private final Preparation preparation;
    private final RowSource table;
    private final DecimalMark usual;
    private final Optional<Roles> roles; // empty unless the table is learned from
    private final List<FurtherColumn> profiles;
    private final Map<String, DecimalMark> proved = new HashMap<>();

    /** What the columns prove that do, if they agree. */
    private Optional<DecimalMark> common = Optional.empty();

    private long last;

    private FurtherTable(Preparation preparation, RowSource table, Optional<Roles> roles) {
        this.preparation = preparation;
        this.table = table;
        this.roles = roles;
        this.usual = table.decimalMark().orElse(DecimalMark.POINT);
        Map<String, DecimalMark> marks = marks();
        Map<String, Encoding> encodings = new HashMap<>();
        preparation.columns().forEach(column -> encodings.put(column.name(), column.encoding()));
        this.profiles =
                table.columns().stream()
                        .map(name ->
                                new FurtherColumn(
                                        name,
                                        encodings.get(name),
                                        marks.get(name),
                                        table.decimalMark()))
                        .toList();
    }

    /** Reads a table and looks at its fields. */
    static FurtherTable of(Preparation preparation, RowSource table) {
        return of(preparation, table, Optional.empty());
    }

    /** Reads a table that is learned from, and looks at the fields of its inputs. */
    static FurtherTable of(Preparation preparation, RowSource table, Roles roles) {
        return of(preparation, table, Optional.of(roles));
    }

    private static FurtherTable of(
            Preparation preparation, RowSource table, Optional<Roles> roles) {
        var further = new FurtherTable(preparation, table, roles);
        table.forEach(further::add);
        further.profiles.forEach(column ->
                column.proved().ifPresent(mark -> further.proved.put(column.name(), mark)));
        if (table.decimalMark().isPresent()) {
            further.common =
                    Survey.common(further.profiles.stream().map(FurtherColumn::provedForOthers));
        }
        return further;
    }

    /**
     * Returns the columns of numbers and their marks in training; what is learned from this table
     * is read as its survey found it.
     */
    private Map<String, DecimalMark> marks() {
        Map<String, DecimalMark> marks = new HashMap<>();
        preparation.columns().stream()
                .filter(column -> isOfNumbers(column.encoding()))
                .forEach(column -> marks.put(column.name(), Preparer.mark(column)));
        if (roles.isPresent()) {
            return marks;
        }
        if (preparation.learned() instanceof Learned.Values(List<Learned.Value> values)) {
            values.forEach(value -> marks.put(value.column(), value.mark()));
        }
        if (preparation.learned() instanceof Learned.Classes(String column, _, var mark)) {
            mark.ifPresent(trained -> marks.put(column, trained));
        }
        return marks;
    }

    /** A class of training that lost digits is refused, which says more. */
    private boolean isMeasured(FurtherColumn column) {
        return column.isPrepared() || preparation.learned() instanceof Learned.Values;
    }

    private static boolean isOfNumbers(Encoding encoding) {
        return encoding instanceof Encoding.Numeric || encoding instanceof Encoding.AsItIs;
    }

    private void add(Row row) {
        List<String> fields = row.fields();
        for (int i = 0; i < profiles.size(); i++) {
            profiles.get(i).add(fields.get(i).strip(), row.line());
        }
        last = row.line();
    }

    @Override
    public NumberReading of(String column, DecimalMark trained) {
        return Optional.ofNullable(proved.get(column))
                .or(() -> common)
                .<NumberReading>map(NumberReading.With::new)
                .orElseGet(() -> new NumberReading.Each(trained, usual));
    }

    /** Returns what a user should know, a sentence each. */
    List<String> notes() {
        var notes = new ArrayList<String>();
        addMarks(notes);
        profiles.forEach(column -> notes.addAll(column.mixedUnits(common)));
        Stream.<Function<FurtherColumn, Optional<String>>>of(
                        column -> column.otherUnit(common),
                        FurtherColumn::swappedDays,
                        column -> column.farDays(table),
                        column -> isMeasured(column) ? column.rounded(table) : Optional.empty(),
                        column -> isFilled() ? column.missingValues() : Optional.empty(),
                        FurtherColumn::unknownValues)
                .flatMap(look -> profiles.stream().map(look))
                .flatMap(Optional::stream)
                .forEach(notes::add);
        roles.ifPresent(used -> addGroups(used, notes));
        addUnused(notes);
        if (roles.isEmpty()) {
            addTotals(notes); // the survey names those of a table that is learned from
        }
        return notes;
    }

    /** Returns whether rows with a missing value are used. */
    private boolean isFilled() {
        return roles.filter(used -> used.wishes().gaps() == Gaps.DROP).isEmpty();
    }

    private static void addGroups(Roles used, List<String> notes) {
        used.roles().stream()
                .filter(Role.Input.class::isInstance)
                .map(role -> role.column().name())
                .filter(name -> used.wishes().partition().equals(new Partition.ByGroup(name)))
                .map(
                        "column '%s' says which rows stay together, and is an input too, as in the model"
                                ::formatted)
                .forEach(notes::add);
    }

    private void addMarks(List<String> notes) {
        for (DecimalMark mark : DecimalMark.values()) {
            List<String> columns =
                    profiles.stream()
                            .filter(column -> column.hadOther(mark))
                            .map(FurtherColumn::name)
                            .filter(column -> proved.get(column) == mark)
                            .toList();
            if (!columns.isEmpty()) {
                notes.add(
                        "%s %s %s here, and had %s in training; they are read as written"
                                .formatted(
                                        Text.listed(quoted(columns), LISTED),
                                        columns.size() == 1 ? "has" : "have",
                                        mark.plural(),
                                        mark.other().plural()));
            }
        }
    }

    private void addUnused(List<String> notes) {
        Set<String> known = new HashSet<>(preparation.learned().columns());
        preparation.columns().forEach(column -> known.add(column.name()));
        roles.map(Roles::wishes)
                .ifPresent(wishes -> {
                    known.addAll(wishes.targets());
                    wishes.partition().decidedBy().ifPresent(known::add);
                });
        List<String> unused =
                table.columns().stream().filter(column -> !known.contains(column)).toList();
        if (!unused.isEmpty()) {
            notes.add(
                    Text.of(
                            "%s %s %s not in the training table, and %s not used",
                            unused.size() == 1 ? "column" : "columns",
                            Text.listed(quoted(unused), LISTED),
                            unused.size() == 1 ? "was" : "were",
                            unused.size() == 1 ? "is" : "are"));
        }
    }

    private static List<String> quoted(List<String> names) {
        return names.stream().map("'%s'"::formatted).toList();
    }

    private void addTotals(List<String> notes) {
        List<String> sums =
                profiles.stream()
                        .filter(column -> column.endsInSum(common))
                        .map(FurtherColumn::name)
                        .toList();
        List<TotalRow.Word> words =
                profiles.stream().map(FurtherColumn::total).flatMap(Optional::stream).toList();
        TotalRow.of(words, sums, last)
                .forEach(row -> notes.add(row.sentence(table.placeOf(row.line()))));
    }
}
