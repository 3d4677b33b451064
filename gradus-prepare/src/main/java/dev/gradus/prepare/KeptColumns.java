package dev.gradus.prepare;

import dev.gradus.number.NumberText;
import dev.gradus.number.Text;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What becomes of the columns of a table whose rows are prepared as those of a model: what each is
 * used for, and how those are learned that the model learned too.
 */
final class KeptColumns {
    /** What to do where the model's preparation does not fit a table. */
    static final String ADVICE =
            "fit a preparation to this table (--preparation new; in Java, Wishes without preparedAs)";

    private static final int LISTED = 5;

    private static final Encoding UNKNOWN = new Encoding.LeftOut(Reason.UNKNOWN);

    /** Nothing could be learned from these, although they were wanted. */
    private static final Set<Encoding> UNUSABLE =
            Set.of(new Encoding.LeftOut(Reason.CONSTANT), new Encoding.LeftOut(Reason.FLAT));

    private final Learned learned;
    private final Map<String, Encoding> encodings = new HashMap<>();

    private KeptColumns(Preparation preparation) {
        learned = preparation.learned();
        learned.columns()
                .forEach(column -> encodings.put(column, new Encoding.LeftOut(Reason.LEARNED)));
        preparation.columns().forEach(column -> encodings.put(column.name(), column.encoding()));
    }

    /**
     * Returns the columns of a preparation.
     *
     * @throws IllegalArgumentException if one that becomes inputs is not in the table
     */
    static KeptColumns of(Preparation preparation, Survey survey) {
        try {
            preparation.reading(survey.columns().stream().map(ColumnSummary::name).toList());
        } catch (IllegalArgumentException missing) {
            throw new IllegalArgumentException(
                    "%s; add it, or %s".formatted(missing.getMessage(), ADVICE), missing);
        }
        return new KeptColumns(preparation);
    }

    /** Returns whether the model learned a column as classes. */
    boolean isOfClasses(String column) {
        return learned instanceof Learned.Classes classes && classes.column().equals(column);
    }

    /**
     * Returns the wishes, and that what the model learned is learned in the same way, unless a user
     * says otherwise. A small table may look as if something else were to be learned.
     */
    Wishes asLearned(Survey survey, Wishes wishes) {
        return wishes.withKinds(
                survey.columns().stream()
                        .filter(column -> wishes.targets().contains(column.name()))
                        .filter(column -> !wishes.kinds().containsKey(column.name()))
                        .flatMap(column -> learnedAs(column).stream())
                        .toList());
    }

    private Optional<String> learnedAs(ColumnSummary column) {
        boolean isKnown = learned.columns().contains(column.name());
        boolean isNumber = column.numbers().count() > 0;
        Optional<Kind> kind =
                switch (learned) {
                    case Learned.Values _ when isKnown && isNumber -> Optional.of(Kind.NUMBER);
                    case Learned.Classes(_, _, var mark)
                            when isKnown && isNumber && mark.isEmpty() ->
                            Optional.of(Kind.CATEGORY);
                    case Learned.Values _, Learned.Classes _ -> Optional.empty();
                };
        return kind.map(each -> column.name() + ":" + each);
    }

    /**
     * Returns what a column is used for.
     *
     * @param own what it would be used for without the model
     * @throws IllegalArgumentException if a user wants to use it otherwise than the model does
     */
    Role role(Role own, Wishes wishes) {
        ColumnSummary column = own.column();
        Encoding encoding = encodings.getOrDefault(column.name(), UNKNOWN);
        boolean isInput = encoding.width() > 0;
        if (own instanceof Role.Target) {
            if (isInput) {
                throw refused(column, "is an input of the model, so it cannot be learned");
            }
            return own;
        }
        if (!isInput) {
            return unused(own, encoding, wishes);
        }
        if (isUnwanted(column, wishes)) {
            throw refused(column, "is an input of the model, so it cannot be left out");
        }
        Kind kind = kind(encoding, column);
        Kind asked = wishes.kinds().getOrDefault(column.name(), kind);
        if (asked != kind) {
            throw refused(column, "is of kind %s in the model, not %s".formatted(kind, asked));
        }
        requireSameDays(column, encoding);
        return new Role.Input(marked(column.as(kind), encoding));
    }

    /** A word for missing numbers is known from the model, however rare it is here. */
    private static ColumnSummary marked(ColumnSummary column, Encoding encoding) {
        return encoding instanceof Encoding.Numeric number && !number.marker().isEmpty()
                ? column.markedBy(number.marker())
                : column;
    }

    /** Refuses at once what would be refused in each row. */
    private static void requireSameDays(ColumnSummary column, Encoding encoding) {
        if (encoding instanceof Encoding.Moment moment) {
            column.form()
                    .filter(form -> !form.mayBe(moment.form()))
                    .ifPresent(form -> {
                        throw refused(
                                column,
                                "writes its days as %s, and the table of the model as %s"
                                        .formatted(form.example(), moment.form().example()));
                    });
        }
    }

