package dev.gradus.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.nn.tensor.Batch;
import dev.gradus.prepare.ColumnSummary;
import dev.gradus.prepare.DecimalMark;
import dev.gradus.prepare.Encoding;
import dev.gradus.prepare.Kind;
import dev.gradus.prepare.NumberForm;
import dev.gradus.prepare.Preparation;
import dev.gradus.prepare.Roles;
import dev.gradus.prepare.Survey;
import dev.gradus.prepare.Wishes;
import dev.gradus.prepare.table.TableFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers with decimal points and decimal commas, in files of all separators. */
class DecimalMarkTest {
    private static final List<String> SEPARATORS = List.of(",", ";", "\t", "|");

    @TempDir private Path folder;

    private Table table(String name, String text) throws IOException {
        return Table.of(Files.writeString(folder.resolve(name), text), TableFormat.usual());
    }

    /** A table of a column x and a target y, with a field of x in each line, quoted if needed. */
    private Table column(String separator, String... fields) throws IOException {
        var text = new StringBuilder("x" + separator + "y\n");
        for (int row = 0; row < fields.length; row++) {
            text.append(quoted(fields[row], separator))
                    .append(separator)
                    .append(row % 2 == 0 ? "a" : "b")
                    .append('\n');
        }
        return table("t" + SEPARATORS.indexOf(separator) + ".csv", text.toString());
    }

    private static String quoted(String field, String separator) {
        return field.contains(separator) ? '"' + field + '"' : field;
    }

    private static ColumnSummary first(Table table) {
        return Survey.of(table).columns().getFirst();
    }

    private static Preparation fitted(Table table) {
        return Preparation.fit(
                Roles.of(Survey.of(table), Wishes.learn("y")), table, _ -> true, _ -> true);
    }

    private static List<String> inputs(Dataset data) {
        var rows = new ArrayList<String>();
        var batch = new Batch(1, data.input().size(), data.target());
        for (int example = 0; example < data.size(); example++) {
            data.copy(example, batch, 0);
            rows.add(Arrays.toString(batch.inputs()) + Arrays.toString(batch.values()));
        }
        return rows;
    }

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\t", "|"})
    void readsDecimalCommasWithThreeDecimalsAsDecimals(String separator) throws IOException {
        ColumnSummary column = first(column(separator, "0,014", "2,868", "2,996", "1,5"));
        assertThat(column.kind()).isEqualTo(Kind.NUMBER);
        assertThat(column.numbers().mark()).isEqualTo(DecimalMark.COMMA);
        assertThat(column.least()).isEqualTo("0.014");
        assertThat(column.greatest()).isEqualTo("2.996");
    }

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\t", "|"})
    void readsGroupsOfThousandsWhereOneNumberProvesThem(String separator) throws IOException {
        ColumnSummary column = first(column(separator, "1,234", "12,345,678", "950", "1,234.5"));
        assertThat(column.numbers().mark()).isEqualTo(DecimalMark.POINT);
        assertThat(column.least()).isEqualTo("950");
        assertThat(column.greatest()).isEqualTo("1.2345678e7");
    }

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\t", "|"})
    void readsPointsAsThousandsBesideDecimalCommas(String separator) throws IOException {
        ColumnSummary column = first(column(separator, "1.234", "1.234,56", "950", "12,5"));
        assertThat(column.least()).isEqualTo("12.5");
        assertThat(column.greatest()).isEqualTo("1234.56");
    }

    @Test
    void keepsTheRuleOfTheSeparatorWhereNothingShowsTheMarkAndSaysSo() throws IOException {
        assertThat(first(column("\t", "1,234", "2,345")).least()).isEqualTo("1234");
        assertThat(first(column(";", "1,234", "2,345")).least()).isEqualTo("1.234");
        assertThat(Survey.of(column("|", "1,234", "2,345")).doubts())
                .containsExactly(
                        "column 'x': '1,234' is read as 1234, and nothing in the table shows whether that is right; write 1.234 if it is not");
        assertThat(Survey.of(column(",", "1.234", "2.345")).doubts()).isEmpty();
        assertThat(first(column(";", "1.234", "2.345")).least()).isEqualTo("1.234");
    }

