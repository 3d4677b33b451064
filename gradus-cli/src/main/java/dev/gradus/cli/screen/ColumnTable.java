package dev.gradus.cli.screen;

import dev.gradus.number.NumberText;
import dev.gradus.number.Text;
import dev.gradus.prepare.Column;
import dev.gradus.prepare.ColumnSummary;
import dev.gradus.prepare.Encoding;
import dev.gradus.prepare.Encoding.Missing;
import dev.gradus.prepare.Gaps;
import dev.gradus.prepare.Kind;
import dev.gradus.prepare.NumberTransform;
import dev.gradus.prepare.Preparation;
import dev.gradus.prepare.Reason;
import dev.gradus.prepare.Role;
import dev.gradus.prepare.Roles;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a table: what each holds and how it is used.
 *
 * @param roles what each column is used for
 * @param preparation how it becomes inputs
 * @param examples whether values are shown
 */
public record ColumnTable(Roles roles, Preparation preparation, Examples examples) {
    /** Further columns are only counted. */
    private static final int SHOWN = 50;

    /** Further columns are only counted in the record of a run. */
    private static final int RECORDED = 1000;

    private static final int WIDEST = 24;
    private static final String USE = "use";

    /** Whether values of columns are shown. */
    public enum Examples {
        SHOWN,
        HIDDEN
    }

    /** Returns the columns for people, a line each below a header. */
    public List<String> lines() {
        var rows = new ArrayList<List<String>>();
        columns(SHOWN)
                .forEach(column -> {
                    if (rows.isEmpty()) {
                        rows.add(List.copyOf(column.keySet()));
                    }
                    rows.add(column.entrySet().stream().map(ColumnTable::cell).toList());
                });
        List<String> lines = aligned(rows);
        int more = roles.roles().size() - SHOWN;
        if (more > 0) {
            lines.add(
                    "and %s, in the run's configuration.json"
                                    .formatted(NumberText.counted(more, "more column"))
                            + (roles.roles().size() > RECORDED
                                    ? Text.of(" (the first %,d)", RECORDED)
                                    : ""));
        }
        return lines;
    }

    /** Returns the columns for the record of a run. */
    public List<Map<String, String>> recorded() {
        return columns(RECORDED);
    }

    private List<Map<String, String>> columns(int most) {
        Map<String, Encoding> encodings =
                preparation.columns().stream()
                        .collect(Collectors.toMap(Column::name, Column::encoding));
        return roles.roles().stream()
                .limit(most)
                .map(role -> column(role, encodings.get(role.column().name())))
                .toList();
    }

    private Map<String, String> column(Role role, @Nullable Encoding encoding) {
        ColumnSummary column = role.column();
        boolean isCounted = column.distinct() < ColumnSummary.MOST_DISTINCT;
        var words = new LinkedHashMap<String, String>();
        words.put("column", column.name());
        words.put("kind", column.kind().toString());
        words.put("missing", column.missing() == 0 ? "" : NumberText.grouped(column.missing()));
        words.put("distinct", NumberText.grouped(column.distinct()) + (isCounted ? "" : "+"));
        if (examples == Examples.SHOWN) {
            words.put("range", hasRange(column) ? range(column) : "");
            words.put("example", column.example());
        }
        words.put(USE, use(role, encoding));
        return words;
    }

    /** Returns the least and the greatest value, shortened if they would not fit. */
    private static String range(ColumnSummary column) {
        String exact = column.least() + " to " + column.greatest();
        return exact.length() <= WIDEST
                ? exact
                : shortly(column, column.least()) + " to " + shortly(column, column.greatest());
    }

    /** Returns the day of a time, and some digits of a number. */
    private static String shortly(ColumnSummary column, String value) {
        return column.form().isPresent()
                ? value.substring(0, Math.max(value.indexOf('T'), 0))
                : NumberText.brief(Double.parseDouble(value));
    }

    /** Codes have none, although they are whole numbers. */
    private static boolean hasRange(ColumnSummary column) {
        boolean isCategory = column.kind() == Kind.CATEGORY || column.kind() == Kind.EMBEDDING;
        return !isCategory && !column.least().isEmpty();
    }

    private String learned() {
        return roles.task() == Roles.Task.CLASSES ? "learned as a class" : "learned as a value";
    }

    /** Why a column is not used says its role; the preparation may be that of a model. */
    private String use(Role role, @Nullable Encoding encoding) {
        return switch (role) {
            case Role.Target _ -> learned();
            case Role.Unused(ColumnSummary column, Reason reason) ->
                    use(column, new Encoding.LeftOut(reason));
            case Role.Input _ -> use(role.column(), Objects.requireNonNull(encoding));
        };
    }

    private String use(ColumnSummary column, Encoding encoding) {
        return switch (encoding) {
            case Encoding.LeftOut(Reason reason) ->
                    "left out: " + new Role.Unused(column, reason).why();
            case Encoding.AsItIs _ -> "as it is";
            case Encoding.Numeric number ->
                    "standardized" + transformed(number.transform()) + marked(number.missing());
            case Encoding.Category category -> inputs(column, category);
            case Encoding.Embedded embedded ->
                    "embedded: a trained vector for each of "
                            + NumberText.counted(embedded.values().size(), "value")
                            + others(column, embedded);
            case Encoding.Flag flag -> "0 or 1" + marked(flag.missing());
            case Encoding.Moment moment ->
                    NumberText.counted(moment.width(), "input")
                            + ": year and cycles"
                            + marked(moment.missing());
        };
    }

    private static String others(ColumnSummary column, Encoding.Embedded embedded) {
        int others = column.distinct() - embedded.values().size();
        return others > 0 ? together(others) : "";
    }

    private static String together(int others) {
        return others == 1
                ? ", 1 for the other one"
                : Text.of(", 1 for the other %,d together", others);
    }

    private String inputs(ColumnSummary column, Encoding.Category category) {
        int own = category.values().size();
        if (own == 0) {
            return ofRare(column.distinct()) + marked(category.missing());
        }
        String each = own == 1 ? "1 input for a value" : Text.of("%,d inputs, one a value", own);
        String rare =
                category.rare() == Encoding.Rare.TOGETHER
                        ? together(Math.max(1, column.distinct() - own))
                        : "";
        return each + rare + marked(category.missing());
    }

    private static String ofRare(int values) {
        return values <= 1
                ? "1 input for its value, which is rare"
                : Text.of("1 input for its %,d values together, which are rare", values);
    }

    private static String transformed(NumberTransform transform) {
        return switch (transform) {
            case NumberTransform.Plain _ -> "";
            case NumberTransform.Log _ -> " logarithm";
            case NumberTransform.Ranks _ -> " rank";
        };
    }

    private String marked(Missing missing) {
        if (roles.wishes().gaps() == Gaps.DROP) {
            return "";
        }
        return missing == Missing.MARKED ? ", missing ones marked" : "";
    }

    private static String cell(Map.Entry<String, String> word) {
        return word.getKey().equals(USE) ? word.getValue() : shortened(word.getValue());
    }

    private static String shortened(String text) {
        return Text.shortened(text.replaceAll("\\p{Cntrl}", " "), WIDEST);
    }

    private static List<String> aligned(List<List<String>> rows) {
        int[] widths = new int[rows.getFirst().size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        var lines = new ArrayList<String>();
        for (List<String> row : rows) {
            var line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }
}
