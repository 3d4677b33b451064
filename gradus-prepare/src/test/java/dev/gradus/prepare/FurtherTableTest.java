package dev.gradus.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.number.Text;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a table has that the training table had not is said when it is prepared. */
class FurtherTableTest {
    /** Columns: a number, a category without rare values, one with them, and a boolean. */
    private static final Preparation TRAINED = trained();

    private static Preparation trained() {
        var lines = new ArrayList<String>();
        for (int row = 0; row < 120; row++) {
            lines.add(
                    Text.of(
                            "%d.5,%s,%s,%s,%d.25",
                            row * 7 % 31,
                            row % 2 == 0 ? "red" : "blue",
                            row == 5 ? "Rome" : row % 3 == 0 ? "Oslo" : "Bonn",
                            row % 5 == 0 ? "yes" : "No",
                            row));
        }
        ListRows table = ListRows.of("n,colour,city,member,y", lines.toArray(String[]::new));
        Roles roles = Roles.of(Survey.of(table), Wishes.learn("y"));
        return Preparation.fit(roles, table, _ -> true, _ -> true);
    }

    private static List<String> notes(String header, String... lines) {
        return TRAINED.reading(ListRows.of(header, lines)).notes();
    }

    /** What a column is used for says nothing about how people write numbers. */
    @ParameterizedTest
    @ValueSource(strings = {"2.0,1.0,2.0", "0.5,0.5,0.5", "7.25,7.5,7.75"})
    void readsTheTrainingTableByTheColumnsThatProveItsDecimalMarkInTraining(String others) {
        String[] points = others.split(",", -1);
        var rows = new ArrayList<List<String>>();
        for (int row = 0; row < 30; row++) {
            rows.add(
                    List.of(
                            row % 2 == 0 ? "2,345" : "1,234",
                            "7" + row % 3 + ",5",
                            points[row % 3],
                            row % 3 == 0 ? "a" : "b"));
        }
        RowSource table = written(new ListRows(List.of("amount", "price", "code_id", "y"), rows));
        Roles roles =
                Roles.of(
                        Survey.of(table), Wishes.learn("y").withKinds(List.of("code_id:category")));
        Preparation preparation = Preparation.fit(roles, table, _ -> true, _ -> true);

        float[] trained = preparation.readingAsFitted(table.columns()).inputs(rows.getFirst());

        assertThat(preparation.reading(table).inputs(rows.getFirst())).containsExactly(trained);
    }

    /** Returns a table of text, whose numbers usually have decimal points. */
    private static RowSource written(ListRows table) {
        return new RowSource() {
            @Override
            public List<String> columns() {
                return table.columns();
            }

            @Override
            public Optional<DecimalMark> decimalMark() {
                return Optional.of(DecimalMark.POINT);
            }

            @Override
            public void forEach(Consumer<Row> reader) {
                table.forEach(reader);
            }
        };
    }

    @Test
    void aTableLikeThatOfTrainingNeedsNoWord() {
        assertThat(notes("member,n,colour,city", "YES,1.5,red,Oslo", "no,2.5,blue,Bonn")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1.5,pink,Oslo,yes  | column 'colour': in 2 rows the value did not occur in training, such as 'pink'; its inputs are zeros",
                "1.5,red,Rome,yes   | column 'city': in 2 rows the value was rare or absent in training, such as 'Rome'; such values count as one",
                "1.5,red,Oslo,maybe | column 'member': in 2 rows the value did not occur in training, such as 'maybe'; it counts as missing",
            })
    void unknownValuesAreCounted(String line, String sentence) {
        assertThat(notes("n,colour,city,member", line, line, "2.5,red,Oslo,yes"))
                .containsExactly(sentence);
    }

    @Test
    void missingValuesAreNamedWhereTrainingHadNone() {
        assertThat(notes("n,colour,city,member", ",red,Oslo,yes", "1.5,,,", "NA,red,Oslo,yes"))
                .containsExactly(
                        "column 'n': 2 rows have no value, while each row of training had one; the median, 15.5, stands for it",
                        "column 'colour': 1 row has no value, while each row of training had one; its inputs are zeros",
                        "column 'city': 1 row has no value, while each row of training had one; its inputs are zeros",
                        "column 'member': 1 row has no value, while each row of training had one; it counts as halfway between the two values");
        var gaps = new String[] {"1.5,1", ",2", "3.5,3", "4.5,4", "0.5,5", "2.5,6"};
        ListRows table = ListRows.of("n,y", gaps);
        Roles roles = Roles.of(Survey.of(table), Wishes.learn("y"));
        var trained = Preparation.fit(roles, table, _ -> true, _ -> true);
        assertThat(trained.reading(ListRows.of("n", "1.5", "")).notes()).isEmpty();
    }

