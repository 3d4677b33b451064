package dev.gradus.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.cli.Session;
import dev.gradus.cli.syntax.ExitCode;
import dev.gradus.number.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tables of few rows are soon learned by heart, and others cannot be learned at all. */
class SmallDataSearchTest {
    private static final int ROWS = 240;
    private static final String FAST =
            " --backend java --threads 1 --batch-size 32 --steps 60 --find-budget 25";

    @TempDir Path folder;

    private void table(String heading, int rows, IntFunction<String> row) throws IOException {
        Files.writeString(
                folder.resolve("rows.csv"),
                IntStream.range(0, rows)
                        .mapToObj(row)
                        .collect(Collectors.joining("\n", heading + "\n", "\n")));
    }

    private static String numbers(double... numbers) {
        return IntStream.range(0, numbers.length)
                .mapToObj(i -> Text.of("%.4f", numbers[i]))
                .collect(Collectors.joining(","));
    }

    private Session run(String words) {
        return Session.run(folder, Session.words(words));
    }

    @Test
    void tenRowsThatAreSoonLearnedByHeartGiveAModestRateThatIsNotTrustedMuch() throws IOException {
        table("a,y", 10, i -> Text.of("%.1f,%d", (i % 2 == 0 ? -1 : 1) * (1 + i / 10.0), i % 2));

        JsonNode found =
                JsonMapper.shared()
                        .readTree(
                                run("find rows.csv --target y --backend java --threads 1 --json")
                                        .out());

        assertThat(found.get("rate").asDouble()).isBetween(1e-3, 0.1);
        assertThat(found.get("confidence").asString()).isEqualTo("low");
        assertThat(found.get("doubts").toString()).contains("memorize", "held out");
    }

    /** With the same reason and exit code. */
    private void assertNeitherFindsNorTrains() {
        Session search = run("find rows.csv --target y" + FAST);
        Session training = run("train rows.csv --target y --lr auto" + FAST);

        assertThat(search.code()).isEqualTo(training.code()).isEqualTo(ExitCode.USAGE);
        assertThat(training.err())
                .startsWith("gradus: no learning rate was found: ")
                .contains("so the targets may be random");
        assertThat(search.err()).isEqualTo(training.err());
        assertThat(folder.resolve("runs")).doesNotExist();
    }

    @Test
    void noiseIsNotLearned() throws IOException {
        var random = new Random(1);
        table(
                "a,b,c,y",
                ROWS,
                _ ->
                        numbers(
                                random.nextGaussian(),
                                random.nextGaussian(),
                                random.nextGaussian(),
                                random.nextGaussian()));
        assertNeitherFindsNorTrains();
    }

    @Test
    void shuffledLabelsAreNotLearned() throws IOException {
        var random = new Random(3);
        table(
                "a,b,y",
                ROWS,
                _ ->
                        numbers(random.nextGaussian(), random.nextGaussian())
                                + ",kind"
                                + random.nextInt(3));
        assertNeitherFindsNorTrains();
    }

    /** As much noise as there is in the diabetes table. */
    @ParameterizedTest
    @ValueSource(longs = {2, 3, 4})
    void aNoisyRegressionIsSearchedForWhateverTheSeed(long seed) throws IOException {
        var random = new Random(5);
        table(
                "a,b,c,y",
                ROWS,
                _ -> {
                    double a = random.nextGaussian();
                    double b = random.nextGaussian();
                    return numbers(
                            a, b, random.nextGaussian(), a - b + 1.7 * random.nextGaussian());
                });
        String options = FAST + " --seed " + seed + " --lr constant(auto)";

        Session search = run("find rows.csv --target y" + options);

        assertThat(search.code()).isEqualTo(ExitCode.DONE);
        assertThat(rate(search)).isBetween(1e-3, 0.3);
    }

    private static double rate(Session search) {
        var answer = Pattern.compile("(?m)^answer: (\\S+), ").matcher(search.out());
        assertThat(answer.find()).as(search.out()).isTrue();
        return Double.parseDouble(answer.group(1));
    }

    @Test
    void aSweepThatIsLongerThanTheRunSaysSo() throws IOException {
        table("a,y", ROWS, i -> numbers(Math.sin(i), Math.sin(i) + 0.1 * Math.cos(7 * i)));

        assertThat(
                        run("find rows.csv --target y --backend java --threads 1 --batch-size 32 --steps 40 --find-budget 0")
                                .out())
                .contains("note: a sweep of 100 steps is longer than the run of 40");
    }
}
