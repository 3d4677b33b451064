package dev.gradus.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.data.disk.DiskTable;
import dev.gradus.number.Text;
import dev.gradus.prepare.Roles;
import dev.gradus.prepare.Survey;
import dev.gradus.prepare.Wishes;
import dev.gradus.prepare.table.TableFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetLeaksTest {
    private static final String[] ANIMALS = {"cat", "dog", "owl"};

    @TempDir private Path folder;

    private final Random random = new Random(1);

    /**
     * Returns the remarks on a table of noise and one more column, of which 60 rows are learned.
     */
    private List<String> remarks(String header, IntFunction<String> row) throws IOException {
        return remarks(header, 75, row);
    }

    private List<String> remarks(String header, int rows, IntFunction<String> row)
            throws IOException {
        var lines = new ArrayList<String>(List.of("noise," + header));
        for (int i = 0; i < rows; i++) {
            lines.add(random.nextGaussian() + "," + row.apply(i));
        }
        Table table = Table.of(Files.write(folder.resolve("t.csv"), lines), TableFormat.usual());
        var roles = Roles.of(Survey.of(table), Wishes.learn("answer"));
        return PreparedTable.of(table, roles, new PreparedTable.Shares(0, 0.2), 1).notes();
    }

    private static String tellsTheClass(int rows) {
        return Text.of(
                "column 'leak' alone tells the class of each of the %d training rows; if it is not known before 'answer' is, leave it out (--drop \"leak\")",
                rows);
    }

    private static String ordersTheRows(int rows) {
        return Text.of(
                "column 'leak' alone puts the %d training rows in the order of 'answer'; if it is not known before 'answer' is, leave it out (--drop \"leak\")",
                rows);
    }

    @Test
    void anotherSpellingOfTheClassIsNamed() throws IOException {
        assertThat(
                        remarks(
                                "leak,answer",
                                i ->
                                        List.of("Katze", "Hund", "Eule").get(i % 3)
                                                + ","
                                                + ANIMALS[i % 3]))
                .containsExactly(tellsTheClass(60));
    }

    @Test
    void anotherWordForYesAndNoIsNamed() throws IOException {
        assertThat(remarks("leak,answer", i -> i % 3 == 0 ? "yes,1" : "no,0"))
                .containsExactly(tellsTheClass(60));
    }

    @Test
    void numbersWhoseRangesAreThoseOfTheClassesAreNamed() throws IOException {
        assertThat(
                        remarks(
                                "leak,answer",
                                i -> (i * 7 % 3 * 10 + random.nextDouble()) + "," + ANIMALS[i % 3]))
                .containsExactly(tellsTheClass(60));
    }

    /** The day on which a customer left is known of those who did. */
    @Test
    void daysThatAreKnownOfOneClassOnlyAreNamed() throws IOException {
        assertThat(
                        remarks(
                                "leak,answer",
                                i ->
                                        i % 4 == 0
                                                ? LocalDate.ofEpochDay(20_000 + i) + ",left"
                                                : ",stayed"))
                .containsExactly(tellsTheClass(60));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.9, -3, 1e-5})
    void theAnswerInAnotherUnitIsNamed(double factor) throws IOException {
        assertThat(
                        remarks(
                                "leak,answer",
                                i -> {
                                    double answer = Math.exp(random.nextGaussian());
                                    return factor * answer + "," + answer;
                                }))
                .containsExactly(ordersTheRows(60));
    }

    @Test
    void theAnswerRoundedIsNamed() throws IOException {
        assertThat(
                        remarks(
                                "leak,answer",
                                i -> {
                                    double answer = 100 * random.nextDouble();
                                    return Math.round(answer) / 1.0 + "," + answer;
                                }))
                .containsExactly(ordersTheRows(60));
    }

    @Test
    void severalColumnsAreNamedInOneLine() throws IOException {
        assertThat(
                        remarks(
                                "a,b,c,d,e,f,g,answer",
                                i -> {
                                    double answer = random.nextGaussian();
                                    return "%1$s,-%1$s,1%1$s,2%1$s,3%1$s,4%1$s,5%1$s,%1$s"
                                            .formatted(Math.abs(answer));
                                }))
                .containsExactly(
                        "each of columns 'a', 'b', 'c', 'd', 'e' and 2 more alone puts the 60 training rows in the order of 'answer'; leave out those that are not known before 'answer' is (--drop)");
    }

    /** Of a large table some rows are looked at, in memory and on disk. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aLargeTableIsLookedAtInPart(boolean isOnDisk) throws IOException {
        var lines = new ArrayList<String>(List.of("noise,leak,answer"));
        for (int i = 0; i < 50_000; i++) {
            lines.add(random.nextGaussian() + "," + (i % 2 == 0 ? "a,yes" : "b,no"));
        }
        Table table = Table.of(Files.write(folder.resolve("t.csv"), lines), TableFormat.usual());
        var roles = Roles.of(Survey.of(table), Wishes.learn("answer"));
        var shares = new PreparedTable.Shares(0, 0);
        PreparedTable prepared =
                isOnDisk
                        ? DiskTable.of(table, roles, shares, 1, folder)
                        : PreparedTable.of(table, roles, shares, 1);

        assertThat(prepared.notes())
                .contains(
                        "column 'leak' alone tells the class of each of 20,000 of the 50,000 training rows; if it is not known before 'answer' is, leave it out (--drop \"leak\")");
    }

    /** What is told of most rows is what there is to learn. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void aColumnThatIsWrongOnceIsNotNamed(int kind) throws IOException {
        assertThat(
                        remarks(
                                "leak,answer",
                                1500,
                                i -> {
                                    boolean isWrong = i == 0 || i == 77 || i == 777 || i == 1400;
                                    int told = isWrong ? (i + 1) % 3 : i % 3;
                                    return switch (kind) {
                                        case 0 -> "word" + told + "," + ANIMALS[i % 3];
                                        case 1 -> told + random.nextDouble() + "," + ANIMALS[i % 3];
                                        case 2 -> (told == 0) + "," + (i % 3 == 0);
                                        default -> (isWrong ? 0.5 : i + 0.5) + "," + (i + 0.25);
                                    };
                                }))
                .isEmpty();
    }

    /** Of a hundred columns of chance, none is taken for one that knows. */
    @ParameterizedTest
    @CsvSource({"25, 2", "25, 12", "60, 1", "400, 2"})
    void columnsOfChanceAreNotNamed(int rows, int ofOther) throws IOException {
        var names = new StringBuilder();
        for (int column = 0; column < 100; column++) {
            names.append("c").append(column).append(',');
        }
        assertThat(
                        remarks(
                                names + "answer",
                                rows,
                                i -> {
                                    var row = new StringBuilder();
                                    for (int column = 0; column < 100; column++) {
                                        int kind = column % 3;
                                        row.append(
                                                        kind == 0
                                                                ? random.nextDouble()
                                                                : kind == 1
                                                                        ? "w" + random.nextInt(10)
                                                                        : random.nextInt(5))
                                                .append(',');
                                    }
                                    return row + (i < ofOther ? "rare" : "usual");
                                }))
                .noneMatch(note -> note.contains("alone"));
    }

    /** They have few values, and what is learned many. */
    @Test
    void sizesThatOrderWhatIsLearnedAreNotNamed() throws IOException {
        assertThat(
                        remarks(
                                "size,answer",
                                i -> 36 + 2 * (i % 5) + "," + (i % 5 + 0.9 * random.nextDouble())))
                .isEmpty();
    }
}
