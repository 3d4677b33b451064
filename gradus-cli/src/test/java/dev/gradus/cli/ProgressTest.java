package dev.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.cli.Output.Reader;
import dev.gradus.run.Configuration;
import dev.gradus.run.LearningRate;
import dev.gradus.run.TrainingEvent.EpochCompleted;
import dev.gradus.run.TrainingEvent.Extent;
import dev.gradus.run.TrainingEvent.Machine;
import dev.gradus.run.TrainingEvent.Mark;
import dev.gradus.run.TrainingEvent.Reported;
import dev.gradus.run.TrainingEvent.RunEnded;
import dev.gradus.run.TrainingEvent.RunStarted;
import dev.gradus.run.TrainingEvent.StepCompleted;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgressTest {
    private static final String CLEAR = "\r\u001b[K";

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private long nanos;

    @Test
    void aTerminalGetsOneLineThatIsWrittenOver() {
        Progress progress = begun(Reader.TERMINAL, 200);
        nanos += 200_000_000L;

        progress.on(step(99, 0));
        progress.caughtUp();

        assertThat(printed())
                .endsWith(
                        CLEAR
                                + "epoch 1/3  step 100/1,200  loss 0.5000  rate 0.01  momentum 0.9  6,400/s  0:11 left");
    }

    @Test
    void itIsRepaintedAtMostTenTimesASecond() {
        Progress progress = begun(Reader.TERMINAL, 200);

        for (int i = 0; i < 100; i++) {
            nanos += 10_000_000L;
            progress.on(step(i, 0));
            progress.caughtUp();
        }

        assertThat(printed().split("left", -1)).hasSize(11);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 20, 40, 60, 80, 100})
    void itNeverWraps(int width) {
        Progress progress = begun(Reader.TERMINAL, width);
        nanos += 200_000_000L;

        progress.on(step(99, 0));
        progress.caughtUp();

        String line = printed().substring(printed().lastIndexOf(CLEAR) + CLEAR.length());
        assertThat(line.length()).isLessThan(Math.max(width, 1));
    }

    @Test
    void anEpochStaysAboveTheLiveLineWithItsMarks() {
        Progress progress = begun(Reader.TERMINAL, 200);

        progress.on(step(399, 0));
        progress.on(
                new EpochCompleted(
                        400,
                        400,
                        0,
                        0.25,
                        Map.of("accuracy", 0.981),
                        Set.of(Mark.BEST, Mark.OVERFITTING),
                        4.2));
        progress.on(
                new RunEnded(
                        400,
                        400,
                        "completed",
                        "",
                        Map.of(),
                        Reported.newest(400),
                        4.2,
                        "sha256:0"));
        progress.caughtUp();

        assertThat(printed())
                .contains("train loss", "accuracy")
                .contains("1/3", "0.2500", "98.10%", "4.2 s  best  over-fitting\n")
                .endsWith(CLEAR);
    }

    @Test
    void aPipeGetsALineEveryTenSecondsWithoutControlCharacters() {
        Progress progress = begun(Reader.PIPE, 80);

        for (int i = 0; i < 250; i++) {
            nanos += 100_000_000L;
            progress.on(step(i, 0));
            progress.caughtUp();
        }

        assertThat(printed()).doesNotContain("\r", "\u001b");
        assertThat(printed().lines()).hasSize(3);
    }

    private Progress begun(Reader reader, int width) {
        var out = new Output(new PrintStream(bytes, false, StandardCharsets.UTF_8), reader);
        var progress = new Progress(out, Style.PLAIN, () -> nanos, () -> width);
        progress.on(
                new RunStarted(
                        "fox",
                        Instant.EPOCH,
                        Optional.empty(),
                        Configuration.EMPTY,
                        1,
                        new Extent(1000, 1200, 400),
                        new Machine("java", 1, "f32", Map.of())));
        return progress;
    }

    private static StepCompleted step(long step, long epoch) {
        return new StepCompleted(
                step,
                epoch,
                0.5,
                LearningRate.scheduled(0.01),
                OptionalDouble.of(0.9),
                OptionalDouble.empty(),
                1,
                64,
                0.01);
    }

    private String printed() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
