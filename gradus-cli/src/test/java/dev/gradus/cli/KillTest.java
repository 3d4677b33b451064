package dev.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.cli.syntax.ExitCode;
import dev.gradus.run.Run;
import dev.gradus.run.Runs;
import dev.gradus.run.event.TrainingEvent.RunEnded;
import dev.gradus.train.checkpoint.CheckpointStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed at any moment, and started again until the run is done. */
class KillTest {
    private static final String TRAIN =
            "train points.csv --label class --model \"dense(32) relu dropout(0.2) dense(2)\" --backend java"
                    + " --threads 1 --batch-size 10 --steps 20000 --stop \"steps 20000\" --checkpoint-every 100 --quiet --name ";

    @TempDir Path folder;

    @Test
    @Timeout(300)
    void afterSixKillsTheStateIsThatOfARunThatWasLeftAlone() throws Exception {
        killed(6);
    }

    @Test
    @Tag("slow")
    void afterTwoHundredKillsTheStateIsThatOfARunThatWasLeftAlone() throws Exception {
        killed(200);
    }

    @Test
    @Timeout(300)
    void aTerminatedRunIsSavedAndSaysHowToGoOn() throws Exception {
        writePoints();
        assertThat(Session.run(folder, Session.words(TRAIN + "calm")).err()).isEmpty();
        Process process = Launched.start(folder, Session.words(TRAIN + "fox"));
        Path events = folder.resolve("runs/fox/events.jsonl");
        while (process.isAlive() && (!Files.exists(events) || Files.size(events) == 0)) {
            Thread.sleep(2);
        }
        process.destroy();

        assertThat(process.waitFor()).isEqualTo(ExitCode.TERMINATED);
        assertThat(output("fox")).containsPattern("next: gradus resume (.*/)?fox");
        Run fox = new Runs(folder.resolve("runs")).find("fox");
        assertThat(new CheckpointStore(fox.checkpoints(), 1).newest().step())
                .isEqualTo(fox.record().getLast().step());
        assertThat(Session.run(folder, "resume", "fox").code()).isZero();
        assertThat(state("fox")).isEqualTo(state("calm"));
    }

    private void killed(int kills) throws Exception {
        writePoints();
        assertThat(Session.run(folder, Session.words(TRAIN + "calm")).err()).isEmpty();
        var random = new Random(7);
        int hit = 0;
        for (int runs = 0; hit < kills; runs++) {
            String name = "fox" + runs;
            Process process = Launched.start(folder, Session.words(TRAIN + name));
            while (hit < kills && process.isAlive()) {
                awaitLock(name, process);
                process.waitFor(random.nextInt(400), TimeUnit.MILLISECONDS);
                if (process.isAlive()) {
                    process.destroyForcibly().waitFor();
                    hit++;
                    process = Launched.start(folder, "resume", name, "--quiet");
                }
            }
            assertThat(process.waitFor()).as(output(name)).isZero();
            assertThat(state(name)).as(name).isEqualTo(state("calm"));
        }
    }

    private void awaitLock(String name, Process process) throws InterruptedException {
        Path run = folder.resolve("runs").resolve(name);
        while (process.isAlive()
                && !(Files.exists(run.resolve("events.jsonl")) && Run.open(run).isLive())) {
            Thread.sleep(2);
        }
    }

    private String state(String name) {
        Run run = new Runs(folder.resolve("runs")).find(name);
        return ((RunEnded) run.record().getLast()).state();
    }

    private String output(String name) throws IOException {
        return name + ": " + Files.readString(folder.resolve("output"));
    }

    private void writePoints() throws IOException {
        var text = new StringBuilder("x,y,class\n");
        for (int i = 0; i < 500; i++) {
            text.append(Math.sin(i)).append(',').append(Math.cos((double) i * i)).append(',');
            text.append(Math.sin(i) > 0.5 ? "1\n" : "0\n");
        }
        Files.writeString(folder.resolve("points.csv"), text);
    }
}
