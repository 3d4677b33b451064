package dev.gradus.prepare;

import dev.gradus.number.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * What a whole table holds, column by column. Of each column, with its missing values aside:
 *
 * <ol>
 *   <li>the same value in each row, or none: {@link Kind#CONSTANT};
 *   <li>yes and no, y and n, true and false, t and f, on and off, or 0 and 1: {@link Kind#BOOLEAN};
 *   <li>19 of 20 values at least are numbers, or all but one word that stands in several rows and
 *       is taken to mean a missing value: {@link Kind#NUMBER}. But whole numbers that count the
 *       rows (at least 20 rows, no value twice or missing, except in a last row that sums up the
 *       others, from 0 to at most one and a half times the number of rows and 10): {@link Kind#ID}.
 *       And whole numbers that are codes: all have the same width of 2 digits or more and some
 *       begin with 0; or none is negative and the column's name has the word zip, zipcode,
 *       postcode, postalcode, postal, plz, fips or sku, or ends in the word id or code. They are of
 *       kind {@link Kind#ID} if more than half of them are different in at least 20 rows, else
 *       {@link Kind#CATEGORY};
 *   <li>each value is a day in one of the {@linkplain DateForm forms}: {@link Kind#DATE}, or {@link
 *       Kind#DATETIME} if one has a time of day;
 *   <li>texts of which more than half are different, in at least 20 rows: {@link Kind#ID} if none
 *       occurs twice and they have fewer than 3 words each on average, else {@link Kind#TEXT};
 *   <li>all else: {@link Kind#CATEGORY}.
 * </ol>
 *
 * <p>What a number's points and commas mean is decided for a column as a whole, by its values that
 * can be read in one way only, such as {@code 0,014} or {@code 1,234,567}; without any, by those of
 * the other columns if they agree; else a comma is the {@linkplain RowSource#decimalMark usual
 * decimal mark} or separates thousands, and a point stands before decimals.
 *
 * <p>Missing values are empty fields and, in upper or lower case, {@code ?}, {@code NA}, {@code
 * N/A}, {@code #N/A}, {@code <NA>}, {@code NaN}, {@code null}, {@code None} and {@code \N}.
 *
 * @param columns what each column holds, in the table's order
 * @param rows how many rows there are
 * @param totals rows that seem to sum up others, at most one for each column
 */
public record Survey(List<ColumnSummary> columns, long rows, List<TotalRow> totals) {
    /** Copies the lists. */
    public Survey {
        columns = List.copyOf(columns);
        totals = List.copyOf(totals);
    }

    /**
     * Creates a survey of a table without rows that sum up others.
     *
     * @param columns what each column holds, in the table's order
     * @param rows how many rows there are
     */
    public Survey(List<ColumnSummary> columns, long rows) {
        this(columns, rows, List.of());
    }

    /** {@return what a user should check before training, a sentence each} */
    public List<String> doubts() {
        var doubts = new ArrayList<String>();
        columns.stream()
                .filter(column -> column.kind() == Kind.NUMBER)
                .forEach(column -> doubts.addAll(ofNumbers(column)));
        columns.stream()
                .filter(Survey::isMostlyNumbers)
                .map(Survey::notOfNumbers)
                .forEach(doubts::add);
        columns.stream()
                .filter(column -> column.kind() != Kind.CONSTANT)
                .filter(column -> 2 * column.strayDays() >= Math.max(1, column.present()))
                .map(column ->
                        Text.of(
                                "column '%s' is of kind %s, although %,d of its %,d values seem to be days: '%s' is none, or has another form than those before it; write all of them in one form, such as 2026-11-28",
                                column.name(),
                                column.kind(),
                                column.strayDays(),
                                column.present(),
                                column.signs().noDay()))
                .forEach(doubts::add);
        columns.forEach(column -> doubts.addAll(column.signs().remarks()));
        return doubts;
    }

    private static List<String> ofNumbers(ColumnSummary column) {
        var doubts = new ArrayList<String>();
        String form = column.numbers().doubt(column.name());
        if (!form.isEmpty()) {
            doubts.add(form);
        }
        if (!column.marker().isEmpty()) {
            doubts.add(
                    "column '%s' is of numbers, so '%s' counts as a missing value"
                            .formatted(column.name(), column.marker()));
        }
        return doubts;
    }

    private static boolean isMostlyNumbers(ColumnSummary column) {
        boolean isOfNumbers = column.words() == 0 || column.kind() == Kind.NUMBER;
        return !isOfNumbers && 2 * column.numbers().count() >= column.present();
    }

    private static String notOfNumbers(ColumnSummary column) {
        return Text.of(
                "column '%s' is of kind %s, although %,d of its %,d values are %s; '%s' is not one: correct such values, or take it for numbers and leave out rows with others (--columns \"%s:number\" --on-bad-row skip)",
                column.name(),
                column.kind(),
                column.numbers().count(),
                column.present(),
                column.numbers().plural(),
                column.numbers().other(),
                column.name());
    }

    /**
     * Looks at all rows of a table.
     *
     * @param table the rows
     * @return what its columns hold
     */
    public static Survey of(RowSource table) {
        List<ColumnProfile> profiles =
                table.columns().stream()
                        .map(name -> new ColumnProfile(name, table.decimalMark()))
                        .toList();
        var rows = new AtomicLong();
        var last = new AtomicLong();
        table.forEach(row -> {
            rows.getAndIncrement();
            last.set(row.line());
            List<String> fields = row.fields();
            for (int column = 0; column < profiles.size(); column++) {
                profiles.get(column).add(fields.get(column), row.line());
            }
        });
        Optional<DecimalMark> common =
                table.decimalMark().isEmpty()
                        ? Optional.empty()
                        : common(profiles.stream().map(ColumnProfile::proved));
        List<ColumnSummary> columns =
                profiles.stream().map(profile -> profile.summary(common, table)).toList();
        return new Survey(columns, rows.get(), totals(profiles, columns, last.get()));
    }

    private static List<TotalRow> totals(
            List<ColumnProfile> profiles, List<ColumnSummary> columns, long last) {
        var sums = new ArrayList<String>();
        for (int i = 0; i < profiles.size(); i++) {
            ColumnSummary column = columns.get(i);
            if (column.kind() == Kind.NUMBER
                    && profiles.get(i).endsInSum(column.numbers().mark())) {
                sums.add(column.name());
            }
        }
        return TotalRow.of(
                profiles.stream().map(ColumnProfile::total).flatMap(Optional::stream).toList(),
                sums,
                last);
    }

    /** Returns the decimal mark that several columns prove, if none proves another one. */
    static Optional<DecimalMark> common(Stream<Optional<DecimalMark>> proved) {
        List<DecimalMark> marks = proved.flatMap(Optional::stream).distinct().toList();
        return marks.size() == 1 ? Optional.of(marks.getFirst()) : Optional.empty();
    }
}
