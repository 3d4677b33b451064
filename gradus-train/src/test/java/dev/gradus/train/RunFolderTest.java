package dev.gradus.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.data.Dataset;
import dev.gradus.run.Run;
import dev.gradus.run.control.Control;
import dev.gradus.run.control.ControlRequest;
import dev.gradus.run.conversation.Mailbox;
import dev.gradus.run.event.EndReason.BuiltIn;
import dev.gradus.run.event.TrainingEvent;
import dev.gradus.run.event.TrainingEvent.ControlAnswered;
import dev.gradus.run.event.TrainingEvent.RunResumed;
import dev.gradus.run.event.TrainingEvent.RunStarted;
import dev.gradus.run.event.TrainingEvent.StepCompleted;
import dev.gradus.run.history.History;
import dev.gradus.schedule.HyperParameter;
import dev.gradus.train.session.Snapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RunFolderTest {
    @TempDir private Path runs;

    @Test
    void aRunLeavesTheRecordOfEverythingThatHappened() {
        var recorder = new Toys.Recorder();
        var result =
                Toys.trainer()
                        .runs(runs, "first")
                        .describe("data", "clouds")
                        .validateOn(0.2)
                        .listeners(recorder)
                        .fit(Toys.clouds(23, 1));

        Run run = Run.open(runs.resolve("first"));
        assertThat(result.run()).contains(run);
        assertThat(run.isLive()).isFalse();
        assertThat(run.configuration().text("data")).contains("clouds");
        List<TrainingEvent> record = run.record();
        // Checkpoints are written on a thread of their own, between any two events of the loop.
        Predicate<TrainingEvent> isOfTheLoop =
                event -> !(event instanceof TrainingEvent.CheckpointWritten);
        assertThat(record.stream().filter(isOfTheLoop))
                .containsExactlyElementsOf(recorder.events.stream().filter(isOfTheLoop).toList());
        assertThat(record.stream().filter(isOfTheLoop.negate()))
                .containsExactlyElementsOf(
                        recorder.events.stream().filter(isOfTheLoop.negate()).toList());
        History read = History.read(run.events());
        assertThat(read.loss().ys()).isEqualTo(result.history().loss().ys());
        assertThat(read.end().orElseThrow().state()).isEqualTo(result.state());
    }

    @Test
    void withoutANameOneIsInvented() {
        var result = Toys.trainer().runs(runs).fit(Toys.clouds(23, 1));

        assertThat(result.run().orElseThrow().folder()).isDirectory().hasParent(runs);
    }

    @Test
    void aLiveRunIsLockedAndTakesRequestsFromItsMailbox() {
        var recorder = new Toys.Recorder();
        Trainer trainer = Toys.trainer().runs(runs).listeners(recorder).epochs(1e6);
        try (Training training = trainer.prepare(Toys.clouds(23, 1))) {
            Run run = training.folder().orElseThrow();
            assertThat(run.isLive()).isTrue();
            var mailbox = new Mailbox(run.mailbox(), InstantSource.system());
            mailbox.send(request("one", new Control.Set(HyperParameter.LEARNING_RATE, 0.01)));
            while (recorder.all(ControlAnswered.class).isEmpty()) {
                training.turn();
            }
            mailbox.send(request("two", new Control.Stop()));
            assertThat(training.run().ending().reason()).isEqualTo(BuiltIn.STOPPED);
        }
    }

    @Test
    void aRunThatGoesOnInItsFolderHasOneRecordWithoutGapsOrDoubles() {
        var data = Toys.clouds(23, 1);
        String whole = Toys.trainer().fit(data).state();
        Trainer trainer = Toys.trainer().runs(runs, "torn");
        Snapshot snapshot;
        try (Training first = trainer.prepare(data)) {
            for (int step = 0; step < 6; step++) {
                first.turn();
            }
            snapshot = first.snapshot();
            first.turn();
        }

        Run run = Run.open(runs.resolve("torn"));
        TrainingResult result;
        try (Training second = trainer.runIn(run).prepare(data)) {
            second.resume(snapshot, "checkpoints/6");
            result = second.run();
        }

        assertThat(result.state()).isEqualTo(whole);
        assertThat(
                        run.record().stream()
                                .filter(StepCompleted.class::isInstance)
                                .map(TrainingEvent::step))
                .containsExactlyElementsOf(LongStream.range(0, 15).boxed().toList());
        assertThat(result.history().loss().size()).isEqualTo(15);
        assertThat(run.record()).hasAtLeastOneElementOfType(RunResumed.class);
    }

    @Test
    void aRunThatHasBegunIsNotBegunAnewOverWhatItKept() throws IOException {
        Dataset data = Toys.clouds(60, 1);
        Trainer trainer = Toys.trainer().runs(runs, "kept");
        Run run = trainer.fit(data).run().orElseThrow();
        byte[] record = Files.readAllBytes(run.events());
        byte[] model = Files.readAllBytes(run.model());

        assertThatThrownBy(() -> trainer.seed(9).runIn(run).fit(data))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "run 'kept' has begun already, and to train it from the beginning would overwrite what it kept; continue it first (Resume.goOn), or begin another one (trainer.runs)");
        try (Training training = trainer.runIn(run).prepare(data)) {
            assertThatThrownBy(training::turn).isInstanceOf(IllegalStateException.class);
            Resume.goOn(training, run, Changes.REFUSED);
            assertThat(Files.readAllBytes(run.events())).isEqualTo(record);
            assertThat(Files.readAllBytes(run.model())).isEqualTo(model);
            assertThat(training.run().ending().reason()).isEqualTo(BuiltIn.COMPLETED);
        }
    }

    @Test
    void aForkSaysItsParent() {
        var recorder = new Toys.Recorder();
        Toys.trainer().parent("calm-heron@6").listeners(recorder).fit(Toys.clouds(23, 1));

        assertThat(recorder.all(RunStarted.class).getFirst().parent()).contains("calm-heron@6");
    }

    private static ControlRequest request(String id, Control control) {
        return new ControlRequest(id, "test", Instant.EPOCH, control);
    }
}
