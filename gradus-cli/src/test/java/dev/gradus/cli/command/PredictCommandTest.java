package dev.gradus.cli.command;

import static dev.gradus.nn.layer.Layers.dense;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.cli.Session;
import dev.gradus.cli.syntax.ExitCode;
import dev.gradus.model.Meaning;
import dev.gradus.model.Model;
import dev.gradus.model.Provenance;
import dev.gradus.model.StateValues;
import dev.gradus.nn.Network;
import dev.gradus.nn.engine.StateEntry;
import dev.gradus.nn.loss.Loss;
import dev.gradus.nn.loss.Losses;
import dev.gradus.nn.optimizer.Optimizers;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.nn.tensor.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
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
    static void write() throws IOException {
        String rows =
                IntStream.range(0, ROWS)
                        .mapToObj(row -> 20 * (row % 3) + "," + "xyz".charAt(row % 3) + "\n")
                        .collect(Collectors.joining());
        Files.writeString(folder.resolve("far.csv"), "size,kind\n" + rows);
        model(Losses.binaryCrossEntropy()).save(folder.resolve("sigmoid.gradus"));
        model(Losses.softmaxCrossEntropy()).save(folder.resolve("softmax.gradus"));
    }

    private static Model model(Loss loss) {
        var network = Network.of(Shape.vector(1), dense(3));
        var values =
                new StateValues(
                        StateEntry.all(network, Optimizers.sgd()),
                        List.of(new float[] {-2, 1, 2}, new float[] {30, 0, -30}));
        var meaning = new Meaning(Target.classes(3), List.of("x", "y", "z"), Optional.empty());
        return new Model(network, loss, values, meaning, Provenance.unknown());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 255, 256, 257, 513})
    void anyNumberOfRowsIsPredicted(int rows) throws IOException {
        Files.writeString(folder.resolve("new.csv"), "size\n" + "20\n".repeat(rows));
        Session predicted = predict("softmax.gradus new.csv");
        assertThat(predicted.code()).as(predicted.err()).isZero();
        assertThat(predicted.outLines()).hasSize(rows + 1);
        assertThat(predicted.outLines().getLast()).startsWith(rows - 1 + ",");
    }

    @Test
    void theClassIsThatOfTheLargestOutputWhereProbabilitiesRoundToTheSame() {
        Session measured =
                Session.run(folder, "evaluate", "sigmoid.gradus", "far.csv", "--label", "kind");
        assertThat(measured.out()).contains("accuracy 100.00%");
        Session predicted = predict("sigmoid.gradus far.csv --label kind");
        assertThat(predicted.out()).containsPattern(",z,[0-9.E-]+,1.0,1.0,");
        assertThat(predicted.outLines().stream().skip(1).map(line -> line.split(",", -1)[1]))
                .containsExactlyElementsOf(
                        IntStream.range(0, ROWS)
                                .mapToObj(row -> String.valueOf("xyz".charAt(row % 3)))
                                .toList());
    }

    private Session predict(String line) {
        return Session.run(folder, Session.words("predict " + line));
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "auto"})
    void aRowWithoutFiniteAnswersHasAnErrorInTheirPlace(String backend) throws IOException {
        Files.writeString(folder.resolve("huge.csv"), "size\n3e38\n20\n");
        Session predicted = predict("softmax.gradus huge.csv --json --backend " + backend);
        assertThat(predicted.code()).isEqualTo(ExitCode.DATA);
        assertThat(predicted.outLines().getFirst())
                .startsWith(
                        "{\"row\":0,\"error\":\"the network's output for this row is not finite: [NaN");
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
                            "softmax.gradus",
                            "far.csv",
                            "--label",
                            "kind",
                            "--threads",
                            threads);
            assertThat(session.code()).isEqualTo(ExitCode.USAGE);
            assertThat(session.err()).contains("gradus: " + sentence);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"softmax.gradus", "far.csv", "./far.csv", "link.csv"})
    void whatIsReadIsNotReplacedByPredictions(String out) throws IOException {
        Path link = folder.resolve("link.csv");
        Files.deleteIfExists(link);
        Files.createLink(link, folder.resolve("far.csv"));
        Path written = folder.resolve(out);
        byte[] before = Files.readAllBytes(written);

        Session predicted = predict("softmax.gradus far.csv --label kind --out " + out);

        assertThat(predicted.code()).isEqualTo(ExitCode.USAGE);
        assertThat(predicted.err())
                .isEqualToIgnoringNewLines(
                        "gradus: --out %s would replace what the predictions are made from; give another name"
                                .formatted(out));
        assertThat(written).hasBinaryContent(before);
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no devices among its files")
    void aModelThatIsNoFileIsSaidToBeNone() throws IOException {
        Path link = folder.resolve("gone.gradus");
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, link.getFileName());
        Map<String, String> sentences =
                Map.of(
                        "gone.gradus", "is a link that leads to no file",
                        "/dev/zero", "is a pipe or a device; a model is read from a file",
                        "none.gradus", "there is no model file ");
        sentences.forEach((name, sentence) -> {
            Session predicted = predict(name + " far.csv");
            assertThat(predicted.code()).isEqualTo(ExitCode.DATA);
            assertThat(predicted.err()).contains(sentence).hasLineCount(1);
        });
    }

    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no devices among its files")
    @Test
    void whatIsNoFileIsNotReplacedByOne() {
        Session predicted = predict("softmax.gradus far.csv --label kind --out /dev/null");
        assertThat(predicted.code()).isEqualTo(ExitCode.DATA);
        assertThat(predicted.err())
                .isEqualToIgnoringNewLines(
                        "gradus: cannot write /dev/null: it is a device or a pipe, and only a file can be written atomically");
        assertThat(Files.isRegularFile(Path.of("/dev/null"))).isFalse();
    }
}
