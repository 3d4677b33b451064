package dev.gradus.bench.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.bench.tables.TablesReport.Score;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class TablesReportTest {
    @TempDir private Path folder;

    @Test
    void setsAMeanOverSplitsBesideTheBetterReferenceAndSpreadsOverSeeds() {
        var report = new TablesReport(false);
        report.add(
                new Reference("a", "y", 0.9, 0.92),
                List.of(new Score(1, 90), new Score(1, 92), new Score(2, 92), new Score(2, 94)));
        report.add(new Reference("b", "y", 0.5, 0.4), List.of(new Score(1, 45)));
        assertThat(report.table())
                .isEqualTo(
                        """
                        | table   | gradus | seeds ± | linear | perceptron | difference | bar    |
                        | ------- | -----: | ------: | -----: | ---------: | ---------: | ------ |
                        | a       |  92.00 |    1.41 |  90.00 |      92.00 |       0.00 | met    |
                        | b       |  45.00 |    0.00 |  50.00 |      40.00 |      -5.00 | missed |
                        | average |  68.50 |    0.71 |  70.00 |      66.00 |      -2.50 | missed |
                        """);
    }

    @Test
    void spreadIsTheDeviationOfASample() {
        assertThat(TablesReport.deviation(List.of(2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0)))
                .isCloseTo(Math.sqrt(32.0 / 7), within(1e-12));
    }

    @Test
    void trainsNothingTwiceThatItsFileOfResultsHas() throws IOException {
        Files.writeString(
                folder.resolve("reference.json"),
                "{\"t\": {\"target\": \"y\", \"kind\": \"c\", \"linear\": 1, \"mlp\": 1}}");
        var rows = new StringBuilder("x,y\n");
        for (int row = 0; row < 40; row++) {
            rows.append(row % 2 == 0 ? "-1." : "1.")
                    .append(row)
                    .append(row % 2 == 0 ? ",a\n" : ",b\n");
        }
        Files.writeString(folder.resolve("t.0.train.csv"), rows);
        Files.writeString(folder.resolve("t.0.test.csv"), rows);
        Path results = folder.resolve("results.tsv");
        List<String> first = measured(results);
        assertThat(first).hasSize(2).allMatch(line -> line.endsWith("\t100.0"));
        Files.writeString(results, first.getFirst() + "\ntorn");
        assertThat(measured(results)).containsExactly(first.getFirst(), "torn", first.get(1));
    }

    private List<String> measured(Path results) throws IOException {
        int code =
                new CommandLine(new TablesCommand())
                        .execute(
                                "--data=" + folder,
                                "--seeds=2",
                                "--jobs=1",
                                "--with=steps=60",
                                "--results=" + results);
        assertThat(code).isZero();
        return Files.readAllLines(results);
    }
}
