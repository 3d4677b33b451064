package dev.gradus.cli.screen;

import static dev.gradus.schedule.HyperParameter.LEARNING_RATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.cli.syntax.Output;
import dev.gradus.cli.syntax.Output.Reader;
import dev.gradus.cli.syntax.TerminalInput;
import dev.gradus.cli.terminal.Style;
import dev.gradus.data.Dataset;
import dev.gradus.nn.Network;
import dev.gradus.nn.layer.Layers;
import dev.gradus.nn.loss.Losses;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.run.control.Control;
import dev.gradus.train.Trainer;
import dev.gradus.train.Training;
import dev.gradus.train.TrainingResult;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A person at the keyboard of a run, with a pipe in place of the keyboard. */
@Timeout(60)
class PauseMenuTest {
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final Output screen =
            new Output(new PrintStream(shown, true, StandardCharsets.UTF_8), Reader.TERMINAL);
    private final BlockingQueue<String> keyboard = new LinkedBlockingQueue<>();

    /** Lines that come when they are typed, to whichever thread reads. */
    private final BufferedReader typed =
            new BufferedReader(java.io.Reader.nullReader()) {
                @Override
                public String readLine() throws IOException {
                    try {
                        return keyboard.take();
                    } catch (InterruptedException ended) {
                        throw new IOException(ended);
                    }
                }
            };