    @Test
    void takesTheMarkOfOtherColumnsWhereAColumnDoesNotShowIt() throws IOException {
        Table table = table("t.csv", "area;price\n80,5;123.000\n91,25;89.500\n60,0;95.000\n");
        ColumnSummary price = Survey.of(table).columns().getLast();
        assertThat(price.numbers().basis()).isEqualTo(NumberForm.Basis.OTHER_COLUMNS);
        assertThat(price.greatest()).isEqualTo("123000");
        assertThat(Survey.of(table).doubts())
                .containsExactly(
                        "column 'price': '123.000' is read as 123000, since the numbers of other columns have decimal commas");
    }

    @Test
    void refusesANumberWithTheOtherMarkInAColumnThatProvesItsOwn() throws IOException {
        String[] fields = new String[40];
        Arrays.fill(fields, "0,5");
        fields[1] = "0,75";
        fields[7] = "0.25";
        Table table = column("\t", fields);
        Roles roles = Roles.of(Survey.of(table), Wishes.learn("y"));
        assertThatThrownBy(() -> PreparedTable.of(table, roles, new PreparedTable.Shares(0, 0), 1))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("line 9")
                .hasMessageContaining("column 'x'")
                .hasMessageContaining("a decimal comma, as in the rest of the column, got '0.25'");
    }

    @Test
    void saysThatAColumnOfTwoNotationsIsNoNumber() throws IOException {
        Table table = column("\t", "0,5", "0,75", "0,1", "0.25", "2.5");
        assertThat(first(table).kind()).isEqualTo(Kind.CATEGORY);
        assertThat(Survey.of(table).doubts())
                .containsExactly(
                        "column 'x' is of kind category, although 3 of its 5 values are numbers with decimal commas; '0.25' is not one: correct such values, or take it for numbers and leave out rows with others (--columns \"x:number\" --on-bad-row skip)");
    }

    @Test
    void keepsTheMarkInTheTextOfAPreparation() throws IOException {
        Preparation preparation = fitted(column("\t", "0,5", "1,25", "2,5"));
        assertThat(preparation.text()).contains("decimalComma=true");
        assertThat(Preparation.parse(preparation.text())).isEqualTo(preparation);
        assertThat(fitted(column("\t", "0.5", "1.25", "2.5")).text())
                .doesNotContain("decimalComma");
    }

    @Test
    void readsAFurtherTableInItsOwnNotationAndSaysSo() throws IOException {
        Preparation preparation = fitted(column(";", "0,5", "2,902", "12,75"));
        Table other = column(",", "0.5", "2.902", "12.75");
        PreparedTable.Further further = PreparedTable.further(other, preparation);
        PreparedTable.Further same =
                PreparedTable.further(column(";", "0,5", "2,902", "12,75"), preparation);
        assertThat(inputs(further.data())).isEqualTo(inputs(same.data()));
        assertThat(further.notes())
                .containsExactly(
                        "'x' has decimal points here, and had decimal commas in training; they are read as written");
        assertThat(same.notes()).isEmpty();
    }

    @Test
    void readsALoneNumberOfAFurtherTableAsInTraining() throws IOException {
        Preparation commas = fitted(column(";", "0,5", "2,902", "12,75"));
        float[] expected = commas.reading(List.of("x")).inputs(List.of("2,902"));
        float[] found =
                commas.reading(column("\t", "2,902").readable()).inputs(List.of("2,902", ""));
        assertThat(found).isEqualTo(expected);
        assertThat(expected[0]).isBetween(-1f, 0f);
    }

