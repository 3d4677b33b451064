package dev.gradus.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.cli.Session;
import dev.gradus.cli.syntax.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is predicted is what is measured, row for row. */
class PredictCommandTest {
    private static final int ROWS = 60;

    @TempDir private static Path folder;

    /** Three kinds far apart, so that the probabilities of two of them round to 1. */
    @BeforeAll
    static void train() throws IOException {
        String rows =
                IntStream.range(0, ROWS)
                        .mapToObj(row -> 20 * (row % 3) + "," + "xyz".charAt(row % 3) + "\n")
                        .collect(Collectors.joining());
        Files.writeString(folder.resolve("far.csv"), "size,kind\n" + rows);
        for (String loss : List.of("binaryCrossEntropy", "softmaxCrossEntropy")) {
            Session trained =
                    Session.run(
                            folder,
                            Session.words(
                                    "train far.csv --label kind --model dense(3) --optimizer sgd --lr 5 --steps 300 --backend java --quiet --loss "
                                            + loss
                                            + " --name "
                                            + loss));
            assertThat(trained.code()).as(trained.err()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 255, 256, 257, 513})
    void anyNumberOfRowsIsPredicted(int rows) throws IOException {
        Files.writeString(folder.resolve("new.csv"), "size\n" + "20\n".repeat(rows));
        Session predicted = Session.run(folder, "predict", "softmaxCrossEntropy", "new.csv");
        assertThat(predicted.code()).as(predicted.err()).isZero();
        assertThat(predicted.outLines()).hasSize(rows + 1);
        assertThat(predicted.outLines().getLast()).startsWith(rows - 1 + ",");
    }

    @Test
    void theClassIsThatOfTheLargestOutputWhereProbabilitiesRoundToTheSame() {
        Session measured =
                Session.run(folder, "evaluate", "binaryCrossEntropy", "far.csv", "--label", "kind");
        assertThat(measured.out()).contains("accuracy 100.00%");
        Session predicted =
                Session.run(folder, "predict", "binaryCrossEntropy", "far.csv", "--label", "kind");
        assertThat(predicted.out()).contains(",z,0.0,1.0,1.0,");
        assertThat(predicted.outLines().stream().skip(1).map(line -> line.split(",", -1)[1]))
                .containsExactlyElementsOf(
                        IntStream.range(0, ROWS)
                                .mapToObj(row -> String.valueOf("xyz".charAt(row % 3)))
                                .toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "auto"})
    void aRowWithoutFiniteAnswersHasAnErrorInTheirPlace(String backend) throws IOException {
        Files.writeString(folder.resolve("huge.csv"), "size\n1e38\n20\n");
        Session predicted =
                Session.run(
                        folder,
                        "predict",
                        "softmaxCrossEntropy",
                        "huge.csv",
                        "--json",
                        "--backend",
                        backend);
        assertThat(predicted.code()).isEqualTo(ExitCode.DATA);
        assertThat(predicted.outLines().getFirst())
                .startsWith(
                        "{\"row\":0,\"error\":\"the network computes no finite numbers for this row, got [NaN");
        assertThat(predicted.outLines().getLast()).startsWith("{\"row\":1,\"class\":");
        assertThat(predicted.err()).contains("1 row could not be predicted");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    0          | --threads: threads must be at least 1, got 0
                    1025       | --threads: threads must be at most 1024, got 1025
                    2000000000 | --threads: threads must be at most 1024, got 2000000000
                    """)
    void threadsAreLimitedAsInTraining(String threads, String sentence) {
        for (String command : List.of("predict", "evaluate")) {
            Session session =
                    Session.run(
                            folder,
                            command,
                            "softmaxCrossEntropy",
                            "far.csv",
                            "--threads",
                            threads);
            assertThat(session.code()).isEqualTo(ExitCode.USAGE);
            assertThat(session.err()).startsWith("gradus: " + sentence);
        }
    }

    @Test
    void whatIsNoFileIsNotReplacedByOne() {
        Session predicted =
                Session.run(
                        folder,
                        "predict",
                        "softmaxCrossEntropy",
                        "far.csv",
                        "--label",
                        "kind",
                        "--out",
                        "/dev/null");
        assertThat(predicted.code()).isEqualTo(ExitCode.DATA);
        assertThat(predicted.err())
                .isEqualToIgnoringNewLines(
                        "gradus: cannot write /dev/null: it is a device or a pipe, and only a file can be written as a whole");
        assertThat(Files.isRegularFile(Path.of("/dev/null"))).isFalse();
    }
}
