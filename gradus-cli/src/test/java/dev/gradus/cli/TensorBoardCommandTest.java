package dev.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run's numbers for other programs. */
class TensorBoardCommandTest {
    private static final String TRAIN =
            "train points.csv --target kind --model \"dense(4) tanh dense(3)\" --backend java --threads 1"
                    + " --steps 12 --lr 0.1 --batch-size 5 --validation-share 0.3 --quiet --name %s ";

    @TempDir private static Path folder;

    @BeforeAll
    static void writePoints() throws IOException {
        var points = new StringBuilder("x,y,kind\n");
        for (int i = 0; i < 40; i++) {
            String kind = List.of("a", "b", "c").get(i % 3);
            points.append("%s,%s,%s%n".formatted(Math.sin(i), Math.cos(3.0 * i), kind));
        }
        Files.writeString(folder.resolve("points.csv"), points);
    }

    private static Session run(String line) {
        Session session = Session.run(folder, Session.words(line));
        assertThat(session.code()).as(session.err()).isZero();
        return session;
    }

    private static List<Path> files(String run) throws IOException {
        try (Stream<Path> files =
                Files.list(folder.resolve("runs").resolve(run + "/tensorboard"))) {
            return files.sorted().toList();
        }
    }

    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    }

    @Test
    void aRunWritesItsNumbersAndItsWeightsAndGoesOnInAnotherFile() throws IOException {
        run(TRAIN.formatted("drawn") + "--tensorboard --histograms");
        assertThat(files("drawn"))
                .singleElement()
                .satisfies(file ->
                        assertThat(text(file))
                                .contains(
                                        "brain.Event:2",
                                        "learningRate",
                                        "gradientNorm",
                                        "trainLoss",
                                        "validation/accuracy",
                                        "dense1.weight"));
        run("resume drawn --steps 18 --extend append --quiet");
        assertThat(files("drawn")).hasSize(2);
        assertThat(run("replay drawn").out()).contains("identical: 18 steps");
    }

    @Test
    void weightsAloneAreRefused() {
        Session refused =
                Session.run(folder, Session.words(TRAIN.formatted("alone") + "--histograms"));
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err())
                .contains(
                        "histograms are written into TensorBoard's file; add tensorboard (--tensorboard)");
    }

    @Test
    void theNumbersOfARunAreExportedAsCommaSeparatedValues() throws IOException {
        run(TRAIN.formatted("listed"));
        run("export listed --to steps.csv");
        assertThat(Files.readAllLines(folder.resolve("steps.csv")))
                .hasSize(13)
                .first()
                .asString()
                .startsWith("step,epoch,loss,learningRate");
        run("export listed --epochs --to epochs.csv");
        assertThat(Files.readAllLines(folder.resolve("epochs.csv")))
                .hasSize(3)
                .first()
                .asString()
                .contains("accuracy");
        Session refused =
                Session.run(
                        folder, Session.words("export runs/listed/model.gradus --to other.csv"));
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains("only a run has the numbers of each step; name the run");
    }
}