    private static boolean isUnwanted(ColumnSummary column, Wishes wishes) {
        return wishes.drop().contains(column.name())
                || !(wishes.only().isEmpty() || wishes.only().contains(column.name()));
    }

    private static Role unused(Role own, Encoding encoding, Wishes wishes) {
        if (own instanceof Role.Unused(_, Reason reason)
                && (reason == Reason.GROUP || reason == Reason.DROPPED)) {
            return own;
        }
        ColumnSummary column = own.column();
        boolean isWanted =
                wishes.only().contains(column.name())
                        || (wishes.kinds().containsKey(column.name()) && isUsed(column.kind()));
        if (isWanted && !UNUSABLE.contains(encoding)) {
            throw refused(
                    column, "is not an input of the model, so nothing can be learned from it");
        }
        return new Role.Unused(
                column,
                encoding instanceof Encoding.LeftOut(Reason reason)
                                && (reason == Reason.UNKNOWN || reason == Reason.LEARNED)
                        ? reason
                        : Reason.AS_MODEL);
    }

    private static boolean isUsed(Kind kind) {
        return switch (kind) {
            case NUMBER, CATEGORY, EMBEDDING, BOOLEAN, DATE, DATETIME -> true;
            case TEXT, ID, CONSTANT -> false;
        };
    }

    private static Kind kind(Encoding encoding, ColumnSummary column) {
        return switch (encoding) {
            case Encoding.Numeric _, Encoding.AsItIs _ -> Kind.NUMBER;
            case Encoding.Category _ -> Kind.CATEGORY;
            case Encoding.Embedded _ -> Kind.EMBEDDING;
            case Encoding.Flag _ -> Kind.BOOLEAN;
            case Encoding.Moment _ -> column.kind() == Kind.DATETIME ? Kind.DATETIME : Kind.DATE;
            case Encoding.LeftOut _ -> column.kind();
        };
    }

    private static IllegalArgumentException refused(ColumnSummary column, String why) {
        return new IllegalArgumentException(
                "column '%s' %s; use it as the model does, or %s"
                        .formatted(column.name(), why, ADVICE));
    }

    /**
     * Returns how a number is learned that the model learned too: by the scale of the model.
     *
     * @param kept the preparation of the model
     * @param fitted how it would be learned without the model
     * @param notes takes what to check where the scale may not fit
     */
    static Learned.Value value(Preparation kept, Learned.Value fitted, Consumer<String> notes) {
        Optional<Learned.Value> ofModel =
                kept.learned() instanceof Learned.Values(List<Learned.Value> values)
                        ? values.stream()
                                .filter(value -> value.column().equals(fitted.column()))
                                .findFirst()
                        : Optional.empty();
        ofModel.filter(value -> Math.abs(value.standardized(fitted.mean())) > Encoding.FAR)
                .ifPresent(value ->
                        notes.accept(
                                "column '%s' has the mean %s, far from that of the model, %s, whose scale it keeps; check that both are in the same unit, or %s"
                                        .formatted(
                                                fitted.column(),
                                                NumberText.brief(fitted.mean()),
                                                NumberText.brief(value.mean()),
                                                ADVICE)));
        return ofModel.map(value ->
                        new Learned.Value(
                                value.column(), value.mean(), value.deviation(), fitted.mark()))
                .orElse(fitted);
    }

    /**
     * Returns the classes of the model if it learned the same column and knows those of this table:
     * a table without a rare class does not take it from the model.
     *
     * @param kept the preparation of the model
     * @param column the column that is learned
     * @param here the classes of this table
     * @param notes takes what is different
     */
    static List<String> classes(
            Preparation kept, String column, List<String> here, Consumer<String> notes) {
        if (!(kept.learned() instanceof Learned.Classes(String learned, List<String> theirs, _))
                || !learned.equals(column)) {
            return here;
        }
        List<String> others = without(here, theirs);
        List<String> missing = without(theirs, here);
        if (others.isEmpty() && missing.isEmpty()) {
            return theirs;
        }
        notes.accept(
                others.isEmpty()
                        ? Text.of(
                                "column '%s' has %d of the %d classes of the model, which all stay (not here: %s); to learn those of this table alone, %s",
                                column,
                                here.size(),
                                theirs.size(),
                                Text.listed(missing, LISTED),
                                ADVICE)
                        : "column '%s' has classes that the model does not know (%s), so the classes are those of this table"
                                .formatted(column, Text.listed(others, LISTED)));
        return others.isEmpty() ? theirs : here;
    }

    private static List<String> without(List<String> names, List<String> left) {
        Set<String> all = new LinkedHashSet<>(names);
        left.forEach(all::remove);
        return List.copyOf(all);
    }
}
