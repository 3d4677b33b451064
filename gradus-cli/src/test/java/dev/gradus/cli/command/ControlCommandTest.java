package dev.gradus.cli.command;

import static dev.gradus.nn.layer.Layers.dense;
import static dev.gradus.nn.loss.Losses.softmaxCrossEntropy;
import static dev.gradus.schedule.HyperParameter.LEARNING_RATE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.cli.Gradus;
import dev.gradus.cli.Points;
import dev.gradus.cli.Session;
import dev.gradus.cli.syntax.ExitCode;
import dev.gradus.cli.syntax.Output;
import dev.gradus.cli.syntax.Surroundings;
import dev.gradus.cli.syntax.TerminalInput;
import dev.gradus.data.Dataset;
import dev.gradus.nn.Network;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.number.Text;
import dev.gradus.run.Run;
import dev.gradus.run.Runs;
import dev.gradus.run.control.Control;
import dev.gradus.run.conversation.Conversation;
import dev.gradus.run.conversation.Conversation.Exchange;
import dev.gradus.run.conversation.Conversation.Reply;
import dev.gradus.run.event.Answer;
import dev.gradus.run.event.Answer.ValueChange;
import dev.gradus.run.event.TrainingEvent.Activity;
import dev.gradus.run.event.TrainingEvent.ControlAnswered;
import dev.gradus.run.history.History;
import dev.gradus.testing.JavaProcess;
import dev.gradus.train.Trainer;
import dev.gradus.train.Training;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A run in a process of its own is asked, by the command and by the class behind it. */
@Timeout(300)
class ControlCommandTest {
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final String TRAIN =
            "train points.csv --label class --model \"dense(8) tanh dense(2)\" --backend java --threads 1"
                    + " --batch-size 7 --lr 0.01 --validation-share 0.2 --checkpoint-every 1000000 --name fox --steps ";

    @TempDir Path folder;
    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void end() throws InterruptedException {
        for (Process process : started) {
            process.destroyForcibly().waitFor();
        }
    }

    private Run fox() {
        return new Runs(folder.resolve("runs")).find("fox");
    }

    private Session control(String words) {
        return Session.run(folder, Session.words("control " + words));
    }

    private Exchange ask(Control control) {
        return Conversation.with(fox(), "test", InstantSource.system()).ask(control);
    }

    private ControlAnswered answer(Control control) throws InterruptedException {
        Reply reply = ask(control).await(LONG);
        assertThat(reply).isInstanceOf(Reply.Answered.class);
        return ((Reply.Answered) reply).event();
    }

    @Test
    void aRunOfAnotherProcessIsSteeredAndAnswersEachRequest() throws Exception {
        Process process = train("1000000000");

        ControlAnswered pause = answer(new Control.Pause());
        assertThat(pause.answer()).isEqualTo(new Answer.Paused());
        assertThat(pause.activity()).isEqualTo(Activity.PAUSED);
        ControlAnswered set = answer(new Control.Set(LEARNING_RATE, 0.003));
        assertThat(set.answer())
                .isEqualTo(
                        new Answer.Applied(
                                List.of(new ValueChange(LEARNING_RATE, 0.01, 0.003)),
                                Optional.empty()));
        assertThat(set.activity()).isEqualTo(Activity.PAUSED);
        Map<String, Double> metrics =
                ((Answer.Validated) answer(new Control.Validate()).answer()).metrics();
        assertThat(metrics).containsOnlyKeys("loss", "accuracy");

        assertThat(control("fox validate").out())
                .startsWith("at step ")
                .contains("  validation: loss ")
                .contains("the run is paused; gradus control ");
        String json = control("fox validate --json").out();
        assertThat(json)
                .hasLineCount(1)
                .startsWith("{\"event\":\"control\"")
                .contains(
                        "\"answer\":\"validated\",\"validation\":{\"loss\":" + metrics.get("loss"));
        assertThat(control("fox find").out())
                .containsPattern(
                        "found (learning rate [0-9.e-]+; suggestions by rule:|no learning rate)");
        assertThat(control("fox checkpoint").out()).contains("  saved checkpoints/step-0");
        assertThat(control("fox set momentum 2").err()).contains("momentum must be below 1");
        Session unread = control("fox cooldwn 2ep");
        assertThat(unread.code()).isEqualTo(ExitCode.USAGE);
        assertThat(unread.err()).contains("did you mean 'coolDown'?");
        assertThat(control("fox resume").out()).contains("the run continues");

        Session quit = control("fox quit");
        assertThat(quit.code()).isEqualTo(ExitCode.DONE);
        assertThat(quit.out())
                .contains("the run is saved and its process ends")
                .containsPattern(
                        "it ended after [0-9,]+ steps: interrupted; gradus resume (\\S*/)?fox continues");
        assertThat(process.waitFor()).isEqualTo(ExitCode.INTERRUPTED);
        plotted();
        Session late = control("fox pause");
        assertThat(late.code()).isEqualTo(ExitCode.DATA);
        assertThat(late.err())
                .contains("run fox is not training: it ended after ")
                .contains("gradus resume ");
    }

