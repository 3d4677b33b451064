package dev.gradus.bench.report;

import dev.gradus.number.Text;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Rows of text under headings, written as Markdown that is also readable as it stands: columns of
 * numbers flush right, all others flush left.
 *
 * @param headings one for each column
 * @param rows as many cells each
 */
public record ReportTable(List<String> headings, List<List<String>> rows) {
    public ReportTable {
        headings = List.copyOf(headings);
        rows = rows.stream().map(List::copyOf).toList();
        int columns = headings.size();
        if (rows.stream().anyMatch(row -> row.size() != columns)) {
            throw new IllegalArgumentException(Text.of("every row has %d cells", columns));
        }
    }

    /** Returns the lines of the table. */
    public String markdown() {
        int[] widths = IntStream.range(0, headings.size()).map(this::width).toArray();
        String rule =
                IntStream.range(0, widths.length)
                        .mapToObj(column ->
                                isNumeric(column)
                                        ? "-".repeat(widths[column] - 1) + ":"
                                        : "-".repeat(widths[column]))
                        .collect(Collectors.joining(" | ", "| ", " |\n"));
        return line(headings, widths)
                + rule
                + rows.stream().map(row -> line(row, widths)).collect(Collectors.joining());
    }

    private String line(List<String> cells, int[] widths) {
        return IntStream.range(0, widths.length)
                .mapToObj(column -> {
                    String gap = " ".repeat(widths[column] - cells.get(column).length());
                    return isNumeric(column) ? gap + cells.get(column) : cells.get(column) + gap;
                })
                .collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    private int width(int column) {
        int cells = rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
        return Math.max(3, Math.max(headings.get(column).length(), cells));
    }

    /** Returns whether a column's cells all are numbers or empty, and one is a number. */
    private boolean isNumeric(int column) {
        List<String> cells =
                rows.stream().map(row -> row.get(column)).filter(cell -> !cell.isEmpty()).toList();
        return !cells.isEmpty()
                && cells.stream().allMatch(cell -> cell.matches("[-0-9.,]+( ?(%|x|MB|ms|s))?"));
    }
}
