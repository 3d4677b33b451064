package dev.gradus.prepare.table;

import dev.gradus.number.NumberText;
import dev.gradus.number.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Remarks on the columns of a table, for people. A table may have thousands of columns about which
 * the same is to be said: the first ones are examples, and the others are named.
 */
public final class ColumnRemarks {
    /** How many remarks of a kind are shown as they are. */
    private static final int SHOWN = 3;

    /** How many columns are named after them. */
    private static final int NAMED = 20;

    private static final Pattern COLUMN = Pattern.compile("column ('.+?')(?=[ :,])");
    private static final Pattern PARTICULAR = Pattern.compile("'[^']*'|\"[^\"]*\"|\\d[\\d,.]*");

    private ColumnRemarks() {}

    /**
     * Gathers remarks that differ only in their columns, in what they quote, and in numbers: of
     * more than four, the first three stay, and a sentence behind them names the other columns.
     *
     * @param remarks a sentence each
     * @return the remarks in their order; those that name no column, or are few of a kind, as they
     *     are
     */
    public static List<String> gathered(List<String> remarks) {
        Map<String, List<String>> columns =
                remarks.stream()
                        .filter(remark -> COLUMN.matcher(remark).find())
                        .collect(
                                Collectors.groupingBy(
                                        ColumnRemarks::kind,
                                        Collectors.mapping(
                                                ColumnRemarks::column, Collectors.toList())));
        var seen = new HashMap<String, Integer>();
        var gathered = new ArrayList<String>();
        for (String remark : remarks) {
            List<String> alike = columns.getOrDefault(kind(remark), List.of());
            if (alike.size() <= SHOWN + 1) {
                gathered.add(remark);
                continue;
            }
            int count = seen.merge(kind(remark), 1, Integer::sum);
            if (count <= SHOWN) {
                gathered.add(remark);
            }
            if (count == SHOWN) {
                gathered.add(rest(alike.subList(SHOWN, alike.size())));
            }
        }
        return gathered;
    }

    private static String rest(List<String> columns) {
        return "the same applies to %s: %s"
                .formatted(
                        NumberText.counted(columns.size(), "more column"),
                        Text.listed(columns, NAMED));
    }

    private static String column(String remark) {
        Matcher matcher = COLUMN.matcher(remark);
        return matcher.find() ? matcher.group(1) : "";
    }

    private static String kind(String remark) {
        return PARTICULAR.matcher(remark).replaceAll("'");
    }
}
