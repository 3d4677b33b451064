package dev.gradus.prepare;

import dev.gradus.number.Text;
import dev.gradus.prepare.signs.TotalSigns;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A row that seems to sum up others, as below a spreadsheet.
 *
 * @param line its line, as in {@link Row#line}
 * @param sign what shows it, such as {@code 'Total' in column 'region'}
 */
public record TotalRow(long line, String sign) {
    private static final int LISTED = 3;

    /** A field that says that its row sums up others. */
    record Word(String column, String word, long line) {
        /**
         * Returns the last such field of a column, if there is one.
         *
         * @param values how many fields of the column have a value
         */
        static Optional<Word> of(String column, TotalSigns signs, long values) {
            long line = signs.line(values);
            return line == 0 ? Optional.empty() : Optional.of(new Word(column, signs.word(), line));
        }
    }

    /**
     * Returns the rows that seem to sum up others.
     *
     * @param words the fields that say so, at most one of each column
     * @param sums the columns whose last number is the sum of the others
     * @param last the line of the last row
     */
    static List<TotalRow> of(List<Word> words, List<String> sums, long last) {
        Map<Long, List<String>> signs = new TreeMap<>();
        words.forEach(each ->
                signs.computeIfAbsent(each.line(), _ -> new ArrayList<>())
                        .add("'%s' in column '%s'".formatted(each.word(), each.column())));
        if (!sums.isEmpty()) {
            signs.computeIfAbsent(last, _ -> new ArrayList<>()).add(sums(sums));
        }
        return signs.entrySet().stream()
                .map(row -> new TotalRow(row.getKey(), String.join("; ", row.getValue())))
                .toList();
    }

    /** Returns that the values of some columns are the sums of those above them, in a few words. */
    private static String sums(List<String> columns) {
        return Text.of(
                "the %s of %s %s of those above",
                columns.size() == 1 ? "value" : "values",
                Text.listed(columns.stream().map("'%s'"::formatted).toList(), LISTED),
                columns.size() == 1 ? "is the sum" : "are the sums");
    }

    /**
     * {@return what a user should check, a sentence}
     *
     * @param place where the row is, for people: file and line
     */
    public String sentence(String place) {
        return "%s seems to sum up other rows (%s); if it does, delete it from the file"
                .formatted(place, sign);
    }
}
