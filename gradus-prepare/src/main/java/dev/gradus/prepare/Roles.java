package dev.gradus.prepare;

import dev.gradus.number.Text;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What each column of a table is used for.
 *
 * <p>A column of categories or of two opposite values is learned as classes, and so are whole
 * numbers with at most {@value #MOST_CLASSES} different values, each of which occurs at least
 * {@value #ROWS_OF_CLASS} times on average; they are told apart by value, but by their digits where
 * some are too long for that. Other numbers are learned as values. {@link Wishes#kinds} overrides
 * this: a target declared a category is learned as classes, one declared a number as values.
 *
 * @param roles one for each column, in the table's order
 * @param task what is learned
 * @param wishes what the user wanted
 */
public record Roles(List<Role> roles, Task task, Wishes wishes) {
    static final int MOST_CLASSES = 20;
    static final int ROWS_OF_CLASS = 10;
    private static final int LISTED = 5;

    /** What is learned. */
    public enum Task {
        /** One of several classes. */
        CLASSES,
        /** Numbers. */
        VALUES
    }

    /** Copies the list. */
    public Roles {
        roles = List.copyOf(roles);
    }

    /**
     * Decides what each column is used for.
     *
     * @param survey what the columns hold
     * @param wishes what a user asked for
     * @return the roles
     * @throws IllegalArgumentException if the wishes do not fit the table; the message names the
     *     column
     */
    public static Roles of(Survey survey, Wishes wishes) {
        wishes.requireFitting(survey.columns().stream().map(ColumnSummary::name).toList());
        Optional<KeptColumns> kept = wishes.preparation().map(each -> KeptColumns.of(each, survey));
        Wishes known = kept.map(columns -> columns.asLearned(survey, wishes)).orElse(wishes);
        var roles = new ArrayList<Role>();
        for (ColumnSummary found : survey.columns()) {
            Kind asked = known.kinds().get(found.name());
            ColumnSummary column = asked == null ? found : checked(found, asked);
            Role role = role(column, known);
            roles.add(kept.map(columns -> columns.role(role, wishes)).orElse(role));
        }
        if (roles.stream().noneMatch(Role.Input.class::isInstance)) {
            throw new IllegalArgumentException(
                    "no column is left to learn from: %s; say what a column holds (--columns)"
                            .formatted(unused(roles)));
        }
        List<ColumnSummary> targets =
                roles.stream().filter(Role.Target.class::isInstance).map(Role::column).toList();
        if (wishes.partition() instanceof Partition.ByTime(String name)) {
            requireTime(roles, name);
        }
        boolean isOfClasses =
                kept.filter(columns -> columns.isOfClasses(targets.getFirst().name())).isPresent();
        return new Roles(roles, task(targets, known, isOfClasses), wishes);
    }

    private static String unused(List<Role> roles) {
        String reasons =
                roles.stream()
                        .filter(Role.Unused.class::isInstance)
                        .map(Role.Unused.class::cast)
                        .limit(LISTED)
                        .map(role -> "'%s' (%s)".formatted(role.column().name(), role.why()))
                        .collect(Collectors.joining(", "));
        return reasons.isEmpty() ? "there is none besides the target" : reasons;
    }

    private static void requireTime(List<Role> roles, String name) {
        roles.stream()
                .map(Role::column)
                .filter(column -> column.name().equals(name))
                .filter(column -> !column.kind().isOrdered() && column.least().isEmpty())
                .findFirst()
                .ifPresent(column -> {
                    throw new IllegalArgumentException(
                            "rows are split by time at a column of days or numbers, and '%s' is of kind %s"
                                    .formatted(name, column.kind()));
                });
    }

    private static Role role(ColumnSummary column, Wishes wishes) {
        if (wishes.targets().contains(column.name())) {
            boolean isAsked = wishes.kinds().containsKey(column.name());
            boolean isCounted = column.kind() == Kind.ID || (column.isOfCodes() && !isAsked);
            boolean isNumber = isCounted && !column.least().isEmpty();
            // Beside a few whole numbers that are classes, a word is a class too, and numbers
            // that are too long to be told apart by value are words themselves.
            boolean isWordClass =
                    !isAsked
                            && (!column.marker().isEmpty() || column.losesDigits())
                            && isOfClasses(column);
            return new Role.Target(
                    isWordClass
                            ? column.as(Kind.CATEGORY)
                            : isNumber ? column.as(Kind.NUMBER) : column);
        }
        if (wishes.partition().equals(new Partition.ByGroup(column.name()))) {
            return new Role.Unused(column, Reason.GROUP);
        }
        boolean isWanted = wishes.only().isEmpty() || wishes.only().contains(column.name());
        if (!isWanted || wishes.drop().contains(column.name())) {
            return new Role.Unused(column, Reason.DROPPED);
        }
        return switch (column.kind()) {
            case NUMBER ->
                    column.isFlat() ? new Role.Unused(column, Reason.FLAT) : new Role.Input(column);
            case CATEGORY, EMBEDDING, BOOLEAN, DATE, DATETIME -> new Role.Input(column);
            case TEXT -> new Role.Unused(column, Reason.TEXT);
            case ID -> new Role.Unused(column, Reason.ID);
            case CONSTANT -> new Role.Unused(column, Reason.CONSTANT);
        };
    }

    private static ColumnSummary checked(ColumnSummary found, Kind asked) {
        boolean isPossible =
                switch (asked) {
                    case DATE, DATETIME -> found.form().isPresent();
                    case BOOLEAN -> found.values().size() == 2;
                    case NUMBER, CATEGORY, EMBEDDING, TEXT, ID, CONSTANT -> true;
                };
        if (!isPossible) {
            throw new IllegalArgumentException(
                    "column '%s' cannot be a %s: it holds %s"
                            .formatted(
                                    found.name(),
                                    asked,
                                    asked == Kind.BOOLEAN
                                            ? Text.of(
                                                    "%,d different values, not 2", found.distinct())
                                            : Text.of(
                                                    "%,d days in %,d values, and a column of days has all of them in one form, such as 2026-11-28",
                                                    found.strayDays(), found.present())));
        }
        return found.as(asked);
    }

    /**
     * Returns what is learned.
     *
     * @param isOfClasses whether the model whose preparation is kept learned classes there
     */
    private static Task task(List<ColumnSummary> targets, Wishes wishes, boolean isOfClasses) {
        if (targets.size() > 1) {
            for (ColumnSummary target : targets) {
                if (target.kind() != Kind.NUMBER) {
                    throw new IllegalArgumentException(
                            "several columns are learned together only if all are numbers, and '%s' is of kind %s; name one target%s"
                                    .formatted(
                                            target.name(),
                                            target.kind(),
                                            target.kind() == Kind.BOOLEAN && target.wholes()
                                                    ? ", or learn 0 and 1 as numbers (--task regression)"
                                                    : ""));
                }
            }
            return Task.VALUES;
        }
        ColumnSummary target = targets.getFirst();
        return switch (target.kind()) {
            case CATEGORY, EMBEDDING, BOOLEAN -> Task.CLASSES;
            case NUMBER ->
                    (isOfClasses(target) || (isOfClasses && target.wholes()))
                                    && !wishes.kinds().containsKey(target.name())
                            ? Task.CLASSES
                            : Task.VALUES;
            case CONSTANT ->
                    throw new IllegalArgumentException(
                            "column '%s' %s; there is nothing to learn"
                                    .formatted(target.name(), constant(target)));
            case ID, TEXT, DATE, DATETIME ->
                    throw new IllegalArgumentException(
                            "column '%s' is of kind %s, which cannot be learned; where it is a class, take it for a category (--columns \"%s:category\"), where it is a number, for a number (--columns \"%s:number\")"
                                    .formatted(
                                            target.name(),
                                            target.kind(),
                                            target.name(),
                                            target.name()));
        };
    }

    private static String constant(ColumnSummary target) {
        if (target.present() > 0) {
            return "has the same value in each row";
        }
        return target.signs().unread().isEmpty() ? "has no value in any row" : target.sameness();
    }

    private static boolean isOfClasses(ColumnSummary column) {
        return column.wholes()
                && column.distinct() <= MOST_CLASSES
                && (long) column.distinct() * ROWS_OF_CLASS <= column.present();
    }

    /**
     * {@return the survey of the columns whose use was decided here} Columns that the user dropped,
     * or named a kind for that is not of numbers, are left out. Where the preparation of a model is
     * kept, only those that are learned count: all others are read, or left out, as the model does.
     *
     * @param rows how many rows the table has
     */
    public Survey survey(long rows) {
        return new Survey(
                roles.stream().filter(this::isDecidedHere).map(Role::column).toList(), rows);
    }

    private boolean isDecidedHere(Role role) {
        Kind asked = wishes.kinds().get(role.column().name());
        return (asked == null || asked == Kind.NUMBER)
                && switch (role) {
                    case Role.Target _ -> true;
                    case Role.Input _ -> wishes.preparation().isEmpty();
                    case Role.Unused(_, Reason reason) ->
                            wishes.preparation().isEmpty() && reason != Reason.DROPPED;
                };
    }

    /**
     * {@return why a column of whole numbers is learned as it is, in one line, and how to learn it
     * otherwise; empty for other targets}
     */
    public String decision() {
        return remarks().decision();
    }

    /**
     * {@return which inputs are categories although they hold whole numbers, and how to take them
     * for numbers, a sentence each; those whose kind was asked for aside}
     */
    public List<String> codes() {
        return remarks().codes();
    }

    /**
     * {@return which values may mean something other than what they are taken for, one sentence
     * each: those of categories and classes that look alike, and words that count as missing
     * values; and whether rows in the order of time are held out by seed}
     */
    public List<String> doubts() {
        return remarks().doubts();
    }

    private RoleRemarks remarks() {
        return new RoleRemarks(this);
    }

    /** {@return the columns that are learned} */
    public List<ColumnSummary> targets() {
        return roles.stream().filter(Role.Target.class::isInstance).map(Role::column).toList();
    }

    /**
     * Checks that the values of a row that are learned or read here can be fields of a table.
     *
     * @param row the row, with a field for each column of the header
     * @throws UnreadableFieldException if one cannot
     */
    public void requireSound(Row row) {
        row.faults()
                .forEach((place, fault) -> {
                    Role role = roles.get(place);
                    if (isReadHere(role)) {
                        throw UnreadableFieldException.of(role.column().name(), fault);
                    }
                });
    }

    /**
     * {@return whether a row has a value in all columns that are learned}
     *
     * @param fields one for each column of the header
     */
    public boolean hasTargets(List<String> fields) {
        for (int i = 0; i < roles.size(); i++) {
            if (roles.get(i) instanceof Role.Target(ColumnSummary column)) {
                String field = fields.get(i).strip();
                if (column.isMissing(field)) {
                    return false;
                }
            }
        }
        return true;
    }

    /**
     * {@return the place in time of a row, or NaN if its field is missing; of moments with an
     * offset from UTC that in UTC}
     *
     * @param fields one for each column of the header
     * @param column numbers or days
     * @throws UnreadableFieldException if the field is neither
     */
    public double time(List<String> fields, String column) {
        for (int i = 0; i < roles.size(); i++) {
            ColumnSummary found = roles.get(i).column();
            if (found.name().equals(column)) {
                return time(found, fields.get(i).strip());
            }
        }
        throw new IllegalArgumentException("there is no column '%s'".formatted(column));
    }

    private static double time(ColumnSummary column, String field) {
        if (column.isMissing(field)) {
            return Double.NaN;
        }
        return column.form()
                .map(form ->
                        (double)
                                        Encoders.moment(column.name(), form, field)
                                                .toEpochSecond(ZoneOffset.UTC)
                                - DateForm.offset(field).orElse(0))
                .orElseGet(() -> number(column, field));
    }

    private static double number(ColumnSummary column, String field) {
        return new NumberReading.With(column.numbers().mark()).number(column.name(), field);
    }

    /**
     * {@return whether a row is used although values of its inputs may be missing}
     *
     * @param fields one for each column of the header
     */
    public boolean isFullEnough(List<String> fields) {
        if (wishes.gaps() == Gaps.FILL) {
            return true;
        }
        for (int i = 0; i < roles.size(); i++) {
            if (roles.get(i) instanceof Role.Input(ColumnSummary column)) {
                String field = fields.get(i).strip();
                if (column.isMissing(field)) {
                    return false;
                }
            }
        }
        return true;
    }

    /**
     * Checks that each field is what its column holds. Fields of columns in which the survey found
     * nothing else are not read again, and inputs that are prepared as a model's are left to that
     * preparation.
     *
     * @param fields one for each column of the header
     * @throws UnreadableFieldException if one is not
     */
    public void requireReadable(List<String> fields) {
        for (int i = 0; i < roles.size(); i++) {
            Role role = roles.get(i);
            if (isReadHere(role) && role.column().words() > 0) {
                requireReadable(role, fields.get(i).strip());
            }
        }
    }

    private boolean isReadHere(Role role) {
        return switch (role) {
            case Role.Target _ -> true;
            case Role.Input _ -> wishes.preparation().isEmpty();
            case Role.Unused _ -> false;
        };
    }

    private void requireReadable(Role role, String field) {
        ColumnSummary column = role.column();
        boolean isClass = role instanceof Role.Target && task == Task.CLASSES;
        if (isClass || column.isMissing(field)) {
            return;
        }
        switch (column.kind()) {
            case NUMBER -> number(column, field);
            case DATE, DATETIME -> {} // a column is of days only if one form reads all of it
            case BOOLEAN, CATEGORY, EMBEDDING, TEXT, ID, CONSTANT -> {}
        }
    }
}
