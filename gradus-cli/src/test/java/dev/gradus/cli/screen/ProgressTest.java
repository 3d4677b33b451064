package dev.gradus.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.cli.syntax.Output;
import dev.gradus.cli.syntax.Output.Reader;
import dev.gradus.cli.terminal.Style;
import dev.gradus.run.event.EndReason.BuiltIn;
import dev.gradus.run.event.LearningRate;
import dev.gradus.run.event.TrainingEvent.EpochCompleted;
import dev.gradus.run.event.TrainingEvent.Extent;
import dev.gradus.run.event.TrainingEvent.Machine;
import dev.gradus.run.event.TrainingEvent.Mark;
import dev.gradus.run.event.TrainingEvent.Reported;
import dev.gradus.run.event.TrainingEvent.RunEnded;
import dev.gradus.run.event.TrainingEvent.RunStarted;
import dev.gradus.run.event.TrainingEvent.StepCompleted;
import dev.gradus.run.json.Configuration;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressTest {
    private static final String CLEAR = "\r\u001b[K";

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private long nanos;
    private int width;
    private Redrawn.Narrowing narrowing = Redrawn.Narrowing.BREAKS;

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
    @CsvSource(
            delimiter = '|',
            value = {
                "1  | ''",
                "10 | 8%",
                "20 | 8%  loss 0.5000",
                "40 | step 100/1,200  loss 0.5000  0:11 left",
                "60 | epoch 1/3  step 100/1,200  loss 0.5000  6,400/s  0:11 left",
                "80 | epoch 1/3  step 100/1,200  loss 0.5000  rate 0.01  6,400/s  0:11 left",
            })
    void aNarrowTerminalGetsTheWholeFieldsThatMatterMost(int width, String line) {
        Progress progress = begun(Reader.TERMINAL, width);
        nanos += 200_000_000L;

        progress.on(step(99, 0));
        progress.caughtUp();

        assertThat(live()).isEqualTo(line);
    }

    @Test
    void itNeverTouchesTheLastColumnHoweverTheWidthChangesAndLeavesNoRowBehind() {
        Progress progress = begun(Reader.TERMINAL, 120);
        var random = new Random(3);
        nanos += 200_000_000L;
        progress.on(step(0, 0));
        progress.caughtUp();
        for (int i = 1; i < 300; i++) {
            String before = live();
            width = i % 7 == 0 ? 1 + random.nextInt(120) : width;
            nanos += 200_000_000L;
            int from = printed().length();
            progress.on(step(i, 0));
            progress.caughtUp();

            int rows = Math.ceilDiv(Math.max(1, before.length()), width);
            assertThat(printed().substring(from))
                    .startsWith(rows == 1 ? CLEAR : "\u001b[" + (rows - 1) + "A\r\u001b[J");
            assertThat(live().length()).isLessThan(width);
            assertThat(List.of(live().split("  ", -1)))
                    .allMatch(field ->
                            field.isEmpty()
                                    || field.matches(
                                            "epoch 1/3|step \\d+/1,200|\\d+%|loss 0.5000|rate 0.01"
                                                    + "|momentum 0.9|6,400/s|0:\\d\\d left"));
        }
    }

    @Test
    void whileATerminalIsResizedThereIsNoLineThatCouldStay() {
        Progress progress = begun(Reader.TERMINAL, 120);
        nanos += 200_000_000L;
        progress.on(step(0, 0));
        progress.caughtUp();
        assertThat(live()).isNotEmpty();
        for (int i = 1; i < 40; i++) {
            width = i < 30 && i % 3 == 1 ? 120 - i : width;
            nanos += 200_000_000L;
            progress.on(step(i, 0));
            progress.caughtUp();
            assertThat(live().isEmpty()).as("repaint %d", i).isEqualTo(i < 31);
        }
    }

    @Test
    void aTerminalThatCutsLinesIsNotClearedAboveTheLine() {
        narrowing = Redrawn.Narrowing.CUTS;
        Progress progress = begun(Reader.TERMINAL, 120);
        for (int columns : new int[] {120, 20}) {
            width = columns;
            nanos += 200_000_000L;
            progress.on(step(7, 0));
            progress.caughtUp();
        }

        assertThat(printed()).doesNotContain("A\r", "\u001b[J");
    }

    @ParameterizedTest
    @CsvSource({
        "NaN, loss NaN",
        "Infinity, loss Infinity",
        "1e30, loss 1e30",
        "-0.25, loss -0.2500"
    })
    void aLossIsShownWhateverItIs(double loss, String field) {
        Progress progress = begun(Reader.TERMINAL, 120);
        nanos += 200_000_000L;

        progress.on(step(0, 0, loss));
        progress.caughtUp();

        assertThat(live()).contains(field + "  ");
    }

    @Test
    void theTimeLeftCountsWhatEveryEpochTakesBesidesItsSteps() {
        Progress progress = begun(Reader.TERMINAL, 120);
        for (int i = 0; i < 400; i++) {
            progress.on(step(i, 0));
        }
        progress.on(new EpochCompleted(400, 400, 0, 0.25, Map.of(), Set.of(), 8));
        nanos += 200_000_000L;
        progress.on(step(400, 1));
        progress.caughtUp();

        // 799 steps of 0.01 s, and 4 s for each of the two epochs.
        assertThat(live()).endsWith("  0:16 left");
    }

    @Test
    void theTimeLeftDoesNotJumpWhenStepsTakeTurnsInLength() {
        Progress progress = begun(Reader.TERMINAL, 120);
        var left = new HashSet<String>();
        for (int i = 0; i < 1000; i++) {
            nanos += 200_000_000L;
            progress.on(lasting(i % 1200, i % 2 == 0 ? 0.5 : 1.5));
            progress.caughtUp();
            if (i >= 900) {
                String line = live();
                left.add(line.substring(line.lastIndexOf("  ") + 2));
            }
        }

        // It falls from 300 s to 200 s, with hardly more values than seconds.
        assertThat(left).allMatch(text -> text.matches("[345]:\\d\\d left"));
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
                        BuiltIn.COMPLETED,
                        "",
                        Map.of(),
                        Reported.newest(400),
                        4.2,
                        "sha256:0"));
        progress.caughtUp();

        assertThat(printed())
                .contains("train loss", "accuracy")
                .contains("1/3", "0.2500", "98.10%", "4.2 s  best  over-fitting\n")
                .endsWith("over-fitting\n");
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
        this.width = width;
        var out = new Output(new PrintStream(bytes, false, StandardCharsets.UTF_8), reader);
        var progress =
                new Progress(
                        out,
                        Style.PLAIN,
                        () -> nanos,
                        new Redrawn(out, () -> this.width, narrowing));
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
        return step(step, epoch, 0.5);
    }

    private static StepCompleted step(long step, long epoch, double loss) {
        return step(step, epoch, loss, 0.01);
    }

    private static StepCompleted lasting(long step, double seconds) {
        return step(step, 0, 0.5, seconds);
    }

    private static StepCompleted step(long step, long epoch, double loss, double seconds) {
        return new StepCompleted(
                step,
                epoch,
                loss,
                LearningRate.scheduled(0.01),
                OptionalDouble.of(0.9),
                OptionalDouble.empty(),
                1,
                64,
                seconds);
    }

    /** The line that is on the screen last. */
    private String live() {
        String all = printed();
        return all.substring(Math.max(all.lastIndexOf("\u001b["), 0))
                .replaceFirst("^\\u001b\\[[KJ]", "");
    }

    private String printed() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
