package dev.gradus.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.number.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PreparationTest {
    private static Preparation fit(RowSource table, String... targets) {
        var roles = Roles.of(Survey.of(table), Wishes.learn(targets));
        return Preparation.fit(roles, table, _ -> true, _ -> true);
    }

    private static float[] inputs(Preparation preparation, String header, String fields) {
        return preparation
                .reading(List.of(header.split(",")))
                .inputs(List.of(fields.split(",", -1)));
    }

    @Test
    void standardizesNumbersByMeanAndDeviationAndMarksMissingOnes() {
        var table = ListRows.of("x,y", "1,a", "2,b", "6,a", ",b");
        Preparation preparation = fit(table, "y");
        assertThat(preparation.inputs()).containsExactly("x", "x missing");
        double deviation = Math.sqrt((4 + 1 + 9) / 3.0);
        assertThat(inputs(preparation, "x", "6")).containsExactly((float) (3 / deviation), 0);
        assertThat(inputs(preparation, "x", "")).containsExactly((float) ((2 - 3) / deviation), 1);
    }

    @Test
    void tellsRowsWithTheOneNumberOfAColumnFromThoseWithout() {
        Preparation preparation = fit(ListRows.of("x,y", "5,a", ",b", "5,a", ",b"), "y");
        assertThat(preparation.inputs()).containsExactly("x", "x missing");
        assertThat(inputs(preparation, "x", "5")).containsExactly(0, 0);
        assertThat(inputs(preparation, "x", "")).containsExactly(0, 1);
        assertThat(inputs(preparation, "x", "10")).containsExactly(1, 0);

        Preparation ofZeros = fit(ListRows.of("x,y", "0,a", ",b", "0,a", ",b"), "y");
        assertThat(inputs(ofZeros, "x", "3")).containsExactly(3, 0);
    }

    @Test
    void saysWhyNoColumnIsLeftInTheTrainingRows() {
        var table = ListRows.of("x,z,y", "1,,a", "1,,b", "1,,a", "2,3,b");
        Roles roles = Roles.of(Survey.of(table), Wishes.learn("y"));
        assertThatThrownBy(() -> Preparation.fit(roles, table, _ -> true, row -> row < 3))
                .hasMessage(
                        "no column is left to learn from in the training rows: 'x' (never changes), 'z' (never changes)");
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1, 2, never changes in the training rows",
        "1, 1, '', never changes in the training rows",
        "'', '', 2, never changes in the training rows",
        "1, 1, 1, never changes",
        "'', '', '', has no value"
    })
    void saysWhereAColumnNeverChanges(String first, String second, String heldOut, String why) {
        var table = ListRows.of("x,w,y", first + ",1,a", second + ",2,b", heldOut + ",3,a");
        Roles roles = Roles.of(Survey.of(table), Wishes.learn("y"));
        Preparation preparation = Preparation.fit(roles, table, _ -> true, row -> row < 2);

        Column x = preparation.columns().getFirst();
        assertThat(x.encoding()).isEqualTo(new Encoding.LeftOut(Reason.CONSTANT));
        ColumnSummary found = roles.roles().getFirst().column();
        assertThat(new Role.Unused(found, Reason.CONSTANT).why()).isEqualTo(why);
    }

    @Test
    void numbersThatHardlyDifferAreNotCalledEqual() {
        var table =
                ListRows.of(
                        "x,z,w,y",
                        "1e15,7,1,a",
                        "1000000000000007,7,2,b",
                        "1e15,7,4,a",
                        "1e15,7,5,b");
        var kinds = Map.of("x", Kind.NUMBER, "z", Kind.NUMBER, "w", Kind.NUMBER);
        var wishes = new Wishes(List.of("y"), Set.of(), Set.of(), kinds);
        Roles roles = Roles.of(Survey.of(table), wishes);

        Preparation preparation = Preparation.fit(roles, table, _ -> true, _ -> true);

        assertThat(preparation.columns())
                .extracting(Column::encoding)
                .startsWith(
                        new Encoding.LeftOut(Reason.FLAT), new Encoding.LeftOut(Reason.CONSTANT));
    }

    @Test
    void aWordDoesNotMatterWhereTheNumbersHardlyDiffer() {
        var rows =
                IntStream.range(0, 40)
                        .mapToObj(i ->
                                Text.of("%d,%d.5,%s", 1_000_000_000_000_000L + i, i % 7, i % 2))
                        .collect(Collectors.toCollection(ArrayList::new));
        rows.add("none of it,5,0");
        var table = ListRows.of("x,w,y", rows.toArray(String[]::new));
        Roles roles = Roles.of(Survey.of(table), Wishes.learn("y"));

        assertThat(roles.roles().getFirst())
                .isInstanceOfSatisfying(
                        Role.Unused.class,
                        unused -> assertThat(unused.reason()).isEqualTo(Reason.FLAT));
        assertThatCode(() -> table.forEach(row -> roles.requireReadable(row.fields())))
                .doesNotThrowAnyException();
        assertThat(Preparation.fit(roles, table, _ -> true, _ -> true).inputs())
                .containsExactly("w");
    }

    @Test
    void fitsToTrainingRowsAlone() {
        var table = ListRows.of("x,y", "1,a", "3,b", "1000,c", ",a");
        var roles = Roles.of(Survey.of(table), Wishes.learn("y"));
        Preparation preparation = Preparation.fit(roles, table, row -> row < 3, row -> row < 2);
        assertThat(preparation.columns().getFirst().encoding())
                .isEqualTo(
                        new Encoding.Numeric(
                                2,
                                new NumberTransform.Plain(),
                                2,
                                1,
                                Encoding.Missing.UNMARKED,
                                "",
                                DecimalMark.POINT));
        assertThat(preparation.learned())
                .isEqualTo(new Learned.Classes("y", List.of("a", "b", "c")));
    }

    @Test
    void givesEachCategoryAnInputAndRareOnesOneTogether() {
        var lines = new ArrayList<String>();
        IntStream.range(0, 120)
                .forEach(row -> lines.add((row % 2 == 0 ? "red" : "blue") + "," + row % 5 + ".5"));
        lines.addAll(List.of("green,1.5", "green,2.5", ",3.5"));
        Preparation preparation = fit(ListRows.of("c,y", lines.toArray(String[]::new)), "y");
        assertThat(preparation.inputs()).containsExactly("c=blue", "c=red", "c other", "c missing");
        assertThat(inputs(preparation, "c", "red")).containsExactly(0, 1, 0, 0);
        assertThat(inputs(preparation, "c", "green")).containsExactly(0, 0, 1, 0);
        assertThat(inputs(preparation, "c", "never seen")).containsExactly(0, 0, 1, 0);
        assertThat(inputs(preparation, "c", "NA")).containsExactly(0, 0, 0, 1);
    }

    @Test
    void countsAnUnseenCategoryAsNoneWhereThereWereNoRareOnes() {
        Preparation preparation = fit(ListRows.of("c,y", "a,1.5", "b,2", "a,3", "b,4"), "y");
        assertThat(inputs(preparation, "c", "z")).containsExactly(0, 0);
    }

    @Test
    void keepsAtMost64InputsForACategory() {
        String[] lines =
                IntStream.range(0, 1000)
                        .mapToObj(row -> "c" + row % 200 + "," + row % 9 + ".5")
                        .toArray(String[]::new);
        assertThat(fit(ListRows.of("c,y", lines), "y").width()).isEqualTo(65);
    }

    @Test
    void numbersTheValuesOfAnEmbeddedColumnAfterThoseThatAreMissingOrRare() {
        var lines = new ArrayList<String>();
        IntStream.range(0, 600).forEach(row -> lines.add("c" + row % 200 + "," + row % 9 + ".5"));
        lines.addAll(List.of("rare,1.5", ",2.5"));
        Preparation preparation = embedded(ListRows.of("c,y", lines.toArray(String[]::new)));
        assertThat(preparation.inputs()).containsExactly("c");
        assertThat(((Encoding.Embedded) preparation.columns().getFirst().encoding()).entries())
                .isEqualTo(202);
        assertThat(inputs(preparation, "c", "")).containsExactly(0);
        assertThat(inputs(preparation, "c", "rare")).containsExactly(1);
        assertThat(inputs(preparation, "c", "never seen")).containsExactly(1);
        assertThat(inputs(preparation, "c", "c0")).containsExactly(2);
        assertThat(inputs(preparation, "c", "c99")).containsExactly(201);
    }

    private static Preparation embedded(ListRows table) {
        String target = table.columns().getLast();
        var wishes = new Wishes(List.of(target), Set.of(), Set.of(), Map.of("c", Kind.EMBEDDING));
        return Preparation.fit(Roles.of(Survey.of(table), wishes), table, _ -> true, _ -> true);
    }

    @Test
    void turnsOppositesIntoZeroAndOne() {
        Preparation preparation = fit(ListRows.of("b,y", "no,1.5", "Yes,2", ",3"), "y");
        assertThat(inputs(preparation, "b", "YES")).containsExactly(1, 0);
        assertThat(inputs(preparation, "b", "no")).containsExactly(0, 0);
        assertThat(inputs(preparation, "b", "")).containsExactly(0.5f, 1);
        assertThat(inputs(preparation, "b", "maybe")).containsExactly(0.5f, 1);
    }

    @Test
    void turnsDaysIntoAYearAndCycles() {
        var table =
                ListRows.of(
                        "d,y",
                        "2023-01-01,1.5",
                        "2024-07-01,2.5",
                        "2025-01-01,3.5",
                        "2025-07-02,1.0");
        Preparation preparation = fit(table, "y");
        assertThat(preparation.inputs())
                .containsExactly(
                        "d year",
                        "d dayOfYear sin",
                        "d dayOfYear cos",
                        "d dayOfWeek sin",
                        "d dayOfWeek cos");
        float[] inputs = inputs(preparation, "d", "2025-07-02"); // a Wednesday, day 183 of 365
        double angle = 2 * Math.PI * 182 / 365;
        assertThat(inputs[1]).isCloseTo((float) Math.sin(angle), within(1e-6f));
        assertThat(inputs[2]).isCloseTo((float) Math.cos(angle), within(1e-6f));
        assertThat(inputs[3]).isCloseTo((float) Math.sin(2 * Math.PI * 2 / 7), within(1e-6f));
        double mean = (2023 + 2024 + 182 / 366.0 + 2025 + 2025 + 182 / 365.0) / 4;
        assertThat(Math.signum(inputs[0])).isEqualTo(1);
        assertThat(inputs[0] / inputs(preparation, "d", "2023-01-01")[0])
                .isCloseTo((float) ((2025 + 182 / 365.0 - mean) / (2023 - mean)), within(1e-4f));
    }

    @Test
    void leavesCyclesOutThatNeverTurn() {
        var table = ListRows.of("d,y", "1970-01-01,1.5", "1971-01-01,2.5", "1972-01-01,0.5");
        assertThat(fit(table, "y").inputs())
                .containsExactly("d year", "d dayOfWeek sin", "d dayOfWeek cos");
    }

    @Test
    void drawsUnevenColumnsIn() {
        String[] lines =
                IntStream.range(0, 200)
                        .mapToObj(row -> Math.exp(row / 20.0) + "," + row)
                        .toArray(String[]::new);
        var roles = Roles.of(Survey.of(ListRows.of("income,y", lines)), Wishes.learn("y"));
        assertThat(roles.task()).isEqualTo(Roles.Task.VALUES);
        Encoding encoding =
                fit(ListRows.of("income,y", lines), "y").columns().getFirst().encoding();
        assertThat(((Encoding.Numeric) encoding).transform())
                .isInstanceOf(NumberTransform.Log.class);
    }

    @Test
    void learnsNumbersStandardizedAndBringsThemBack() {
        Preparation preparation = fit(ListRows.of("x,y", "1,100000", "2,300000.5"), "y");
        var learned = ((Learned.Values) preparation.learned()).values().getFirst();
        float[] values = new float[1];
        preparation.reading(List.of("x", "y")).values(List.of("1", "100000"), values, 0);
        assertThat(values).containsExactly(-1);
        assertThat(learned.restored(-1)).isCloseTo(100000, within(1e-6));
    }

    @Test
    void ordersClassesOfNumbersByNumberAndOthersByCharacters() {
        String[] lines =
                IntStream.range(0, 200)
                        .mapToObj(row -> row * 1.5 + "," + (row % 12) + (row % 3 == 0 ? ".0" : ""))
                        .toArray(String[]::new);
        Preparation preparation = fit(ListRows.of("x,y", lines), "y");
        assertThat(((Learned.Classes) preparation.learned()).names())
                .containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11");
        assertThat(preparation.reading(List.of("y", "x")).label(List.of("10.0", "1")))
                .isEqualTo(10);
        assertThatThrownBy(() -> preparation.reading(List.of("y", "x")).label(List.of("12", "1")))
                .hasMessageContaining("column 'y': expected one of the classes in training (0, 1,");
    }

    @Test
    void findsColumnsByNameInAnyOrderAndRefusesMissingOnes() {
        var table = ListRows.of("a,id,b,y", "1,7,red,p", "2,7,blue,q", "4,7,red,p");
        Preparation preparation = fit(table, "y");
        assertThat(inputs(preparation, "b,more,a", "red,?,4"))
                .containsExactly(inputs(preparation, "a,id,b,y", "4,7,red,p"));
        assertThat(preparation.reading(List.of("a", "b")).hasTargets()).isFalse();
        assertThatThrownBy(() -> preparation.reading(List.of("aa", "b")))
                .hasMessageContaining("there is no column 'a', which the network was trained with");
        assertThatThrownBy(() -> inputs(preparation, "a,b", "1x,red"))
                .hasMessage("column 'a': expected a finite number or nothing, got '1x'");
    }

    static List<Preparation> preparations() {
        var random = new Random(1);
        var all = new ArrayList<Preparation>();
        for (int table = 0; table < 60; table++) {
            all.add(fit(drawn(random), "target \"q\" \\"));
            all.add(embedded(drawn(random)));
        }
        return all;
    }

    /** A table of all kinds of columns, with gaps, far values and awkward texts. */
    private static ListRows drawn(Random random) {
        String[] words = {"a b", "x\"y", "back\\slash", "it's", "ä", "[1]", "#3", "true"};
        boolean isOfClasses = random.nextBoolean();
        var rows = new ArrayList<List<String>>();
        for (int row = 0; row < 30 + random.nextInt(100); row++) {
            rows.add(
                    List.of(
                            random.nextInt(9) == 0 ? "" : "" + random.nextGaussian() * 1e-30,
                            "" + Math.exp(5 * random.nextGaussian()),
                            "" + Math.pow(random.nextGaussian(), 9),
                            random.nextInt(9) == 0 ? "NA" : words[random.nextInt(words.length)],
                            random.nextBoolean() ? "yes" : "no",
                            Text.of("20%02d-0%d-11", random.nextInt(30), 1 + random.nextInt(9)),
                            "" + row,
                            isOfClasses
                                    ? words[random.nextInt(3)]
                                    : "" + random.nextGaussian() * 1e6));
        }
        return new ListRows(
                List.of("n 1", "far", "both", "c", "b", "d", "id", "target \"q\" \\"), rows);
    }

    @ParameterizedTest
    @MethodSource("preparations")
    void readsBackFromItsTextAndPreparesTheSameBits(Preparation preparation) {
        Preparation again = Preparation.parse(preparation.text());
        assertThat(again).isEqualTo(preparation);
        assertThat(again.text()).isEqualTo(preparation.text());
        var header = preparation.columns().stream().map(Column::name).toList();
        ListRows rows = drawn(new Random(preparation.hashCode()));
        var first = preparation.reading(rows.columns());
        var second = again.reading(rows.columns());
        rows.forEach(row ->
                assertThat(second.inputs(row.fields()))
                        .containsExactly(first.inputs(row.fields())));
        assertThat(header).isNotEmpty();
    }

    @Test
    void writesATextThatPeopleCanRead() {
        var table = ListRows.of("x,c,k,y", "1,a,7,p", "2,b,7,q", "3,a,7,p", ",b,7,q");
        assertThat(fit(table, "y").text())
                .isEqualTo(
                        """
                        column("x", number(median=2, transform=plain, mean=2, deviation=0.816496580927726, missing=true))
                        column("c", category(["a", "b"]))
                        column("k", leftOut("constant"))
                        target("y", classes(["p", "q"]))
                        """);
    }

    @Test
    void pointsAtTheFaultOfAText() {
        assertThatThrownBy(() -> Preparation.parse("column(\"x\", numer(median=1))"))
                .hasMessageContaining("unknown word 'numer'; did you mean 'number'?");
        assertThatThrownBy(() -> Preparation.parse("column(\"x\", flag(\"a\", \"b\"))"))
                .hasMessageContaining("a preparation has one target");
        assertThatThrownBy(() ->
                        Preparation.parse(
                                "column(\"x\", number(median=1, transform=plain, mean=0, deviation=0)) target(\"y\", classes([\"a\", \"b\"]))"))
                .hasMessageContaining("deviation above 0");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1000, -600, 0, 500, 1000})
    void standardizesNumbersOfEachSizeAlike(int power) {
        double[] numbers = {1, 2, 6, 3};
        String[] lines = new String[4];
        for (int i = 0; i < 4; i++) {
            lines[i] = Math.scalb(numbers[i], power) + "," + (i % 2 == 0 ? "a" : "b");
        }
        Preparation preparation = fit(ListRows.of("x,y", lines), "y");
        double six = inputs(preparation, "x", "" + Math.scalb(6.0, power))[0];
        assertThat(six).isCloseTo(3 / Math.sqrt(14 / 4.0), within(1e-6));
    }

    @Test
    void namesTheColumnWhoseNumbersAreTooFarApart() {
        var table = ListRows.of("x,y", "-1.7e308,a", "1.7e308,b", "-1.7e308,a", "-1.6e308,b");
        assertThatThrownBy(() -> fit(table, "y"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("column 'x' has numbers from")
                .hasMessageContaining("write their logarithms");
    }

    @Test
    void namesTheTargetThatPredictionsCannotHold() {
        var table = ListRows.of("x,y", "1,1.5e300", "2,2e300", "3,1.25e300", "4,3.75e300");
        assertThatThrownBy(() -> fit(table, "y"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("column 'y' has a mean of")
                .hasMessageContaining("write it in another unit");
    }

    @Test
    void refusesANumberTooFarFromThoseOfTraining() {
        Preparation preparation = fit(ListRows.of("x,y", "1,a", "2,b", "6,a", "3,b"), "y");
        assertThatThrownBy(() -> inputs(preparation, "x", "1e300"))
                .isInstanceOf(UnreadableFieldException.class)
                .hasMessageContaining("column 'x'")
                .hasMessageContaining("got '1e300'");
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"CATEGORY", "EMBEDDING"})
    void countsAFrequentValueWhereverItStands(Kind kind) {
        var rows = new ArrayList<List<String>>();
        IntStream.range(0, 140_000).forEach(row -> rows.add(List.of("v" + row, row + ".5")));
        IntStream.range(0, 9_000).forEach(row -> rows.add(List.of("late", row + ".5")));
        var table = new ListRows(List.of("c", "y"), rows);
        var wishes = new Wishes(List.of("y"), Set.of(), Set.of(), Map.of("c", kind));
        var notes = new ArrayList<String>();
        Preparation preparation =
                Preparation.fit(
                        Roles.of(Survey.of(table), wishes),
                        table,
                        _ -> true,
                        _ -> true,
                        notes::add);
        Encoding encoding = preparation.columns().getFirst().encoding();
        List<String> values =
                encoding instanceof Encoding.Category category
                        ? category.values()
                        : ((Encoding.Embedded) encoding).values();
        assertThat(values).containsExactly("late");
        assertThat(notes).singleElement().asString().contains("'c'").contains("1 rows too small");
    }
}
