package dev.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A sweep whose process is killed at any moment, and started again until all runs are through. */
class SweepKillTest {
    private static final String SWEEP =
            "sweep points.csv --label class --model \"dense(32) relu dropout(0.2) dense(2)\" --backend java"
                    + " --batch-size 10 --steps 4000 --over \"lr=log(0.001, 1, 6)\" --seeds 2"
                    + " --workers 2 --quiet ";

    private static final String HALVING = "--halving 2";

    @TempDir Path folder;

    @Test
    @Timeout(300)
    void afterTwoKillsTheTableIsThatOfASweepThatWasLeftAlone() throws Exception {
        killed(2, HALVING);
    }

    @ParameterizedTest
    @ValueSource(strings = {HALVING, ""})
    @Tag("slow")
    @Timeout(900)
    void afterTwentyKillsTheTableIsThatOfASweepThatWasLeftAlone(String more) throws Exception {
        killed(20, more);
    }

    private void killed(int kills, String more) throws Exception {
        Points.write(folder, 500);
        String sweep = SWEEP + more + " --name ";
        assertThat(Session.run(folder, Session.words(sweep + "calm")).err()).isEmpty();
        String calm = table("calm");
        var random = new Random(11);
        int hit = 0;
        for (int sweeps = 0; hit < kills; sweeps++) {
            String name = "fox" + sweeps;
            Process process = Launched.start(folder, Session.words(sweep + name));
            while (hit < kills && process.isAlive()) {
                awaitFolder(name, process);
                process.waitFor(random.nextInt(1200), TimeUnit.MILLISECONDS);
                if (process.isAlive()) {
                    process.destroyForcibly().waitFor();
                    hit++;
                    process = Launched.start(folder, "sweep", "--resume", name, "--quiet");
                }
            }
            assertThat(process.waitFor()).as(Files.readString(folder.resolve("output"))).isZero();
            assertThat(table(name)).as(name).isEqualTo(calm);
        }
    }

    private void awaitFolder(String name, Process process) throws InterruptedException {
        Path lock = folder.resolve("runs").resolve(name).resolve("sweep.lock");
        while (process.isAlive() && !Files.exists(lock)) {
            Thread.sleep(2);
        }
    }

    private String table(String name) throws Exception {
        return Files.readString(folder.resolve("runs").resolve(name).resolve("table.csv"));
    }
}
