package dev.gradus.prepare;

import dev.gradus.number.NumberText;
import dev.gradus.number.Text;
import dev.gradus.prepare.signs.CodeSigns;
import java.util.ArrayList;
import java.util.List;

/**
 * What a user should know about the use of a table's columns.
 *
 * @param roles what each column is used for
 */
record RoleRemarks(Roles roles) {
    private static final int LISTED = 5;

    /** Returns why a column of whole numbers is learned as it is; empty for other targets. */
    String decision() {
        ColumnSummary first = roles.targets().getFirst();
        boolean isWhole = first.wholes() && first.kind() != Kind.CATEGORY;
        if (roles.targets().size() > 1
                || !isWhole
                || roles.wishes().kinds().containsKey(first.name())) {
            return "";
        }
        if (isLearnedByModel(first.name())) {
            return roles.task() == Roles.Task.CLASSES
                    ? "target '%s' is learned as a class, as in the model; as a regression it is learned as a value (--task regression)"
                            .formatted(first.name())
                    : "target '%s' is learned as a value, as in the model; as a classification it is learned as a class (--task classification)"
                            .formatted(first.name());
        }
        if (first.kind() == Kind.BOOLEAN) {
            return "target '%s' is learned as a class, because it is 0 or 1; as a regression it is learned as a value (--task regression)"
                    .formatted(first.name());
        }
        return roles.task() == Roles.Task.CLASSES
                ? Text.of(
                        "target '%s' is learned as a class: at most %d different whole numbers, %d rows of each or more on average (it has %,d in %,d rows); as a regression it is learned as a value (--task regression)",
                        first.name(),
                        Roles.MOST_CLASSES,
                        Roles.ROWS_OF_CLASS,
                        first.distinct(),
                        first.present())
                : Text.of(
                        "target '%s' is learned as a value: for a class %s; as a classification it is learned as a class (--task classification)",
                        first.name(), whyNoClass(first));
    }

    private static String whyNoClass(ColumnSummary target) {
        return target.distinct() > Roles.MOST_CLASSES
                ? Text.of(
                        "it has too many different whole numbers (%,d in %,d rows; at most %d)",
                        target.distinct(), target.present(), Roles.MOST_CLASSES)
                : Text.of(
                        "its whole numbers have too few rows each (%,d different ones in %,d rows; at least %d rows on average)",
                        target.distinct(), target.present(), Roles.ROWS_OF_CLASS);
    }

    private boolean isLearnedByModel(String column) {
        return roles.wishes()
                .preparation()
                .filter(kept -> kept.learned().columns().contains(column))
                .isPresent();
    }

    /** Returns which inputs are categories although they hold whole numbers, a sentence each. */
    List<String> codes() {
        if (roles.wishes().preparation().isPresent()) {
            return List.of(); // the model decides
        }
        return roles.roles().stream()
                .filter(Role.Input.class::isInstance)
                .map(Role::column)
                .filter(column ->
                        column.isOfCodes() && !roles.wishes().kinds().containsKey(column.name()))
                .map(column ->
                        "column '%s' is a category, because %s its whole numbers are codes; it can be taken for numbers (--columns \"%s:number\")"
                                .formatted(
                                        column.name(),
                                        CodeSigns.isNameOfCodes(column.name())
                                                ? "its name suggests that"
                                                : "leading zeros show that",
                                        column.name()))
                .toList();
    }

    /** Returns which values may mean something other than what they are taken for. */
    List<String> doubts() {
        var doubts = new ArrayList<String>();
        doubts.addAll(
                roles.wishes()
                        .partition()
                        .doubts(roles.roles().stream().map(Role::column).toList()));
        var words = new ArrayList<String>();
        for (Role role : roles.roles()) {
            switch (role) {
                case Role.Unused(ColumnSummary column, Reason reason) -> {
                    if (reason == Reason.FLAT) { // its lost digits may be why
                        addInput(column, doubts);
                    }
                }
                case Role.Target(ColumnSummary column) -> addTarget(column, doubts);
                case Role.Input(ColumnSummary column) -> {
                    addInput(column, doubts);
                    words.addAll(missingWords(column));
                }
            }
        }
        if (!words.isEmpty()) {
            doubts.add(
                    "words that count as missing values: %s; write another word where it is a value of its own"
                            .formatted(Text.listed(words, LISTED)));
        }
        return doubts;
    }

    private void addTarget(ColumnSummary column, List<String> doubts) {
        if (roles.task() == Roles.Task.CLASSES) {
            addSpellings(column, "classes", doubts);
            addMissingClass(column, doubts);
        } else {
            addRounded(column, "classes, learn them as such (--task classification)", doubts);
        }
    }

    private void addInput(ColumnSummary column, List<String> doubts) {
        if (column.kind() == Kind.NUMBER && roles.wishes().preparation().isEmpty()) {
            addRounded(
                    column,
                    "names or codes, take the column for a category (--columns \"%1$s:category\") or leave it out (--drop \"%1$s\")"
                            .formatted(column.name()),
                    doubts);
        }
        if (isOfWords(column)) {
            addSpellings(column, "values", doubts);
        }
    }

    private static boolean isOfWords(ColumnSummary column) {
        return column.kind() == Kind.CATEGORY || column.kind() == Kind.EMBEDDING;
    }

    /** Returns the words of an input that count as missing, and in how many rows each stands. */
    private static List<String> missingWords(ColumnSummary column) {
        var words = new ArrayList<String>();
        if (isOfWords(column)) {
            column.signs()
                    .missing()
                    .forEach((word, rows) ->
                            words.add(
                                    Text.of(
                                            "'%s' in '%s' (%s)",
                                            word, column.name(), NumberText.counted(rows, "row"))));
        }
        return words;
    }

    private static void addSpellings(ColumnSummary column, String what, List<String> doubts) {
        List<String> alike = column.signs().spellings();
        if (!alike.isEmpty()) {
            doubts.add(
                    "column '%s': '%s' and '%s' differ only in case or blanks, or in what cannot be seen, and are different %s; write them alike if they mean the same"
                            .formatted(
                                    column.name(),
                                    String.join("', '", alike.subList(0, alike.size() - 1)),
                                    alike.getLast(),
                                    what));
        }
    }

    private static void addRounded(ColumnSummary column, String advice, List<String> doubts) {
        if (column.losesDigits()) {
            doubts.add(
                    "%s; if its last digits count, write the difference from a fixed number, and if its numbers are %s"
                            .formatted(column.signs().rounded(), advice));
        }
    }

    private static void addMissingClass(ColumnSummary column, List<String> doubts) {
        column.signs()
                .missing()
                .forEach((word, rows) ->
                        doubts.add(
                                Text.of(
                                        "target '%s': '%s' counts as a missing value, so that %s left out; if it is a class, write another word for it",
                                        column.name(),
                                        word,
                                        NumberText.counted(rows, "row")
                                                + (rows == 1 ? " is" : " are"))));
    }
}