    @Test
    void columnsThatTheTrainingTableHadNotAreNamed() {
        assertThat(notes("id,n,colour,city,member,y,note", "1,1.5,red,Oslo,yes,2.5,x"))
                .containsExactly(
                        "columns 'id', 'note' were not in the training table, and are not used");
        assertThat(notes("n,colour,city,member,id", "1.5,red,Oslo,yes,7"))
                .containsExactly("column 'id' was not in the training table, and is not used");
    }

    @Test
    void ofManyColumnsSomeAreNamed() {
        String more = String.join(",", IntStream.range(0, 30).mapToObj(i -> "c" + i).toList());

        assertThat(notes("n,colour,city,member," + more, "1.5,red,Oslo,yes" + ",0".repeat(30)))
                .singleElement()
                .asString()
                .contains("'c7' and 22 more were not");
    }

    @Test
    void numbersWithDifferentSignsAreNamed() {
        assertThat(notes("n,colour,city,member", "17%,red,Oslo,yes", "0.18,red,Oslo,yes"))
                .singleElement()
                .asString()
                .contains("column 'n': '17%' is read as 17", "and '0.18' as 0.18");
        assertThat(notes("n,colour,city,member", "$ 5,red,Oslo,yes", "€ 5.50,red,Oslo,yes"))
                .singleElement()
                .asString()
                .contains("different currencies, such as '$ 5' and '€ 5.50'");
        assertThat(notes("n,colour,city,member", "17%,red,Oslo,yes", "18 %,red,Oslo,yes"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "1512, 1520, 2 numbers with the mean 1516 are",
        "-90, , 1 number with the mean -90 is",
        "1.5, 3000, 2 numbers with the mean 1501 are",
    })
    void numbersFarFromThoseOfTrainingAreNamed(String one, @Nullable String other, String what) {
        String[] lines =
                Stream.of(one, other)
                        .filter(Objects::nonNull)
                        .map(number -> number + ",red,Oslo,yes")
                        .toArray(String[]::new);
        assertThat(notes("n,colour,city,member", lines))
                .containsExactly(
                        "column 'n': "
                                + what
                                + " far from those of training, whose median was 15.5; check that both are in the same unit");
    }

    @Test
    void fewNumbersOfANearlyEmptyColumnMayBeFarFromTheFewOfTraining() {
        String[] trained =
                IntStream.range(0, 400)
                        .mapToObj(row -> Text.of("%s,%d.5", row % 200 == 7 ? "64." + row : "", row))
                        .toArray(String[]::new);
        ListRows table = ListRows.of("n,y", trained);
        Roles roles = Roles.of(Survey.of(table), Wishes.learn("y"));
        Preparation preparation = Preparation.fit(roles, table, _ -> true, _ -> true);

        assertThat(preparation.reading(ListRows.of("n,y", nearlyEmpty(10, 400))).notes()).isEmpty();
        assertThat(preparation.reading(ListRows.of("n,y", nearlyEmpty(25, 400))).notes())
                .singleElement()
                .asString()
                .contains("25 numbers with the mean", "far from those of training");
        assertThat(preparation.reading(ListRows.of("n,y", nearlyEmpty(1, 1))).notes())
                .singleElement()
                .asString()
                .contains("1 number with the mean", "far from those of training");
    }

    private static String[] nearlyEmpty(int numbers, int rows) {
        return IntStream.range(0, rows)
                .mapToObj(
                        row -> Text.of("%s,%d.5", row < numbers ? "4" + row % 10 + ".5" : "", row))
                .toArray(String[]::new);
    }

    private static final Preparation TRAINED_ON_DAYS = trainedOnDays();

    private static Preparation trainedOnDays() {
        LocalDate first = LocalDate.of(2020, 1, 1);
        String[] lines =
                IntStream.range(0, 731)
                        .mapToObj(day -> Text.of("%s,%d.5", first.plusDays(day), day * 7 % 31))
                        .toArray(String[]::new);
        ListRows table = ListRows.of("d,y", lines);
        Roles roles = Roles.of(Survey.of(table), Wishes.learn("y"));
        return Preparation.fit(roles, table, _ -> true, _ -> true);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2031-03-04 | | 2031-03-04 is far from | it is",
                "1926-11-28 | 1926-11-30 | the mean of 2 rows is 1926-11-29, far from | they are",
                "2021-01-01 | 2121-01-01 | the mean of 2 rows is 2071-01-01, far from | they are",
            })
    void daysFarFromThoseOfTrainingAreNamed(
            String one, @Nullable String other, String what, String they) {
        String[] lines = Stream.of(one, other).filter(Objects::nonNull).toArray(String[]::new);
        assertThat(TRAINED_ON_DAYS.reading(ListRows.of("d", lines)).notes())
                .containsExactly(
                        "column 'd': %s the days of training, whose mean was 2020-12-31; check that %s right, since the network learned nothing about such days"
                                .formatted(what, they));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2019-01-01", "2020-12-31", "2023-01-01"})
    void daysNearThoseOfTrainingAreNot(String day) {
        assertThat(TRAINED_ON_DAYS.reading(ListRows.of("d", day)).notes()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1926-11-28 | | 1926-11-28 (line 3) is far from | it is",
                "1970-01-01 | 2202-05-04 | 2 of 1,002 days, such as 1970-01-01 (line 3), are far from | they are",
            })
    void aSingleDayFarFromThoseOfTrainingIsNamedAmongMany(
            String one, @Nullable String other, String what, String they) {
        var lines = new ArrayList<String>(Collections.nCopies(1_000, "2020-06-01"));
        lines.add(2, one);
        lines.addAll(Stream.ofNullable(other).toList());
        assertThat(TRAINED_ON_DAYS.reading(ListRows.of("d", lines.toArray(String[]::new))).notes())
                .containsExactly(
                        "column 'd': %s the days of training, whose mean was 2020-12-31; check that %s right, since the network learned nothing about such days"
                                .formatted(what, they));
    }

    /** Where bad rows are skipped, the others would be read as other days without a word. */
    @ParameterizedTest
    @CsvSource({"28/11/2026,11/28/2026", "11/28/2026,28/11/2026"})
    void daysWithDayAndMonthTheOtherWayRoundAreNamed(String there, String here) {
        String[] lines =
                IntStream.range(10, 28)
                        .mapToObj(day -> there.replace("28", String.valueOf(day)) + "," + day % 5)
                        .toArray(String[]::new);
        ListRows table = ListRows.of("day,y", lines);
        Preparation trained =
                Preparation.fit(
                        Roles.of(Survey.of(table), Wishes.learn("y")), table, _ -> true, _ -> true);

        assertThat(trained.reading(ListRows.of("day", "11/11/2026", here)).notes())
                .containsExactly(
                        "column 'day': '%s' has day and month the other way round than in training (%s); if all its days have, those up to the 12th are read as other days: write them as in training"
                                .formatted(here, there));
        assertThat(trained.reading(ListRows.of("day", "11/11/2026", there)).notes()).isEmpty();
    }

    @Test
    void aFewDaysSomeYearsLaterAreNotNamed() {
        var lines = new ArrayList<String>(Collections.nCopies(1_000, "2020-06-01"));
        lines.addAll(List.of("2017-01-01", "2026-11-28", "2031-03-04"));
        assertThat(TRAINED_ON_DAYS.reading(ListRows.of("d", lines.toArray(String[]::new))).notes())
                .isEmpty();
    }

    @Test
    void momentsFarFromThoseOfTheSameDayHaveTheirTime() {
        String[] lines =
                IntStream.range(0, 60)
                        .mapToObj(minute -> Text.of("2026-11-28 09:%02d,%d.5", minute, minute))
                        .toArray(String[]::new);
        ListRows table = ListRows.of("d,y", lines);
        Roles roles = Roles.of(Survey.of(table), Wishes.learn("y"));
        var trained = Preparation.fit(roles, table, _ -> true, _ -> true);
        assertThat(trained.reading(ListRows.of("d", "2026-11-28 21:00")).notes())
                .singleElement()
                .asString()
                .contains("2026-11-28T21:00 is far", "was 2026-11-28T09:29:30");
    }

    @Test
    void wholeNumbersThatLoseDigitsAreNamed() {
        String[] lines =
                IntStream.range(0, 40)
                        .mapToObj(row -> Text.of("9%d00199254740992,%d.5", row % 10, row))
                        .toArray(String[]::new);
        ListRows table = ListRows.of("n,y", lines);
        Roles roles = Roles.of(Survey.of(table), Wishes.learn("y"));
        var trained = Preparation.fit(roles, table, _ -> true, _ -> true);
        assertThat(
                        trained.reading(ListRows.of("n", "9400199254740992", "9500199254740993"))
                                .notes())
                .containsExactly(
                        "column 'n': '9500199254740993' (line 2) is used as 9500199254740992, since whole numbers are exact to 15 digits");
    }

    @Test
    void numbersAtTheEdgeOfThoseOfTrainingAreNot() {
        assertThat(notes("n,colour,city,member", "-15.5,red,Oslo,yes", "47.5,red,Oslo,yes"))
                .isEmpty();
        assertThat(notes("n,colour,city,member", "47.5,red,Oslo,yes")).isEmpty();
    }

    /** Values of such columns become logarithms or ranks. */
    @ParameterizedTest
    @CsvSource({"1, 1, log", "20, 1e9, ranks"})
    void farNumbersOfUnevenColumnsAreNamed(int every, double large, String transform) {
        var lines = new ArrayList<String>();
        for (int row = 1; row <= 200; row++) {
            double value = row % every == 0 ? large * Math.exp(row * 0.05) : 1 + row * 0.001;
            lines.add(Text.of("%s,%d", value, row));
        }
        ListRows table = ListRows.of("n,y", lines.toArray(String[]::new));
        Roles roles = Roles.of(Survey.of(table), Wishes.learn("y"));
        var trained = Preparation.fit(roles, table, _ -> true, _ -> true);

        assertThat(trained.text()).contains(transform);
        assertThat(trained.reading(ListRows.of("n", "1.5", "1.1")).notes()).isEmpty();
        assertThat(trained.reading(ListRows.of("n", "1e40", "1.1")).notes()).hasSize(1);
    }

    /** Percentages of 20 to 80, and of a column whose mean is further from 0. */
    @ParameterizedTest
    @CsvSource({"50, 30", "-60, 30", "1000, 500"})
    void numbersThatAreAHundredthOfThoseOfTrainingAreNamed(double middle, double reach) {
        Preparation trained = trainedOn(numbers(300, middle, reach, 1));
        for (int seed = 2; seed < 40; seed++) {
            assertThat(notesOf(trained, numbers(20 + seed, middle / 100, reach / 100, seed)))
                    .as("all divided by 100")
                    .singleElement()
                    .asString()
                    .startsWith(Text.of("column 'n': %d numbers with the mean ", 20 + seed))
                    .contains(
                            " lie as those of training would after division by 100 (their median was ")
                    .endsWith("; check that both are in the same unit");
            assertThat(notesOf(trained, numbers(20 + seed, middle, reach, seed)))
                    .as("like training")
                    .isEmpty();
            assertThat(notesOf(trained, numbers(19, middle / 100, reach / 100, seed)))
                    .as("too few to tell")
                    .isEmpty();
            assertThat(notesOf(trained, numbers(50, middle + reach / 2, reach / 100, seed)))
                    .as("close together, elsewhere")
                    .isEmpty();
            assertThat(notesOf(trained, numbers(50, middle / 100, 0, seed)))
                    .as("all alike")
                    .isEmpty();
            assertThat(notesOf(trained, numbers(50, middle / 100, reach / 2, seed)))
                    .as("wide")
                    .isEmpty();
        }
    }

    @Test
    void numbersAroundZeroAreNotTakenForAHundredth() {
        Preparation trained = trainedOn(numbers(300, 0, 30, 1));

        assertThat(notesOf(trained, numbers(100, 0, 0.3, 2))).isEmpty();
    }

    private static String[] numbers(int count, double middle, double reach, long seed) {
        return new Random(seed)
                .doubles(count, -1, 1)
                .mapToObj(each -> String.valueOf(middle + reach * each))
                .toArray(String[]::new);
    }

    private static Preparation trainedOn(String[] numbers) {
        ListRows table =
                ListRows.of(
                        "n,y",
                        IntStream.range(0, numbers.length)
                                .mapToObj(row -> numbers[row] + "," + row * row)
                                .toArray(String[]::new));
        return Preparation.fit(
                Roles.of(Survey.of(table), Wishes.learn("y")), table, _ -> true, _ -> true);
    }

    private static List<String> notesOf(Preparation trained, String[] numbers) {
        return trained.reading(ListRows.of("n", numbers)).notes();
    }

    @Test
    void aRowThatSumsUpTheOthersIsNamed() {
        String[] rows = {"1.5,red,Oslo,yes", "1.5,red,Oslo,yes", "1.5,red,Oslo,yes"};
        String[] all = Arrays.copyOf(rows, 13);
        for (int i = 3; i < 12; i++) {
            all[i] = "2.5,red,Bonn,no";
        }
        all[12] = "27.0,,,";
        assertThat(notes("n,colour,city,member", all))
                .contains(
                        "line 13 seems to sum up other rows (the value of 'n' is the sum of those above); if it does, delete it from the file");
        all[12] = "27.0,Total,,";
        assertThat(notes("n,colour,city,member", all))
                .last()
                .asString()
                .contains(
                        "line 13 seems to sum up other rows ('Total' in column 'colour'; the value of 'n' is");
    }

    @Test
    void aMissingColumnIsNotLookedForAmongThoseThatAreInputsThemselves() {
        assertThatThrownBy(() -> TRAINED.reading(ListRows.of("colour,city,member,y", "a,b,c,d")))
                .hasMessage("there is no column 'n', which the network was trained with");
        assertThatThrownBy(() -> TRAINED.reading(ListRows.of("n,color,city,member", "1,b,c,d")))
                .hasMessageEndingWith("is it the column 'color'?");
    }
}