    @Test
    void refusesALoneNumberOfAFurtherTableThatIsProbablyWrittenOtherwise() throws IOException {
        Preparation points = fitted(column(",", "0.5", "2.902", "12.75"));
        Table semicolons = column(";", "2,902");
        assertThatThrownBy(() -> PreparedTable.further(semicolons, points))
                .hasMessageContaining("line 2")
                .hasMessageContaining(
                        "column 'x': expected a number that can be read in one way only, such as 2902 or 2.9020, got '2,902'");
        Preparation commas = fitted(column(";", "0,5", "2,902", "12,75"));
        assertThatThrownBy(() -> commas.reading(List.of("x")).inputs(List.of("2.902")))
                .hasMessageContaining("such as 2902 or 2.9020");
    }

    @Test
    void readsNumbersOfJsonWithPointsWhateverItsTextsProve() throws IOException {
        Table table =
                table(
                        "t.jsonl",
                        "{\"x\": 1.234, \"t\": \"0,5\", \"y\": \"a\"}\n{\"x\": 2.345, \"t\": \"1,234\", \"y\": \"b\"}\n");
        List<ColumnSummary> columns = Survey.of(table).columns();
        assertThat(columns.get(0).greatest()).isEqualTo("2.345");
        assertThat(columns.get(1).greatest()).isEqualTo("1.234");
        Preparation commas = fitted(column(";", "0,5", "2,902", "12,75"));
        Table numbers = table("n.jsonl", "{\"x\": 2.902, \"y\": \"a\"}\n");
        assertThat(inputs(PreparedTable.further(numbers, commas).data()))
                .isEqualTo(inputs(PreparedTable.further(column(";", "2,902"), commas).data()));
    }

    /** How a generated column is written. */
    record Notation(long seed, String separator, DecimalMark mark, boolean isGrouped) {
        String written(double number, int decimals) {
            var symbols = new DecimalFormatSymbols(Locale.ROOT);
            boolean isComma = mark == DecimalMark.COMMA;
            symbols.setDecimalSeparator(isComma ? ',' : '.');
            symbols.setGroupingSeparator(isComma ? '.' : ',');
            var format = new DecimalFormat("0." + "0".repeat(decimals), symbols);
            format.setGroupingSize(3);
            format.setGroupingUsed(isGrouped);
            return format.format(number);
        }
    }

    static Stream<Notation> drawn() {
        return LongStream.range(0, 120)
                .mapToObj(seed -> {
                    var random = new Random(seed);
                    return new Notation(
                            seed,
                            SEPARATORS.get(random.nextInt(4)),
                            random.nextBoolean() ? DecimalMark.COMMA : DecimalMark.POINT,
                            random.nextBoolean());
                });
    }

    @ParameterizedTest
    @MethodSource("drawn")
    void readsGeneratedNumbersOfEachNotationAsTheNumbersTheyAre(Notation notation)
            throws IOException {
        var random = new Random(notation.seed);
        int decimals = random.nextInt(1, 5);
        double size = Math.pow(10, random.nextInt(7));
        double[] numbers =
                IntStream.range(0, 30)
                        .mapToDouble(row ->
                                row == 0
                                        ? 0.5
                                        : Math.rint(random.nextGaussian() * size * 1e4) / 1e4)
                        .toArray();
        String[] written =
                Arrays.stream(numbers)
                        .mapToObj(number -> notation.written(number, decimals))
                        .toArray(String[]::new);
        String[] plain =
                Arrays.stream(numbers)
                        .mapToObj(number ->
                                new Notation(0, ",", DecimalMark.POINT, false)
                                        .written(number, decimals))
                        .toArray(String[]::new);
        Table table = column(notation.separator, written);
        assertThat(first(table).numbers().mark()).isEqualTo(notation.mark);
        Preparation fitted = fitted(table);
        Preparation expected = fitted(column(",", plain));
        assertThat(moments(fitted)).isEqualTo(moments(expected));
        assertThat(inputs(PreparedTable.further(table, expected).data()))
                .isEqualTo(inputs(PreparedTable.further(column(",", plain), expected).data()));
    }

    private static String moments(Preparation preparation) {
        var number = (Encoding.Numeric) preparation.columns().getFirst().encoding();
        return number.median()
                + " "
                + number.transform()
                + " "
                + number.mean()
                + " "
                + number.deviation();
    }
}
