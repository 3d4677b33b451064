package dev.gradus.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Target;
import dev.gradus.number.Text;
import dev.gradus.prepare.Gaps;
import dev.gradus.prepare.Kind;
import dev.gradus.prepare.Partition;
import dev.gradus.prepare.Preparation;
import dev.gradus.prepare.Roles;
import dev.gradus.prepare.Survey;
import dev.gradus.prepare.Wishes;
import dev.gradus.prepare.table.TableFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreparedTableTest {
    private static final PreparedTable.Shares SHARES = new PreparedTable.Shares(0.25, 0.2);

    @TempDir private Path folder;

    private PreparedTable prepared(List<String> lines, Wishes wishes, long seed)
            throws IOException {
        Path file = Files.write(folder.resolve("t.csv"), lines);
        Table table = Table.of(file, TableFormat.usual());
        return PreparedTable.of(table, Roles.of(Survey.of(table), wishes), SHARES, seed);
    }

    /** A word has one spelling, and a number many, in whatever form the further table is. */
    @Test
    void aClassIsMetByItsWordOrByItsNumberAsInTraining() throws IOException {
        Path file = folder.resolve("t.csv");
        Files.writeString(file, "x,y\n" + "1.5,7\n2.5,9\n".repeat(20));
        Table table = Table.of(file, TableFormat.usual());
        var asked = new Wishes(List.of("y"), Set.of(), Set.of(), Map.of("y", Kind.CATEGORY));
        Preparation words = fitted(table, asked);
        Preparation numbers = fitted(table, Wishes.learn("y"));
        for (Table further :
                List.of(
                        further("f.csv", "x,y\n1.5,9.0\n"),
                        further("f.jsonl", "{\"x\":1.5,\"y\":9.0}"))) {
            assertThatThrownBy(() -> PreparedTable.further(further, words))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining(
                            "column 'y': expected one of the classes in training (7, 9) as they are written there, such as '9', got '9.0'");
            var batch = new Batch(1, 1, Target.classes(2));
            PreparedTable.further(further, numbers).data().copy(0, batch, 0);
            assertThat(batch.labels()).containsExactly(1);
        }
    }

    private static Preparation fitted(Table table, Wishes wishes) {
        Roles roles = Roles.of(Survey.of(table), wishes);
        return PreparedTable.of(table, roles, new PreparedTable.Shares(0, 0), 1).preparation();
    }

    private Table further(String name, String text) throws IOException {
        return Table.of(Files.writeString(folder.resolve(name), text), TableFormat.usual());
    }

    /** The classes of a table with decimal commas are read so when it is prepared. */
    @Test
    void classesWithDecimalCommasAreNumbers() throws IOException {
        Table commas = further("c.csv", "x;y\n" + "0,5;1,0\n2,5;2,0\n".repeat(20));
        Roles roles = Roles.of(Survey.of(commas), Wishes.learn("y"));
        PreparedTable prepared = PreparedTable.of(commas, roles, new PreparedTable.Shares(0, 0), 1);
        assertThat(prepared.training().size()).isEqualTo(40);
        assertThat(prepared.preparation().text())
                .contains("target(\"y\", classes([\"1\", \"2\"], decimalComma=true))");
        assertThat(
                        PreparedTable.further(
                                        further("p.csv", "x,y\n0.5,2.0\n"), prepared.preparation())
                                .data()
                                .size())
                .isEqualTo(1);
    }

    private static Wishes wishes(Gaps gaps, Partition partition) {
        return Wishes.learn("y").with(gaps).with(partition);
    }

    /** A head and rows of a number, a category, a day, a gap here and there, and a value. */
    private static List<String> rows(long seed) {
        var random = new Random(seed);
        var lines = new ArrayList<String>(List.of("x,c,d,y"));
        for (int row = 0; row < 120; row++) {
            lines.add(
                    Text.of(
                            "%s,%s,20%02d-%02d-%02d,%.3f",
                            row % 17 == 3 ? "" : Text.of("%.2f", random.nextGaussian()),
                            (char) ('a' + random.nextInt(5)),
                            random.nextInt(20),
                            1 + random.nextInt(12),
                            1 + random.nextInt(28),
                            random.nextGaussian()));
        }
        return lines;
    }

    /** Returns the lines of a part's rows, counted from 1. */
    private static Set<Integer> lines(Dataset part) {
        var lines = new TreeSet<Integer>();
        for (int example = 0; example < part.size(); example++) {
            lines.add(Integer.valueOf(part.place(example).replaceFirst(".*line ", "")));
        }
        return lines;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void noStatisticDependsOnARowThatIsHeldOut(long seed) throws IOException {
        List<String> rows = rows(seed);
        PreparedTable before = prepared(rows, Wishes.learn("y"), seed);

        for (Dataset held : List.of(before.validation().get(), before.test().get())) {
            for (int line : lines(held)) {
                rows.set(line - 1, "123456.5,other,1900-01-01,-98765.25");
            }
        }

        Preparation after = prepared(rows, Wishes.learn("y"), seed).preparation();
        assertThat(after.text()).isEqualTo(before.preparation().text());
        int learned = lines(before.training()).iterator().next();
        rows.set(learned - 1, "123456.5,other,1900-01-01,-98765.25");
        assertThat(prepared(rows, Wishes.learn("y"), seed).preparation()).isNotEqualTo(after);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void eachRowIsInOnePart(long seed) throws IOException {
        PreparedTable parts = prepared(rows(seed), Wishes.learn("y"), seed);

        var all = new ArrayList<>(lines(parts.training()));
        all.addAll(lines(parts.validation().orElseThrow()));
        all.addAll(lines(parts.test().orElseThrow()));

        assertThat(all)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(2, 121).boxed().toList());
        assertThat(parts.test().orElseThrow().size()).isEqualTo(24);
        assertThat(parts.validation().orElseThrow().size()).isEqualTo(24);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void noGroupIsInTwoParts(long seed) throws IOException {
        var random = new Random(seed);
        var lines = new ArrayList<String>(List.of("patient,x,y"));
        var patients = new ArrayList<Integer>(List.of(-1, -1)); // no line 0, and the head
        for (int row = 0; row < 200; row++) {
            patients.add(random.nextInt(15));
            lines.add(Text.of("p%d,%d.5,%d", patients.getLast(), random.nextInt(50), row % 2));
        }

        PreparedTable parts =
                prepared(lines, wishes(Gaps.FILL, new Partition.ByGroup("patient")), seed);

        var seen = new ArrayList<Integer>();
        for (Dataset part :
                List.of(parts.training(), parts.validation().get(), parts.test().get())) {
            seen.addAll(lines(part).stream().map(patients::get).distinct().toList());
        }
        assertThat(seen)
                .doesNotHaveDuplicates()
                .hasSize((int) patients.stream().distinct().count() - 1);
        assertThat(parts.test().get().size()).isBetween(40, 80);
        assertThat(parts.preparation().inputs()).containsExactly("x");
    }

    @Test
    void wordsThatMeanNoValueAreNoGroup() throws IOException {
        var lines = new ArrayList<String>(List.of("g,x,y"));
        for (String group : List.of("", "NA", "?", "null", "N/A", "p1", "p2", "p3")) {
            for (int row = 0; row < 4; row++) {
                lines.add(Text.of("%s,%d.5,%d", group, row, row % 2));
            }
        }

        PreparedTable parts = prepared(lines, wishes(Gaps.FILL, new Partition.ByGroup("g")), 1);

        assertThat(parts.notes()).contains("20 rows without a value in g left out");
        assertThat(
                        parts.training().size()
                                + parts.validation().get().size()
                                + parts.test().get().size())
                .isEqualTo(12);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void momentsWithOffsetsAreSplitByTheTimeInUtc(long seed) throws IOException {
        var random = new Random(seed);
        var lines = new ArrayList<String>(List.of("d,x,y"));
        var hours = new ArrayList<Integer>(List.of(0, 0)); // no line 0, and the head
        for (int row = 0; row < 40; row++) {
            int hour = 12 + row % 3;
            int offset = random.nextInt(19) - 9;
            hours.add(hour - offset);
            lines.add(
                    Text.of(
                            "2026-11-28T%02d:00%s%02d:00,%.3f,%.3f",
                            hour,
                            offset < 0 ? "-" : "+",
                            Math.abs(offset),
                            random.nextGaussian(),
                            random.nextGaussian()));
        }

        PreparedTable parts = prepared(lines, wishes(Gaps.FILL, new Partition.ByTime("d")), seed);

        int latestLearned = lines(parts.training()).stream().mapToInt(hours::get).max().getAsInt();
        assertThat(lines(parts.test().orElseThrow()))
                .allSatisfy(
                        line -> assertThat(hours.get(line)).isGreaterThanOrEqualTo(latestLearned));
    }

    @Test
    void aClassWithoutARowToLearnFromIsNamed() throws IOException {
        for (long seed = 1; seed < 40; seed++) {
            var lines = new ArrayList<String>(List.of("x,y"));
            for (int row = 0; row < 30; row++) {
                lines.add(row + ".5," + (row % 2 == 0 ? "cat" : "dog"));
            }
            lines.add("9.5,unicorn");

            PreparedTable parts = prepared(lines, Wishes.learn("y"), seed);

            if (lines(parts.training()).contains(32)) {
                assertThat(parts.notes())
                        .containsExactly(
                                "class 'unicorn' has 1 of 31 rows: too few to learn it well, or for scores of it to mean much");
            } else {
                assertThat(parts.notes())
                        .containsExactly(
                                "class 'unicorn' cannot be learned: the training part has no row of it, since its only row is held out; add rows of it, or leave the class out");
                return;
            }
        }
        throw new AssertionError("no seed holds the row out");
    }

    @Test
    void severalClassesOfVeryFewRowsAreNamedTogether() throws IOException {
        var lines = new ArrayList<String>(List.of("x,y"));
        for (int row = 0; row < 1000; row++) {
            lines.add(
                    row + ".5," + (row % 400 == 0 ? "rare" : row % 120 == 7 ? "seldom" : "usual"));
        }

        PreparedTable parts = prepared(lines, Wishes.learn("y"), 1);

        assertThat(parts.notes())
                .containsExactly(
                        "2 classes have fewer than 10 of 1,000 rows each, such as 'rare' with 3: too few to learn them well, or for scores of them to mean much");
    }

    @Test
    void aTableOfOneGroupHasNoneToHoldOut() {
        List<String> lines = List.of("g,x,y", "a,1.5,0", "a,2.5,1", "a,3.5,0");

        assertThatThrownBy(() -> prepared(lines, wishes(Gaps.FILL, new Partition.ByGroup("g")), 1))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("all rows are of one group");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void theLatestRowsAreTestedOnAndThoseBeforeThemValidateOn(long seed) throws IOException {
        List<String> rows = rows(seed);

        PreparedTable parts = prepared(rows, wishes(Gaps.FILL, new Partition.ByTime("d")), seed);

        List<String> learned = days(rows, parts.training());
        List<String> validated = days(rows, parts.validation().orElseThrow());
        List<String> tested = days(rows, parts.test().orElseThrow());
        assertThat(learned.getLast()).isLessThanOrEqualTo(validated.getFirst());
        assertThat(validated.getLast()).isLessThanOrEqualTo(tested.getFirst());
        assertThat(tested).hasSize(24);
    }

    private static List<String> days(List<String> rows, Dataset part) {
        return lines(part).stream()
                .map(line -> rows.get(line - 1).split(",", -1)[2])
                .sorted()
                .toList();
    }

    @Test
    void rowsAreNotSplitByTheTimeOfWords() {
        assertThatThrownBy(() -> prepared(rows(1), wishes(Gaps.FILL, new Partition.ByTime("c")), 1))
                .hasMessage(
                        "rows are split by time at a column of days or numbers, and 'c' is of kind category");
    }

    @Test
    void rowsWithGapsAreLeftOutOnRequestAndCounted() throws IOException {
        List<String> rows = rows(3);
        rows.set(5, "1.5,NA,2001-01-01,0.5");
        rows.set(6, "1.5,a,2001-01-01,");

        PreparedTable parts = prepared(rows, wishes(Gaps.DROP, new Partition.Stratified()), 3);

        assertThat(parts.notes())
                .containsExactly(
                        "1 row without a value in y left out",
                        "8 rows with a missing value left out");
        assertThat(parts.preparation().inputs()).doesNotContain("x missing", "c missing");
    }

    /** The same rows in a further table are measured as in the training table. */
    @ParameterizedTest
    @ValueSource(strings = {"y", "c"})
    void rowsWithoutATargetAreLeftOutOfAFurtherTableAsOfTheTrainingTable(String target)
            throws IOException {
        List<String> rows = rows(3);
        var taught = new ArrayList<>(rows);
        var missing = List.of("", "NA", "n/a", "null", "?", "NaN");
        for (int i = 0; i < missing.size(); i++) {
            rows.add(4 * i + 2, Text.of("1.5,%1$s,2001-01-01,%1$s", missing.get(i)));
        }
        Table table = Table.of(Files.write(folder.resolve("t.csv"), rows), TableFormat.usual());
        PreparedTable parts =
                PreparedTable.of(
                        table,
                        Roles.of(Survey.of(table), Wishes.learn(target)),
                        new PreparedTable.Shares(0, 0),
                        1);
        String note = "6 rows without a value in " + target + " left out";
        assertThat(parts.notes()).contains(note);

        PreparedTable.Further further = PreparedTable.further(table, parts.preparation());

        assertThat(further.notes()).contains(note);
        assertThat(further.data().size()).isEqualTo(120);
        assertThat(lines(further.data())).isEqualTo(lines(parts.training()));
        assertThat(values(further.data())).isEqualTo(values(parts.training()));
        Table whole = Table.of(Files.write(folder.resolve("u.csv"), taught), TableFormat.usual());
        PreparedTable.Further without = PreparedTable.further(whole, parts.preparation());
        assertThat(without.notes()).doesNotContain(note);
        assertThat(values(further.data())).isEqualTo(values(without.data()));
    }

    private static List<String> values(Dataset data) {
        var batch = new Batch(1, data.input().size(), data.target());
        var rows = new ArrayList<String>();
        for (int example = 0; example < data.size(); example++) {
            data.copy(example, batch, 0);
            rows.add(
                    Arrays.toString(batch.inputs())
                            + Arrays.toString(batch.labels())
                            + Arrays.toString(batch.values()));
        }
        return rows;
    }

    @Test
    void aFurtherTableWithoutATargetInAnyRowIsRefused() throws IOException {
        PreparedTable parts = prepared(rows(3), Wishes.learn("y"), 1);
        var none = List.of("x,c,d,y", "1.5,a,2001-01-01,", "1.5,a,2001-01-01,NA");
        Table table = Table.of(Files.write(folder.resolve("u.csv"), none), TableFormat.usual());

        assertThatThrownBy(() -> PreparedTable.further(table, parts.preparation()))
                .isInstanceOf(DataException.class)
                .hasMessageEndingWith(
                        "u.csv has no row that can be used: 2 rows without a value in y left out");
    }

    @Test
    void itsPartsAreNamedByTheWordsOfARecipe() throws IOException {
        var wishes =
                new Wishes(List.of("y"), Set.of(), Set.of("d"), Map.of("c", Kind.CATEGORY))
                        .with(Gaps.DROP)
                        .with(new Partition.ByTime("x"));

        PreparedTable parts = prepared(rows(1), wishes, 1);

        DataSource place = parts.training().origin().orElseThrow();
        assertThat(place.part()).isEqualTo(DataSource.Part.TRAINING);
        assertThat(place.words())
                .containsEntry("data", folder.resolve("t.csv").toString())
                .containsEntry("target", List.of("y"))
                .containsEntry("drop", List.of("d"))
                .containsEntry("columns", List.of("c:category"))
                .containsEntry("missing", "drop")
                .containsEntry("splitByTime", "x")
                .containsEntry("validationShare", 0.25)
                .containsEntry("testShare", 0.2)
                .hasSize(8);
        assertThat(parts.validation().orElseThrow().origin())
                .contains(new DataSource(place.words(), DataSource.Part.VALIDATION));
        assertThat(parts.test().orElseThrow().origin())
                .contains(new DataSource(place.words(), DataSource.Part.TEST));
    }
}
