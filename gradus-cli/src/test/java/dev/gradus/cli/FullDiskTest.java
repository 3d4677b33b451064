package dev.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.cli.syntax.ExitCode;
import dev.gradus.run.Run;
import dev.gradus.run.Runs;
import dev.gradus.run.event.TrainingEvent.RunEnded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a run says of itself whose record has no room on the disk. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "files are limited by a shell")
class FullDiskTest {
    private static final String TRAIN =
            "train points.csv --target class --model linear --backend java --threads 1 --batch-size 5 --steps 400 --quiet --name ";

    @TempDir Path folder;

    @Test
    @Timeout(120)
    void aRunWhoseEndFoundNoRoomIsUnrecordedAndSaysHowItEnded() throws Exception {
        writePoints();
        assertThat(run(TRAIN + "calm").code()).isZero();

        Process process = Launched.limited(folder, 60, Session.words(TRAIN + "fox"));

        assertThat(process.waitFor())
                .as(Files.readString(folder.resolve("output")))
                .isEqualTo(ExitCode.UNKEPT);
        String word = "completed, after 400 steps; cannot write ";
        assertThat(run("runs").out().lines().filter(line -> line.startsWith("fox")))
                .singleElement()
                .asString()
                .contains(" unrecorded ", word);
        assertThat(run("runs --json").out())
                .contains("\"state\":\"unrecorded\",\"detail\":\"" + word);
        assertThat(run("control fox stop").err())
                .contains("run fox is not training: " + word, "fox continues it");
        assertThat(run("resume fox --quiet").code()).isZero();
        assertThat(state("fox")).isEqualTo(state("calm"));
        assertThat(run("runs").out()).doesNotContain("unrecorded");
    }

    @Test
    @Timeout(120)
    void theModelOfAnEarlierEndIsNotOfferedWhereTheNewOneFoundNoRoom() throws Exception {
        writePoints();
        String wide = "--model \"dense(8000) tanh dense(2)\"";
        assertThat(run(TRAIN.replace("--model linear", wide) + "fox").out()).contains("kept: ");

        Process process =
                Launched.limited(
                        folder,
                        60,
                        "resume",
                        "fox",
                        "--steps",
                        "404",
                        "--extend",
                        "keep",
                        "--quiet");

        assertThat(process.waitFor()).isEqualTo(ExitCode.UNKEPT);
        assertThat(Files.readString(folder.resolve("output")))
                .contains("the model could not be saved", "is from an earlier end of the run")
                .doesNotContain("kept: ", " predict ");
    }

    @Test
    @Timeout(120)
    void aSweepSaysWhatItsRunsCouldNotKeep() throws Exception {
        writePoints();
        String[] wide =
                Session.words(
                        "sweep points.csv --target class --over lr=0.1 --model \"dense(16000) tanh dense(2)\" --steps 4 --backend java --quiet --name fox");

        Process process = Launched.limited(folder, 200, wide);

        assertThat(process.waitFor()).isEqualTo(ExitCode.UNKEPT);
        assertThat(Files.readString(folder.resolve("output")))
                .contains("gradus: run 0001: the model could not be saved: ")
                .contains("gradus: run 0001: the checkpoint at the end could not be saved: ");
    }

    @Test
    @Timeout(120)
    void aSweepThatFindsNoRoomForAResultNamesTheCommandThatGoesOnWithIt() throws Exception {
        writePoints();
        String sweep =
                "sweep points.csv --target class --model linear --steps 4 --over lr=0.1,0.2 --seeds 20 --backend java --quiet --name ";
        assertThat(run(sweep + "calm").code()).isZero();

        Process process = Launched.limited(folder, 25, Session.words(sweep + "fox --then train"));

        assertThat(process.waitFor()).isEqualTo(ExitCode.DATA);
        assertThat(Files.readString(folder.resolve("output")))
                .contains(
                        "results.jsonl: the file would be too large; once that is mended, ",
                        " sweep --resume fox --then train goes on with what is left");
        assertThat(run("sweep --resume fox --quiet").code()).isZero();
        assertThat(folder.resolve("runs/fox/table.csv"))
                .hasSameTextualContentAs(folder.resolve("runs/calm/table.csv"));
    }

    @Test
    @Timeout(120)
    void picturesOfSweepsAndCrossValidationsThatFindNoRoomAreNamed() throws Exception {
        writePoints();
        String train = "points.csv --target class --model linear --steps 4 --backend java --quiet";

        Process sweep =
                Launched.limited(
                        folder,
                        25,
                        Session.words("sweep " + train + " --over lr=0.1,0.2 --name owl"));
        assertThat(sweep.waitFor()).isEqualTo(ExitCode.UNKEPT);
        Process folds =
                Launched.limited(
                        folder, 25, Session.words("train " + train + " --folds 2 --name cat"));
        assertThat(folds.waitFor()).isEqualTo(ExitCode.UNKEPT);

        assertThat(Files.readString(folder.resolve("output")))
                .contains("gradus: the plot could not be saved: ", " plot owl draws it again")
                .contains("gradus: the matrix could not be saved: ", " resume cat draws it again");
    }

    @Test
    @Timeout(120)
    void predictionsThatFindNoRoomLeaveNoFileAndNameIt() throws Exception {
        writePoints();
        assertThat(run(TRAIN + "calm").code()).isZero();
        Files.writeString(folder.resolve("many.csv"), "x,y\n" + "0.5,0.25\n".repeat(5000));

        Process process =
                Launched.limited(
                        folder, 60, Session.words("predict calm many.csv --out answers.csv"));

        assertThat(process.waitFor()).isEqualTo(ExitCode.DATA);
        assertThat(Files.readString(folder.resolve("output")))
                .contains("gradus: cannot write ", "answers.csv: the file would be too large");
        assertThat(folder.resolve("answers.csv")).doesNotExist();
    }

    private Session run(String line) {
        return Session.run(folder, Session.words(line));
    }

    private String state(String name) {
        Run run = new Runs(folder.resolve("runs")).find(name);
        return ((RunEnded) run.record().getLast()).state();
    }

    private void writePoints() throws IOException {
        var text = new StringBuilder("x,y,class\n");
        for (int i = 0; i < 50; i++) {
            text.append(Math.sin(i)).append(',').append(Math.cos(i * i)).append(',');
            text.append(i % 3 == 0 ? "1\n" : "0\n");
        }
        Files.writeString(folder.resolve("points.csv"), text);
    }
}
