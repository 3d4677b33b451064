package dev.gradus.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.number.Text;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SurveyTest {
    private static ColumnSummary of(String... fields) {
        return Survey.of(ListRows.of("x", fields)).columns().getFirst();
    }

    private static ColumnSummary of(int rows, IntFunction<String> field) {
        return of(IntStream.range(0, rows).mapToObj(field).toArray(String[]::new));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    1;2.5;-3e2                       | number
                    1;;2                             | number
                    1;NA;2;?                         | number
                    100,000;20,500.5                 | number
                    red;green;red                    | category
                    yes;no;yes                       | boolean
                    Y;n;N                            | boolean
                    0;1;1                            | boolean
                    TRUE;false;                      | boolean
                    2026-11-28;2026-01-01            | date
                    28.11.2026;1.2.2026              | date
                    2026/11/28;2026/01/02            | date
                    2026-11-28T09:30;2026-11-28      | datetime
                    2026-11-28 09:30:05.5Z;2026-1-2  | datetime
                    7;7;7                            | constant
                    ;;                               | constant
                    a;;a                             | category
                    inf;nan;infinity                 | category
                    0x10;1d;2f                       | category
                    """)
    void findsWhatAColumnHolds(String fields, String kind) {
        var rows = Stream.of(fields.strip().split(";", -1)).map(List::of).toList();
        var table = new ListRows(List.of("x"), rows);
        assertThat(Survey.of(table).columns().getFirst().kind()).hasToString(kind);
    }

    /** The first day alone could be read either way. */
    @ParameterizedTest
    @CsvSource({
        "03/04/2026;25/04/2026, 2026-04-03, 2026-04-25",
        "03/04/2026;04/25/2026, 2026-03-04, 2026-04-25",
        "03/04/2026;05/02/2026, 2026-03-04, 2026-05-02",
        "12/01/2026;13/01/2026;02/12/2026, 2026-01-12, 2026-12-02"
    })
    void theRangeOfDaysIsThatOfTheFormInWhichAllAreRead(
            String fields, String least, String greatest) {
        var rows = Stream.of(fields.split(";")).map(List::of).toList();

        ColumnSummary days = Survey.of(new ListRows(List.of("x"), rows)).columns().getFirst();

        assertThat(days.least()).isEqualTo(least);
        assertThat(days.greatest()).isEqualTo(greatest);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2026-11-28;28.11.2026;2026-01-02 | x' is of kind category, although 3 of its 3 values seem to be days",
                "2026-11-28;soon;2026-01-02       | x' is of kind category, although 2 of its 3 values seem to be days",
            })
    void doubtsAColumnOfDaysThatAreNotOfOneForm(String fields, String doubt) {
        var rows = Stream.of(fields.strip().split(";", -1)).map(List::of).toList();
        assertThat(Survey.of(new ListRows(List.of("x"), rows)).doubts())
                .singleElement()
                .asString()
                .contains(doubt, "write all of them in one form");
        var days = List.of(List.of("2026-11-28"), List.of("2026-01-02"), List.of(""));
        assertThat(Survey.of(new ListRows(List.of("x"), days)).doubts()).isEmpty();
        var one = List.of(List.of("2026-01-01T00:00"), List.of("2026-01-01T00:00"));
        assertThat(Survey.of(new ListRows(List.of("x"), one)).doubts()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "zip        | 80331;10115;20095  | category",
                "zip_code   | 80331;10115;20095  | category",
                "HomeZip    | 80331;10115;20095  | category",
                "PLZ        | 80331;10115;20095  | category",
                "storeId    | 3;14;3             | category",
                "area code  | 30;89;30           | category",
                "id_length  | 3;14;3             | number",
                "malic_acid | 3;14;3             | number",
                "zipper     | 3;14;3             | number",
                "zip        | 3.5;14;3           | number",
                "code       | -3;14;3            | number",
                "x          | 01067;80331;10115  | category",
                "x          | 01067;;10115       | category",
                "x          | 0;10;20            | number",
                "x          | 01067;9;10115      | number",
                "x          | 0.50;1.25;0.75     | number",
                "id         | 0;1;1              | boolean",
            })
    void findsNumbersThatAreCodes(String name, String fields, String kind) {
        var rows = Stream.of(fields.strip().split(";", -1)).map(List::of).toList();
        var column = Survey.of(new ListRows(List.of(name.strip()), rows)).columns().getFirst();
        assertThat(column.kind()).hasToString(kind);
    }

    @Test
    void codesOfWhichMostAreDifferentAreNamesOfRows() {
        assertThat(of(40, row -> Text.of("%05d", row * 37)).kind()).isEqualTo(Kind.ID);
        assertThat(of(400, row -> Text.of("%05d", row % 100 * 37)).kind()).isEqualTo(Kind.CATEGORY);
        assertThat(of(400, row -> "" + row % 100 * 37).kind()).isEqualTo(Kind.NUMBER);
    }

    @Test
    void tellsNamesAndNumbersOfRowsFromOthers() {
        assertThat(of(40, row -> "" + (row + 1)).kind()).isEqualTo(Kind.ID);
        assertThat(of(40, row -> row < 39 ? "" + (row + 1) : "").kind()).isEqualTo(Kind.ID);
        assertThat(of(40, row -> row < 39 ? "" + row : "Summe").kind()).isEqualTo(Kind.ID);
        assertThat(of(40, row -> row < 39 ? "" + row : "other").kind()).isEqualTo(Kind.NUMBER);
        assertThat(of(40, row -> row > 0 ? "" + row : "").kind()).isEqualTo(Kind.NUMBER);
        assertThat(of(40, row -> "customer-" + row).kind()).isEqualTo(Kind.ID);
        assertThat(of(40, row -> "" + (1920 + row)).kind()).isEqualTo(Kind.NUMBER);
        assertThat(of(40, row -> "" + 37 * row).kind()).isEqualTo(Kind.NUMBER);
        assertThat(of(40, row -> "a few words about " + row).kind()).isEqualTo(Kind.TEXT);
        assertThat(of(40, row -> "name " + row % 30).kind()).isEqualTo(Kind.TEXT);
        assertThat(of(40, row -> "name " + row % 20).kind()).isEqualTo(Kind.CATEGORY);
        assertThat(of(19, row -> "customer-" + row).kind()).isEqualTo(Kind.CATEGORY);
    }

    @Test
    void takesAWordAmongNumbersForAMissingValue() {
        ColumnSummary column = of("1", "2", "unknown", "4", "unknown", "6");
        assertThat(column.kind()).isEqualTo(Kind.NUMBER);
        assertThat(column.marker()).isEqualTo("unknown");
        assertThat(column.missing()).isEqualTo(2);
        assertThat(column.distinct()).isEqualTo(4);
    }

    @Test
    void takesAColumnWithAFewFaultyFieldsForWhatTheOthersAre() {
        ColumnSummary column = of(100, row -> row == 50 ? "12a" : "" + row * 7);
        assertThat(column.kind()).isEqualTo(Kind.NUMBER);
        assertThat(column.marker()).isEmpty();
        assertThat(of(100, row -> row % 10 == 5 ? "12a" + row : "" + row % 9).kind())
                .isEqualTo(Kind.CATEGORY);
    }

    @Test
    void countsAndBounds() {
        ColumnSummary numbers = of("3", "1", "", "2.5", "3");
        assertThat(numbers.rows()).isEqualTo(5);
        assertThat(numbers.missing()).isEqualTo(1);
        assertThat(numbers.distinct()).isEqualTo(3);
        assertThat(numbers.least()).isEqualTo("1");
        assertThat(numbers.greatest()).isEqualTo("3");
        assertThat(numbers.example()).isEqualTo("3");
        assertThat(numbers.wholes()).isFalse();
        ColumnSummary days = of("2026-11-28", "2025-01-31");
        assertThat(days.least()).isEqualTo("2025-01-31");
        assertThat(days.greatest()).isEqualTo("2026-11-28");
    }

    @Test
    void decidesWhichOfTwoFormsOfDaysByTheWholeColumn() {
        assertThat(of("11/12/2026", "13/12/2026").form()).contains(DateForm.SLASHED_DAY_MONTH_YEAR);
        assertThat(of("11/12/2026", "11/13/2026").form()).contains(DateForm.SLASHED_MONTH_DAY_YEAR);
        assertThat(of("11/12/2026", "10/12/2026").form()).contains(DateForm.SLASHED_MONTH_DAY_YEAR);
        assertThat(of("13/13/2026", "11/12/2026").kind()).isEqualTo(Kind.CATEGORY);
    }

    @Test
    void stopsCountingDifferentValuesAtALimit() {
        assertThat(of(70_000, row -> "" + row * 3L).distinct())
                .isEqualTo(ColumnSummary.MOST_DISTINCT);
    }

    @Test
    void takesAnInfiniteNumberForABadValueAndNotForAMissingOne() {
        var table = ListRows.of("x,y", "1,a", "2,b", "inf,a", "inf,b", "3,a", "1e400,b", "4,a");
        ColumnSummary column = Survey.of(table).columns().getFirst();
        assertThat(column.kind()).isEqualTo(Kind.NUMBER);
        assertThat(column.missing()).isZero();
        assertThat(column.marker()).isEmpty();
        Roles roles = Roles.of(Survey.of(table), Wishes.learn("y"));
        assertThatThrownBy(() -> roles.requireReadable(List.of("inf", "b")))
                .isInstanceOf(UnreadableFieldException.class)
                .hasMessage("column 'x': expected a finite number or nothing, got 'inf'");
        assertThatThrownBy(() -> roles.requireReadable(List.of("1e400", "b")))
                .hasMessageContaining("got '1e400'");
    }

    @Test
    void saysWhichWordCountsAsAMissingValueAmongNumbers() {
        var table = ListRows.of("x,y", "1,a", "2,b", "0x1p3,a", "0x1p3,b", "3,a");
        assertThat(Survey.of(table).doubts())
                .containsExactly("column 'x' is of numbers, so '0x1p3' counts as a missing value");
    }

    @Test
    void saysThatAColumnWouldBeOfNumbersButForSomeWords() {
        var table = ListRows.of("age,y", "31,a", "42,b", "unknown,a", "age,b", "unknown,a", "53,b");
        assertThat(Survey.of(table).doubts())
                .containsExactly(
                        "column 'age' is of kind category, although 3 of its 6 values are numbers; 'unknown' is not one: correct such values, or take it for numbers and leave out rows with others (--columns \"age:number\" --on-bad-row skip)");
    }
}
