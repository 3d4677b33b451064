package dev.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.model.Model;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs whose model is an average of the weights. */
class AverageTest {
    private static final String TRAIN =
            "train points.csv --target kind --model \"dense(6, bias=false) batchNorm tanh dense(3)\" --backend %s"
                    + " --threads 1 --steps 24 --lr 0.2 --batch-size 5 --validation-share 0.3"
                    + " --name %s ";

    @TempDir private static Path folder;

    @BeforeAll
    static void writePoints() throws IOException {
        var points = new StringBuilder("x,y,kind\n");
        for (int i = 0; i < 40; i++) {
            points.append(
                    "%s,%s,%s%n"
                            .formatted(
                                    Math.sin(i),
                                    Math.cos(3.0 * i),
                                    List.of("a", "b", "c").get(i % 3)));
        }
        Files.writeString(folder.resolve("points.csv"), points);
    }

    private static Session run(String line) {
        Session session = Session.run(folder, Session.words(line));
        assertThat(session.code()).as(session.err()).isZero();
        return session;
    }

    private static Model model(String run) {
        return Model.load(folder.resolve("runs").resolve(run).resolve("model.gradus"));
    }

    @Test
    void theRunSaysWhichWeightsItsModelHas() {
        Session run = run(TRAIN.formatted("java", "said") + "--average swa(from=0.5)");
        assertThat(run.out())
                .contains(
                        "what is validated, kept as the best and saved is the average of the weights by swa(from=0.5) from step 12 on",
                        "model: the newest, of step 24, averaged by swa(from=0.5)");
        assertThat(run("show said").out()).contains("average: swa(from=0.5)");
        assertThat(run("recipe said").out()).contains("average: swa(from=0.5)");
    }

    @Test
    void bothBackendsAverageAlike() {
        run(TRAIN.formatted("java", "plain") + "--quiet --average ema(0.9)");
        run(TRAIN.formatted("onednn", "fast") + "--quiet --average ema(0.9)");
        run(TRAIN.formatted("java", "without") + "--quiet");
        for (int i = 0; i < model("plain").values().entries().size(); i++) {
            float[] plain = model("plain").values().values(i);
            float[] fast = model("fast").values().values(i);
            for (int k = 0; k < plain.length; k++) {
                assertThat(fast[k]).isCloseTo(plain[k], within(1e-4f));
            }
        }
        assertThat(model("without").values()).isNotEqualTo(model("plain").values());
    }

    @Test
    void aRunWithAnAverageIsReplayedAndGoneOnWith() {
        run(TRAIN.formatted("java", "whole") + "--quiet --average ema(0.9)");
        assertThat(run("replay whole").out()).contains("identical: 24 steps");
        run("resume whole --steps 30 --extend append --quiet");
        assertThat(model("whole").provenance().facts()).containsEntry("step", "30");
    }

    @Test
    void whatIsNoAverageIsRefused() {
        Session refused =
                Session.run(
                        folder,
                        Session.words(TRAIN.formatted("java", "none") + "--average mean(3)"));
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains("mean", "ema", "swa");
    }
}
