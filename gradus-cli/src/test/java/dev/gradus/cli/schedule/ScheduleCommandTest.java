package dev.gradus.cli.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.cli.Session;
import dev.gradus.cli.syntax.ExitCode;
import dev.gradus.cli.syntax.Output.Reader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ScheduleCommandTest {
    @TempDir Path folder;

    @Test
    void csvHasEveryStepWithAllDigits() {
        Session session =
                schedule("\"torch.OneCycleLR(max_lr=0.1, total_steps=10)\" --steps 10 --csv");

        assertThat(session.outLines()).hasSize(11);
        assertThat(session.outLines().getFirst()).isEqualTo("step,learningRate,momentum");
        // PyTorch 1.13: OneCycleLR(max_lr=0.1, total_steps=10) at steps 0 and 9.
        double first = Double.parseDouble(session.outLines().get(1).split(",", -1)[1]);
        double last = Double.parseDouble(session.outLines().get(10).split(",", -1)[1]);
        assertThat(first).isEqualTo(0.004);
        assertThat(last).isEqualTo(4e-7, within(1e-15));
    }

    @Test
    void aPeersConstructorIsReadAsItStands() {
        Session session =
                schedule("\"torch.StepLR(lr=0.1, step_size=3, gamma=0.5)\" --steps 8 --csv");

        assertThat(session.outLines())
                .containsExactly(
                        "step,learningRate",
                        "0,0.1",
                        "1,0.1",
                        "2,0.1",
                        "3,0.05",
                        "4,0.05",
                        "5,0.05",
                        "6,0.025",
                        "7,0.025");
    }

    @Test
    void jsonIsOneObjectWithTheSameNumbers() {
        JsonNode json =
                JsonMapper.shared().readTree(schedule("\"linear(1, 0)\" --steps 4 --json").out());

        assertThat(json.get("expression").asString()).isEqualTo("linear(1, 0)");
        assertThat(json.get("steps").asInt()).isEqualTo(4);
        assertThat(json.get("learningRate").valueStream().map(JsonNode::asDouble))
                .containsExactly(1.0, 0.75, 0.5, 0.25);
    }

    @Test
    void aPersonSeesACurveAndKeyPoints() {
        Session session = schedule("oneCycle(0.01) --steps 1000");

        assertThat(session.outLines().getFirst()).isEqualTo("oneCycle(0.01)   1,000 steps");
        assertThat(session.out()).contains("learning rate", "momentum", "highest", "⠉");
        assertThat(session.out()).containsPattern("300 +0.01 +0.85 +highest");
        assertThat(session.outLines()).allMatch(line -> line.length() <= 80);
    }

    @Test
    void whatAKeyPointIsStandsOnTheScreenToItsLastWord() {
        Session session =
                schedule("cosine(0.01).warmup(epochs(1)) --epochs 10 --steps-per-epoch 9");

        assertThat(session.outLines()).allMatch(line -> line.length() <= 80);
        assertThat(session.out().replaceAll("\\s+", " "))
                .contains("highest, ramp from 0.01 to 0 in 81 steps");
    }

    @Test
    void aLengthInEpochsIsOfTheUsualNumberOfSteps() {
        assertThat(schedule("cosine(0.1) --epochs 3").outLines().getFirst())
                .isEqualTo("cosine(0.1)   300 steps, 3 epochs of 100");
    }

    @Test
    void whereUnicodeDoesNotArriveTheCurveIsStars() {
        Session session =
                Session.run(
                        folder,
                        StandardCharsets.US_ASCII,
                        Reader.TERMINAL,
                        "schedule",
                        "linear(1, 0)",
                        "--steps",
                        "50");

        assertThat(session.out()).contains("*").matches("\\p{ASCII}*").doesNotContain("?");
    }

    @Test
    void aControllerIsFedWithMetrics() {
        Session session =
                schedule("\"0.1 * plateau(patience=2)\" --metrics 1.0,0.9,0.95,0.93,0.99");

        assertThat(session.outLines())
                .containsExactly(
                        "report,metric,learningRate,factor",
                        "0,1.0,0.1,1.0",
                        "1,0.9,0.1,1.0",
                        "2,0.95,0.1,1.0",
                        "3,0.93,0.1,0.1",
                        "4,0.99,0.010000000000000002,0.1");
    }

    @Test
    void checkTellsWhatIsSeldomMeant() {
        assertThat(
                        schedule(
                                        "\"ramp(0, 0.1, steps(10)).then(cosine(0.1))\" --steps 100 --check")
                                .outLines())
                .hasSize(1)
                .allMatch(line -> line.contains("the first update has the value 0"));
        assertThat(schedule("constant(0.1) --check").outLines())
                .containsExactly("no likely mistakes");
    }

    @Test
    void explainTellsHowEachValueComesAbout() {
        assertThat(schedule("oneCycle(0.01) --explain 500").out())
                .contains("learningRate at step 500", "momentum at step 500", "phase 2 of 2");
    }

    @Test
    void theLastOfSeveralLengthsHolds() {
        Session session =
                Session.run(folder, Session.words("schedule 0.1 --csv --steps 5 --steps 3"));

        assertThat(session.outLines()).hasSize(4);
        assertThat(session.err())
                .isEqualTo(
                        "gradus: --steps was given more than once (5, 3); the last value counts\n");
    }

    @Test
    void expandShowsPrimitives() {
        assertThat(schedule("cosine(0.1) --expand").outLines())
                .containsExactly("ramp(0.1, 0, rest(), COSINE)");
    }

    @Test
    void picturesAreWrittenToFiles() throws IOException {
        Session session = schedule("cosine(0.1) --svg curve.svg --png curve.png");

        assertThat(session.outLines()).hasSize(2);
        assertThat(Files.readString(folder.resolve("curve.svg"))).contains("<svg");
        assertThat(Files.readAllBytes(folder.resolve("curve.png")))
                .startsWith(0x89, 'P', 'N', 'G')
                .hasSizeGreaterThan(10_000);
    }

    private Session schedule(String line) {
        Session session = Session.run(folder, Session.words("schedule " + line));
        assertThat(session.err()).isEmpty();
        assertThat(session.code()).isEqualTo(ExitCode.DONE);
        return session;
    }
}
