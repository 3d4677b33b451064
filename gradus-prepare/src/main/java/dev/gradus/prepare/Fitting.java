package dev.gradus.prepare;

import dev.gradus.number.NumberText;
import dev.gradus.number.Text;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;

/** Fits a preparation in one pass over a table. */
final class Fitting {
    private static final int MOST_CLASSES = 1 << 16;
    private static final int LISTED = 5;

    private final Roles roles;
    private final List<ColumnFit> fits = new ArrayList<>();
    private final TreeSet<String> classes = new TreeSet<>();
    private final Optional<DecimalMark> classMark; // empty where words name the classes
    private final Consumer<String> notes;
    private long row;

    private Fitting(Roles roles, Consumer<String> notes) {
        this.roles = roles;
        this.notes = notes;
        roles.roles().forEach(role -> fits.add(fit(role)));
        classMark =
                roles.task() == Roles.Task.CLASSES
                        ? mark(roles.targets().getFirst())
                        : Optional.empty();
    }

    static Preparation of(
            Roles roles,
            RowSource table,
            LongPredicate usable,
            LongPredicate training,
            Consumer<String> notes) {
        var fitting = new Fitting(roles, notes);
        table.forEach(row -> {
            if (usable.test(fitting.row)) {
                fitting.add(row.fields(), training.test(fitting.row));
            }
            fitting.row++;
        });
        fitting.fits.stream().flatMap(fit -> fit.note().stream()).forEach(notes);
        return fitting.preparation();
    }

    /** Returns the preparation of a model, where the rows are prepared by that. */
    private Optional<Preparation> kept() {
        return roles.wishes().preparation();
    }

    private ColumnFit fit(Role role) {
        return switch (role) {
            case Role.Unused(_, Reason reason) -> new ColumnFit.Unused(reason);
            case Role.Target _ -> new ColumnFit.Numbers(role.column());
            case Role.Input _ when kept().isPresent() ->
                    new ColumnFit.Unused(Reason.UNKNOWN); // its encoding is that of the model
            case Role.Input(ColumnSummary column) ->
                    switch (column.kind()) {
                        case NUMBER -> new ColumnFit.Numbers(column);
                        case CATEGORY ->
                                new ColumnFit.Categories(column.name(), ColumnFit.Form.ONE_HOT);
                        case EMBEDDING ->
                                new ColumnFit.Categories(column.name(), ColumnFit.Form.EMBEDDED);
                        case BOOLEAN -> new ColumnFit.Flags(column);
                        case DATE, DATETIME -> new ColumnFit.Times(column);
                        case TEXT, ID, CONSTANT ->
                                throw new IllegalStateException(column + " is no input");
                    };
        };
    }

    private void add(List<String> fields, boolean isTraining) {
        for (int i = 0; i < fits.size(); i++) {
            String field = fields.get(i).strip();
            if (roles.task() == Roles.Task.CLASSES && roles.roles().get(i) instanceof Role.Target) {
                addClass(roles.roles().get(i).column(), field);
            } else if (isTraining) {
                fits.get(i).add(field);
            }
        }
    }

    /** 1 and 1.0 name the same class in a column of numbers. */
    private void addClass(ColumnSummary column, String field) {
        classes.add(
                classMark.map(mark -> NumberText.exact(Fields.number(field, mark))).orElse(field));
        if (classes.size() > MOST_CLASSES) {
            throw new IllegalArgumentException(
                    Text.of(
                            "column '%s' has more than %,d different classes",
                            column.name(), MOST_CLASSES));
        }
    }

    /** Returns how the numbers are read that name classes; empty where words do. */
    private static Optional<DecimalMark> mark(ColumnSummary column) {
        boolean isOfNumbers =
                column.kind() == Kind.NUMBER
                        || (column.kind() == Kind.BOOLEAN
                                && column.values().equals(List.of("0", "1")));
        return isOfNumbers ? Optional.of(column.numbers().mark()) : Optional.empty();
    }

    private Preparation preparation() {
        var columns = new ArrayList<Column>();
        var values = new ArrayList<Learned.Value>();
        for (int i = 0; i < fits.size(); i++) {
            Role role = roles.roles().get(i);
            String name = role.column().name();
            if (!(role instanceof Role.Target)) {
                columns.add(new Column(name, fits.get(i).encoding()));
            } else if (fits.get(i) instanceof ColumnFit.Numbers numbers
                    && roles.task() == Roles.Task.VALUES) {
                values.add(asLearned(numbers.learned()));
            }
        }
        if (kept().isEmpty()) {
            requireInput(columns);
        }
        return new Preparation(kept().map(this::unlearned).orElse(columns), learned(values));
    }

    private static void requireInput(List<Column> columns) {
        if (columns.stream().allMatch(column -> column.encoding().width() == 0)) {
            throw new IllegalArgumentException(
                    "no column is left to learn from in the training rows: %s"
                            .formatted(
                                    columns.stream()
                                            .limit(LISTED)
                                            .map(Fitting::leftOut)
                                            .collect(Collectors.joining(", "))));
        }
    }

    private static String leftOut(Column column) {
        String why =
                column.encoding() instanceof Encoding.LeftOut(Reason reason)
                        ? reason.sentence()
                        : "has no value that counts";
        return "'%s' (%s)".formatted(column.name(), why);
    }

    /** Returns the columns of the model; one that it left out may be learned here. */
    private List<Column> unlearned(Preparation kept) {
        return kept.columns().stream()
                .filter(column -> !roles.wishes().targets().contains(column.name()))
                .toList();
    }

    private Learned.Value asLearned(Learned.Value fitted) {
        return kept().map(each -> KeptColumns.value(each, fitted, notes)).orElse(fitted);
    }

    private Learned learned(List<Learned.Value> values) {
        if (roles.task() == Roles.Task.VALUES) {
            return new Learned.Values(values);
        }
        ColumnSummary target = roles.targets().getFirst();
        if (classes.size() < 2) {
            throw new IllegalArgumentException(
                    "column '%s' has only one class; there is nothing to learn"
                            .formatted(target.name()));
        }
        List<String> names = ordered(List.copyOf(classes));
        return new Learned.Classes(
                target.name(),
                kept().map(each -> KeptColumns.classes(each, target.name(), names, notes))
                        .orElse(names),
                classMark);
    }

    private static List<String> ordered(List<String> names) {
        return names.stream().anyMatch(name -> Double.isNaN(Fields.number(name)))
                ? names
                : names.stream().sorted(Comparator.comparingDouble(Fields::number)).toList();
    }
}
