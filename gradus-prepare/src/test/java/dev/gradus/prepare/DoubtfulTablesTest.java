package dev.gradus.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people export from spreadsheets and would be read as something else is said. */
class DoubtfulTablesTest {
    private static final int ROWS = 40;

    private static List<String> doubts(ListRows table) {
        Survey survey = Survey.of(table);
        Roles roles = Roles.of(survey, Wishes.learn("y"));
        var doubts = new ArrayList<>(roles.doubts());
        doubts.addAll(roles.survey(survey.rows()).doubts());
        survey.totals().forEach(row -> doubts.add(row.sentence("t.csv, line " + row.line())));
        return doubts;
    }

    /** A table of a column x, a harmless one and a target of numbers. */
    private static ListRows table(String name, IntFunction<String> field) {
        return new ListRows(
                List.of(name, "n", "y"),
                IntStream.range(0, ROWS)
                        .mapToObj(row ->
                                List.of(field.apply(row), "" + (row * 7 % 11 + 0.5), row + ".25"))
                        .toList());
    }

    private static List<String> ofColumn(String name, String... fields) {
        return doubts(table(name, row -> fields[row % fields.length]));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "Male;female;male     | 'Male' and 'male' differ only in case or blanks",
                "Male;MALE;male;x     | 'Male', 'MALE' and 'male' differ only in case or blanks",
                "New York;NewYork;x   | 'New York' and 'NewYork' differ only in case or blanks",
                "a;a\u00a0;b          | differ only in case or blanks",
                "a;a\u200b;b          | differ only in case or blanks, or in what cannot be seen",
                "caf\u00e9;cafe\u0301;b  | differ only in case or blanks, or in what cannot be seen",
                "DE;NA;FR             | words that count as missing values: 'NA' in 'x' (13 rows)",
                "low;None;high        | 'None' in 'x' (13 rows)",
                "12 kg;13 kg;9 kg     | 40 of its 40 values are numbers with something else, as in '12 kg'; write the number alone, as 12,",
                "1 117;1 250;1 300    | as in '1 117'; write the number alone, as 1117,",
                "1'117.5;1'250;2'500  | write the number alone, as 1117.5,",
                "(12.50);(3);(4)      | write the number alone, as -12.50,",
                "12.50-;3-;4-         | write the number alone, as -12.50,",
                "-1 117;-1 250;-1 300 | as in '-1 117'; write the number alone, as -1117,",
                "−1.5;−2.5;−3.5       | as in '−1.5'; write the number alone, as -1.5,",
                "CHF 1.50;CHF 2;CHF 3 | as in 'CHF 1.50'; write the number alone, as 1.50,",
                "12,34,567;1,00,000;x | as in '12,34,567'; write the number alone, as 1234567,",
                "5.5‰;6‰;7‰           | as in '5.5‰'; write the number alone, as 5.5,",
                "03/04/2025;05/06/2025 | '03/04/2025' is read as 2025-03-04, the month first, and nothing in the column shows whether that is right; write 2025-04-03",
                "28.11.26;01.02.25    | 40 of its 40 values seem to be days",
                "28-11-2026;1-2-2025  | 40 of its 40 values seem to be days",
                "28-Nov-26;1-Feb-25   | 40 of its 40 values seem to be days",
                "Nov 28, 2026;Feb 1, 2025 | 40 of its 40 values seem to be days",
                "17%;0.17;5%          | column 'x': '17%' is read as 17, and '0.17' as 0.17",
                "0.25;0;25 %          | column 'x': '25 %' is read as 25, and '0.25' as 0.25",
                "$ 5;€ 5.50;7         | amounts in different currencies, such as '$ 5' and '€ 5.50'",
                "2026-11-28T09:30+01:00;2026-06-28T09:30+0200 | different offsets from UTC, as in '2026-11-28T09:30+01:00' and '2026-06-28T09:30+0200'",
                "2026-11-28 09:30Z;2026-06-28 10:30 | different offsets from UTC, as in '2026-11-28 09:30Z' and '2026-06-28 10:30'",
            })
    void saysWhatWouldBeReadAsSomethingElse(String fields, String sentence) {
        assertThat(ofColumn("x", fields.strip().split(";", -1)))
                .singleElement()
                .asString()
                .contains(sentence);
    }

    @ParameterizedTest
    @CsvSource({
        "0x%x, 0x11",
        "%d_000, 17_000",
        "%d/128, 17/128",
        "%d.5x10^3, 17.5x10^3",
        "%d.5D-03, 17.5D-03",
        "%d:30, 17:30",
        "00:%d:59, 00:17:59",
        "%d-99, 17-99",
        "<%d.5, <17.5",
        "%d.5±0.1, 17.5±0.1",
        "~%d, ~17",
        "`%d.5`, `17.5`",
        "[%d.5], [17.5]",
        "(%d; 3), (17; 3)",
        "%dx6, 17x6",
        "%d°30', 17°30'",
        "%d*, 17*",
        "%d+, 17+",
        "%d·5, 17·5",
        "#%d, #17",
        "**%d**, **17**",
    })
    void namesNumbersInAnySpellingThatIsNotRead(String spelling, String example) {
        IntFunction<String> field = row -> spelling.formatted(17 + row * 7 % 36).replace(';', ',');
        assertThat(doubts(table("x", field)))
                .singleElement()
                .asString()
                .contains(
                        "40 of its 40 values seem to be numbers in a form that is not read, as in '%s'; write each as one plain number"
                                .formatted(example.replace(';', ',')));
    }

    @Test
    void namesNumbersOfOtherScripts() {
        assertThat(doubts(table("x", row -> "\u0661\u0662" + (char) ('\u0660' + row % 10))))
                .singleElement()
                .asString()
                .contains("numbers in a form that is not read, as in '\u0661\u0662\u0660'");
    }

    @Test
    void namesEachUnitOfNumbersThatHaveSeveral() {
        String[] units = {"kg", "g", ""};
        assertThat(doubts(table("x", row -> (row * 7 + 3) + units[row % 3])))
                .singleElement()
                .asString()
                .contains("27 of its 40 values seem to be numbers", "as in '3kg' and '10g'");
    }

    @Test
    void takesNamesWithNumbersForNames() {
        assertThat(doubts(table("x", row -> row * 7 + 3 + "" + (char) ('A' + row % 26)))).isEmpty();
        assertThat(doubts(table("x", row -> "ORD-" + row * 31))).isEmpty();
        assertThat(doubts(table("x", row -> "10.0." + row * 3 + ".1"))).isEmpty();
        assertThat(doubts(table("store_id", row -> "7-" + row * 3))).isEmpty();
        assertThat(doubts(table("x", row -> Integer.toHexString(row * 1_000_003 + 77)))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-02-29, 2026-02-28, 2026-02-29",
        "2026-02-28, unknown, unknown",
        "28.02.2026, 2026-02-27, 2026-02-27",
        "2026-02-28, 17, 17",
    })
    void namesTheValueByWhichAColumnIsNotOfDays(String one, String other, String named) {
        assertThat(doubts(table("x", row -> row % 3 == 1 ? other : one)))
                .singleElement()
                .asString()
                .contains(
                        "values seem to be days: '%s' is none, or has another form"
                                .formatted(named));
    }

    @Test
    void saysNothingAboutColumnsThatTheUserDecidedOn() {
        ListRows table = table("x", row -> "0x" + row);
        for (Wishes wishes :
                List.of(
                        Wishes.learn("y").without(List.of("x")),
                        Wishes.learn("y").withKinds(List.of("x:text")))) {
            assertThat(Roles.of(Survey.of(table), wishes).survey(ROWS).doubts()).isEmpty();
        }
    }

    @Test
    void namesTheFirstWholeNumberThatLosesDigits() {
        assertThat(ofColumn("x", "9007199254740992", "9007199254740993", "18446744073709551615"))
                .containsExactly(
                        "column 'x': '9007199254740993' (line 2) is used as 9007199254740992, since whole numbers are exact to 15 digits; if its last digits count, write the difference from a fixed number, and if its numbers are names or codes, take the column for a category (--columns \"x:category\") or leave it out (--drop \"x\")");
        assertThat(ofColumn("x", "9007199254740992", "-1234567890123456", "1e300", "5")).isEmpty();
        assertThat(ofColumn("x", "$0.50", "9,007,199,254,740,992", "$ -9,007,199,254,740,993"))
                .singleElement()
                .asString()
                .startsWith(
                        "column 'x': '$ -9,007,199,254,740,993' (line 3) is used as -9007199254740992, ");
        assertThat(ofColumn("x", "0.5 %", "9007199254740993 %", "8 %"))
                .singleElement()
                .asString()
                .startsWith(
                        "column 'x': '9007199254740993 %' (line 2) is used as 9007199254740992, ");
        assertThat(ofColumn("x", "0.5", "9,007,199,254,740,992", "$9007199254740992", "3.25"))
                .isEmpty();
        assertThat(ofColumn("x", "0.12345678901234567", "9007199254740993.5", "1e300")).isEmpty();
        assertThat(ofColumn("x_id", "9007199254740993", "9007199254740992", "5")).isEmpty();
        ListRows learned =
                ListRows.of("x,y", "1.5,9007199254740993", "2.5,17", "4,18", "3.5,19", "1,20");
        assertThat(doubts(learned))
                .singleElement()
                .asString()
                .startsWith("column 'y': '9007199254740993' (line 1) is used as 9007199254740992")
                .endsWith("if its numbers are classes, learn them as such (--task classification)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "red;green;blue",
                "17%;0;5%",
                "$ 5;6;€0",
                "2026-11-28 09:30Z;2026-06-28 10:30+00;2026-06-28",
                "Yes;no;yes",
                "1.5;2;3",
                "12A;7B;9C",
                "1.2.3;4.5.6;2.2.2.1",
                "13/04/2025;05/06/2025",
                "04/04/2025;05/05/2025",
                "2025-04-03;2025-06-05",
                "DE;;FR",
                "1;NA;2;3",
                "10:30;11:45",
                "north-1-20;south",
            })
    void saysNothingAboutWhatIsPlain(String fields) {
        assertThat(ofColumn("x", fields.split(";", -1))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "date, 45000, true",
        "OrderDate, 45000, true",
        "date, 20250101, true",
        "x, 45000, false",
        "date, 7, false",
        "candidates, 45000, false",
        "timestamp, 1796000000, true",
        "created_at, 1796000000000, true",
        "date, 1796000000, true",
        "time, 179, false",
        "x, 1796000000, false",
        "time, 45000, false",
    })
    void saysThatNumbersMayBeDays(String name, long first, boolean isSaid) {
        List<String> doubts = doubts(table(name, row -> "" + (first + row % 25)));
        assertThat(doubts.toString().contains("seem to mean days")).isEqualTo(isSaid);
    }

    @ParameterizedTest
    @CsvSource({
        "-999, 'has -999 in 4 rows, far from all its other numbers (0.5 to 10.5)'",
        "99999, 'has 99999 in 4 rows, far from all its other numbers (0.5 to 10.5)'",
        "-9999.0, 'has -9999 in 4 rows'",
    })
    void namesANumberOfSeveralRowsFarFromAllOthers(String far, String sentence) {
        assertThat(doubts(table("x", row -> row % 10 == 3 ? far : row * 7 % 11 + ".5")))
                .singleElement()
                .asString()
                .contains(sentence, "if it stands for a missing value, leave the field empty");
    }

    @Test
    void namesNoNumberThatIsAmongOthersOrAlone() {
        assertThat(doubts(table("x", row -> row == 3 ? "-999" : row * 7 % 11 + ".5"))).isEmpty();
        assertThat(doubts(table("x", row -> row % 10 == 3 ? "-5" : row * 7 % 11 + ".5"))).isEmpty();
        assertThat(doubts(table("x", row -> row % 10 == 3 ? "999" : row % 3 + ".5"))).isEmpty();
        assertThat(doubts(table("x", row -> "" + Math.exp(row)))).isEmpty();
    }

    @Test
    void saysWhichClassesMayBeOneOrNone() {
        var rows = new ArrayList<List<String>>();
        String[] answers = {"yes", "no", "Yes", "None"};
        for (int row = 0; row < ROWS; row++) {
            rows.add(List.of(row + ".5", answers[row % answers.length]));
        }
        assertThat(doubts(new ListRows(List.of("x", "y"), rows)))
                .containsExactly(
                        "column 'y': 'yes' and 'Yes' differ only in case or blanks, or in what cannot be seen, and are different classes; write them alike if they mean the same",
                        "target 'y': 'None' counts as a missing value, so that 10 rows are left out; if it is a class, write another word for it");
    }

    /** Python's readers take the three for one value, and so does a column that is an input. */
    @Test
    void namesAllSpellingsOfAClass() {
        String[] answers = {"True", "false", "TRUE", "true"};
        var rows = new ArrayList<List<String>>();
        for (int row = 0; row < ROWS; row++) {
            rows.add(List.of(row + ".5", " " + answers[row % answers.length]));
        }
        assertThat(doubts(new ListRows(List.of("x", "y"), rows)))
                .containsExactly(
                        "column 'y': 'True', 'TRUE' and 'true' differ only in case or blanks, or in what cannot be seen, and are different classes; write them alike if they mean the same");
    }

    private static List<List<String>> numbers(Random random, int rows) {
        var all = new ArrayList<List<String>>();
        for (int row = 0; row < rows; row++) {
            all.add(
                    List.of(
                            "area " + row % 5,
                            "" + random.nextInt(50),
                            String.format(Locale.ROOT, "%.2f", 5 + random.nextDouble()),
                            String.format(Locale.ROOT, "%.2f", 100 * random.nextGaussian())));
        }
        return all;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void namesTheRowOfSumsAndNoOther(long seed) {
        List<String> header = List.of("area", "n", "y", "z");
        List<List<String>> rows = numbers(new Random(seed), 20 + (int) seed * 30);
        assertThat(Survey.of(new ListRows(header, rows)).totals()).isEmpty();

        long line = rows.size() + 1L;
        double n = rows.stream().mapToDouble(row -> Double.parseDouble(row.get(1))).sum();
        double y = rows.stream().mapToDouble(row -> Double.parseDouble(row.get(2))).sum();
        rows.add(
                List.of(
                        "",
                        String.format(Locale.ROOT, "%.0f", n),
                        String.format(Locale.ROOT, "%.2f", y),
                        ""));
        assertThat(Survey.of(new ListRows(header, rows)).totals())
                .containsExactly(
                        new TotalRow(line, "the values of 'n', 'y' are the sums of those above"));

        rows.add(List.of("area 1", "3", "5.25", "0.5"));
        assertThat(Survey.of(new ListRows(header, rows)).totals()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Total", "TOTAL:", "Gesamt", "Grand total", "Average"})
    void namesARowThatCallsItselfATotal(String word) {
        List<List<String>> rows = numbers(new Random(1), ROWS);
        rows.add(17, List.of(word, "7", "5.5", "1.5"));
        assertThat(doubts(new ListRows(List.of("area", "n", "y", "z"), rows)))
                .containsExactly(
                        "t.csv, line 18 seems to sum up other rows ('%s' in column 'area'); if it does, delete it from the file"
                                .formatted(word));
    }

    @Test
    void aValueThatManyRowsHaveIsNoTotal() {
        assertThat(ofColumn("sex", "Total", "male", "female")).isEmpty();
    }
}