    /** The process of a long run draws its plots before others may write its folder. */
    @Test
    void theAnswerToAStopIsThereBeforeTheRunsProcessIsDone() throws Exception {
        var seen = new ByteArrayOutputStream();
        var out = new PrintStream(new BufferedOutputStream(seen), false, StandardCharsets.UTF_8);
        var surroundings =
                new Surroundings(
                        TerminalInput.none(),
                        new Output(out, Output.Reader.PIPE),
                        new Output(out, Output.Reader.PIPE),
                        folder,
                        Map.of());
        Trainer trainer =
                Trainer.of(Network.of(Shape.vector(1), dense(2)), softmaxCrossEntropy())
                        .learningRate(0.1)
                        .epochs(1_000_000)
                        .runs(folder.resolve("runs"), "fox");
        Dataset data =
                Dataset.ofLabels(Shape.vector(1), new float[][] {{0}, {1}}, new int[] {0, 1}, 2);
        var code = new CompletableFuture<Integer>();
        try (Training training = trainer.prepare(data)) {
            Thread.ofVirtual()
                    .start(() ->
                            code.complete(
                                    Gradus.run(surroundings, Session.words("control fox stop"))));
            training.run();
            for (int wait = 0; wait < 3000 && !says(seen, "the run ends"); wait++) {
                Thread.sleep(10);
            }
            assertThat(says(seen, "the run ends")).isTrue();
            assertThat(code).isNotDone();
        }

        assertThat(code.get()).isEqualTo(ExitCode.DONE);
        assertThat(says(seen, "it ended after ")).isTrue();
    }

    private static boolean says(ByteArrayOutputStream seen, String words) {
        return seen.toString(StandardCharsets.UTF_8).contains(words);
    }

    private void plotted() throws IOException {
        History history = History.read(fox().events());
        assertThat(history.validatedOnRequest().get("loss").size()).isPositive();
        assertThat(history.searches()).hasSize(1);
        assertThat(Session.run(folder, "plot", "fox").out()).contains("find-0");
        assertThat(
                        fox().plots()
                                .resolve(
                                        Text.of(
                                                "find-%09d.svg",
                                                history.searches().getFirst().step())))
                .exists();
    }

    @Test
    void aCoolDownSaysItsUnitAndARunThatIsCompleteSaysHowToTrainItFurther() throws Exception {
        Process process = train("1000000000");
        assertThat(control("fox coolDown 2").out())
                .startsWith("applied before step ")
                .contains("learningRate falls from 0.01 to 0 over 2 steps, then the run ends");
        assertThat(process.waitFor()).isEqualTo(ExitCode.DONE);
        assertThat(control("fox coolDown 2ep").err())
                .containsPattern(
                        "it ended after [0-9,]+ steps: completed; gradus resume \\S*fox --steps [0-9]+ --extend append trains it longer");
    }

    @DisabledOnOs(
            value = OS.WINDOWS,
            disabledReason = "Windows does not halt a process for a while")
    @Test
    void aRunThatIsBusyIsToldFromOneThatWasKilled() throws Exception {
        Process process = train("1000000000");
        signal("STOP", process);
        Session late = control("fox pause --timeout 0.3");
        assertThat(late.code()).isEqualTo(ExitCode.UNANSWERED);
        assertThat(late.err()).contains("run fox is alive but has not answered in time");
        Exchange exchange = ask(new Control.Validate());
        assertThat(exchange.await(Duration.ofMillis(200))).isEqualTo(new Reply.Late());
        process.destroyForcibly().waitFor();

        assertThat(exchange.await(LONG)).isEqualTo(new Reply.Gone(Optional.empty()));
        Session gone = control("fox pause");
        assertThat(gone.code()).isEqualTo(ExitCode.DATA);
        assertThat(gone.err()).contains("its process was killed; gradus resume ");
    }

    private static void signal(String name, Process process)
            throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start().waitFor();
    }

    /** Starts a run in a process of its own, and waits until it makes steps. */
    private Process train(String steps) throws Exception {
        Points.write(folder, 50);
        var command =
                new ArrayList<>(
                        List.of(
                                "-Xmx256m",
                                "--enable-native-access=dev.gradus.onednn",
                                "--module-path",
                                System.getProperty("jdk.module.path"),
                                "-m",
                                "dev.gradus.cli/dev.gradus.cli.Main"));
        command.addAll(List.of(Session.words(TRAIN + steps + " --quiet")));
        Process process =
                JavaProcess.of(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("output").toFile())
                        .start();
        started.add(process);
        Path events = folder.resolve("runs/fox/events.jsonl");
        while (process.isAlive() && (!Files.exists(events) || Files.size(events) == 0)) {
            Thread.sleep(20);
        }
        assertThat(process.isAlive()).as(Files.readString(folder.resolve("output"))).isTrue();
        return process;
    }
}