    @Test
    void everyCommandIsReadAsItIsShown() {
        assertThat(PauseMenu.controls("c")).containsExactly(new Control.Resume());
        assertThat(PauseMenu.controls("v")).containsExactly(new Control.Validate());
        assertThat(PauseMenu.controls("f")).containsExactly(new Control.Find());
        assertThat(PauseMenu.controls("q")).containsExactly(new Control.Quit());
        assertThat(PauseMenu.controls("l 0.003"))
                .containsExactly(new Control.Set(LEARNING_RATE, 0.003));
        assertThat(PauseMenu.controls("l cosine(0.01, 0)"))
                .containsExactly(
                        new Control.ReplaceSchedule(LEARNING_RATE, "cosine(0.01)"),
                        new Control.Release(LEARNING_RATE));
        assertThat(PauseMenu.controls("coolDown 2ep")).containsExactly(new Control.CoolDown("2ep"));
        assertThatThrownBy(() -> PauseMenu.controls("x"))
                .hasMessage("unknown command 'x'; ? lists the commands");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "stpo          | unknown command 'stpo'; did you mean 'stop'?; ? lists the commands",
                "cooldwn 2ep   | unknown command 'cooldwn'; did you mean 'coolDown'?; ? lists the commands",
                "contnue       | unknown command 'contnue'; did you mean 'continue'?; ? lists the commands",
                "l             | l takes a rate or a schedule, such as l 0.003 or l cosine(0.01, 0)",
                "''            | ? lists the commands"
            })
    void whatIsNoCommandIsAnsweredWithWhatWasMeantOrWhereHelpIs(String typed, String answer) {
        assertThatThrownBy(() -> PauseMenu.controls(typed)).hasMessage(answer);
    }

    @Test
    void everyExampleOfTheHelpIsACommand() {
        for (String form :
                List.of(
                        "set learningRate 0.003",
                        "scale learningRate 0.5",
                        "release learningRate",
                        "schedule momentum hold(0.9)",
                        "coolDown 2ep",
                        "extend 6ep stretch",
                        "checkpoint",
                        "updateRatios 100",
                        "stop",
                        "stopAndKeepBest")) {
            assertThat(PauseMenu.CONTROLS).contains("  " + form + "  ");
            assertThat(PauseMenu.controls(form)).hasSize(1);
        }
        assertThat(PauseMenu.CONTROLS.lines()).hasSize(10);
        assertThat((PauseMenu.HELP + PauseMenu.CONTROLS).lines())
                .allMatch(line -> line.length() <= 100);
    }

    private void awaitShown(String text) throws InterruptedException {
        while (!shown.toString(StandardCharsets.UTF_8).contains(text)) {
            Thread.sleep(5);
        }
    }

    private Training longRun() {
        float[][] inputs = {{0, 1}, {1, 0}, {1, 1}, {0, 0}};
        var data = Dataset.ofLabels(Shape.vector(2), inputs, new int[] {1, 1, 0, 0}, 2);
        return Trainer.of(
                        Network.of(Shape.vector(2), Layers.dense(2)), Losses.softmaxCrossEntropy())
                .backend("java")
                .threads(1)
                .learningRate(0.01)
                .steps(1_000_000_000)
                .validateOn(data)
                .validateEvery(Integer.MAX_VALUE)
                .listeners(
                        new Progress(
                                screen,
                                Style.PLAIN,
                                System::nanoTime,
                                new Redrawn(screen, () -> 80, Redrawn.Narrowing.BREAKS)))
                .prepare(data);
    }

    /** Runs on a thread of its own: the common pool may have one alone, and that be taken. */
    private static CompletableFuture<TrainingResult> started(Training training) {
        return CompletableFuture.supplyAsync(
                training::run, run -> Thread.ofPlatform().daemon().start(run));
    }

    @Test
    void aFirstInterruptPausesAndShowsTheMenuAndWhatIsTypedIsDone() throws Exception {
        try (Training training = longRun()) {
            var menu =
                    new PauseMenu(
                            training,
                            new TerminalInput(typed, TerminalInput.Writer.KEYBOARD),
                            screen);
            CompletableFuture<TrainingResult> result = started(training);
            menu.interrupted();
            awaitShown(PauseMenu.HELP.lines().findFirst().orElseThrow());
            awaitShown(PauseMenu.PROMPT);
            keyboard.add("x");
            awaitShown("unknown command 'x'");
            keyboard.add("?");
            awaitShown("stopAndKeepBest");
            keyboard.add("v");
            awaitShown("validation: loss ");
            keyboard.add("l 0.5");
            awaitShown("set learningRate 0.5 (terminal)");
            keyboard.add("c");
            awaitShown("resume (terminal)");
            menu.interrupted();
            keyboard.add("q");

            assertThat(result.get().ending().isInterrupted()).isTrue();
            assertThat(training.session().learningRate()).isEqualTo(0.5);
        }
    }

    /** The menu of the pause before may still be about to go when the next one is asked for. */
    @Test
    void anInterruptRightAfterContinuingIsHeard() throws Exception {
        try (Training training = longRun()) {
            var menu =
                    new PauseMenu(
                            training,
                            new TerminalInput(typed, TerminalInput.Writer.KEYBOARD),
                            screen);
            CompletableFuture<TrainingResult> result = started(training);
            for (int round = 0; round < 100; round++) {
                shown.reset();
                menu.interrupted();
                keyboard.add("c");
                while (!shown.toString(StandardCharsets.UTF_8).contains("resume (terminal)")) {
                    Thread.sleep(0, 100_000);
                }
            }
            menu.interrupted();
            keyboard.add("q");

            assertThat(result.get().ending().isInterrupted()).isTrue();
        }
    }

    @Test
    void aSecondInterruptQuitsAndSoDoesTheEndOfTheInput() throws Exception {
        try (Training training = longRun()) {
            var menu =
                    new PauseMenu(
                            training,
                            new TerminalInput(typed, TerminalInput.Writer.KEYBOARD),
                            screen);
            var result = started(training);
            menu.interrupted();
            awaitShown("pause (terminal)");
            menu.interrupted();
            assertThat(result.get().ending().isInterrupted()).isTrue();
        }
        try (Training training = longRun()) {
            var menu = new PauseMenu(training, TerminalInput.none(), screen);
            var result = started(training);
            menu.interrupted();
            assertThat(result.get().ending().isInterrupted()).isTrue();
        }
    }
}
