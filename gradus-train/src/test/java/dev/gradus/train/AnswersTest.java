package dev.gradus.train;

import static dev.gradus.schedule.HyperParameter.LEARNING_RATE;
import static dev.gradus.schedule.HyperParameter.MOMENTUM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.data.Dataset;
import dev.gradus.run.Run;
import dev.gradus.run.control.Continuation;
import dev.gradus.run.control.Control;
import dev.gradus.run.control.ControlRequest;
import dev.gradus.run.conversation.Conversation.Exchange;
import dev.gradus.run.conversation.Conversation.Reply;
import dev.gradus.run.conversation.Mailbox;
import dev.gradus.run.event.Answer;
import dev.gradus.run.event.Answer.LengthChange;
import dev.gradus.run.event.Answer.Refused;
import dev.gradus.run.event.Answer.ValueChange;
import dev.gradus.run.event.Refusal;
import dev.gradus.run.event.TrainingEvent.Activity;
import dev.gradus.run.event.TrainingEvent.ControlAnswered;
import dev.gradus.run.event.TrainingEvent.RunEnded;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every request gets exactly one answer, with what changed or why not. */
@Timeout(60)
class AnswersTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    private final Dataset train = Toys.clouds(23, 1);
    private final Toys.Recorder recorder = new Toys.Recorder();

    @TempDir Path runs;

    private static Answer answer(Training training, Control control) throws InterruptedException {
        return event(training, control).answer();
    }

    private static ControlAnswered event(Training training, Control control)
            throws InterruptedException {
        Exchange exchange = training.conversation("test").ask(control);
        training.turn();
        return answered(exchange);
    }

    private static ControlAnswered answered(Exchange exchange) throws InterruptedException {
        Reply reply = exchange.await(LONG);
        assertThat(reply).isInstanceOf(Reply.Answered.class);
        return ((Reply.Answered) reply).event();
    }

    @Test
    void anAnswerSaysWhatChangedAndFromWhichStep() throws InterruptedException {
        try (Training training = Toys.trainer().steps(100).prepare(train)) {
            training.turn();
            ControlAnswered set = event(training, new Control.Set(LEARNING_RATE, 0.3));
            assertThat(set.step()).isEqualTo(1);
            assertThat(set.activity()).isEqualTo(Activity.TRAINING);
            assertThat(set.answer()).isEqualTo(rate(0.1, 0.3, Optional.empty()));
            assertThat(answer(training, new Control.Scale(LEARNING_RATE, 0.5)))
                    .isEqualTo(rate(0.3, 0.15, Optional.empty()));
            assertThat(answer(training, new Control.Extend("200", Continuation.KEEP)))
                    .isEqualTo(
                            new Answer.Applied(List.of(), Optional.of(new LengthChange(100, 200))));
            assertThat(answer(training, new Control.CoolDown("4")))
                    .isEqualTo(rate(0.15, 0.15, Optional.of(new LengthChange(200, 8))));
            assertThat(training.run().steps()).isEqualTo(8);
        }
    }

    private static Answer rate(double before, double after, Optional<LengthChange> length) {
        return new Answer.Applied(List.of(new ValueChange(LEARNING_RATE, before, after)), length);
    }

    @Test
    void aRefusalHasAReasonForPrograms() throws InterruptedException {
        try (Training training = Toys.trainer().prepare(train)) {
            assertThat(refusal(training, new Control.Set(MOMENTUM, 0.5)))
                    .isEqualTo(Refusal.NOT_DRIVEN);
            assertThat(refusal(training, new Control.ReplaceSchedule(LEARNING_RATE, "linaer(1)")))
                    .isEqualTo(Refusal.SCHEDULE);
            String ofGroups = "torch.StepLR(lr=[0.1, 0.2], step_size=3)";
            assertThat(refusal(training, new Control.ReplaceSchedule(LEARNING_RATE, ofGroups)))
                    .isEqualTo(Refusal.SCHEDULE);
            assertThat(refusal(training, new Control.CoolDown("two"))).isEqualTo(Refusal.LENGTH);
            assertThat(refusal(training, new Control.Extend("1", Continuation.KEEP)))
                    .isEqualTo(Refusal.LENGTH);
            assertThat(refusal(training, new Control.Validate())).isEqualTo(Refusal.NO_VALIDATION);
            assertThat(refusal(training, new Control.Checkpoint())).isEqualTo(Refusal.CHECKPOINT);
        }
    }

    private static Refusal refusal(Training training, Control control) throws InterruptedException {
        return ((Refused) answer(training, control)).refusal();
    }

    @Test
    void aPausedRunSaysInEveryAnswerThatItIsPaused() throws InterruptedException {
        try (Training training = Toys.trainer().validateOn(0.2).prepare(train)) {
            var conversation = training.conversation("test");
            Thread loop = Thread.ofPlatform().start(training::run);
            var asked = new ArrayList<Exchange>();
            asked.add(conversation.ask(new Control.Pause()));
            asked.add(conversation.ask(new Control.Set(LEARNING_RATE, 0.2)));
            asked.add(conversation.ask(new Control.Validate()));
            for (Exchange exchange : asked) {
                assertThat(answered(exchange).activity()).isEqualTo(Activity.PAUSED);
            }
            assertThat(answered(conversation.ask(new Control.Resume())).activity())
                    .isEqualTo(Activity.TRAINING);
            loop.join();
        }
    }

    @Test
    void aCheckpointIsNamed() throws InterruptedException {
        try (Training training = Toys.trainer().runs(runs, "fox").prepare(train)) {
            training.turn();
            assertThat(answer(training, new Control.Checkpoint()))
                    .isEqualTo(new Answer.Checkpointed("checkpoints/step-000000001.checkpoint"));
        }
    }

    @Test
    void whatIsAskedWhenTheRunIsOverIsRefusedBeforeItsLastEvent() throws InterruptedException {
        Trainer trainer = Toys.trainer().steps(3).runs(runs, "fox").listeners(recorder);
        try (Training training = trainer.prepare(train)) {
            Exchange stop = training.conversation("test").ask(new Control.Stop());
            Exchange after = training.conversation("test").ask(new Control.Set(LEARNING_RATE, 9));
            var mailbox = new Mailbox(run().mailbox(), InstantSource.system());
            training.turn();
            assertThat(training.isOver()).isTrue();
            var letter = new ControlRequest("letter", "me", Instant.EPOCH, new Control.Pause());
            mailbox.send(letter);
            training.run();

            assertThat(answered(stop).answer()).isEqualTo(new Answer.Ending());
            String reason = "the run has ended: stopped, after 0 steps";
            var refused = new Refused(Refusal.RUN_ENDED, reason);
            assertThat(answered(after).answer()).isEqualTo(refused);
            assertThat(answered(after).activity()).isEqualTo(Activity.ENDING);
            assertThat(recorder.all(ControlAnswered.class))
                    .filteredOn(event -> event.request().equals(letter))
                    .singleElement()
                    .extracting(ControlAnswered::answer)
                    .isEqualTo(refused);
            assertThat(run().record().getLast()).isInstanceOf(RunEnded.class);
            assertThat(mailbox.waiting(_ -> {})).isEmpty();
            Exchange late = training.conversation("test").ask(new Control.Pause());
            assertThat(late.await(LONG))
                    .isEqualTo(new Reply.Gone(Optional.of((RunEnded) run().record().getLast())));
        }
    }

    @Test
    void aRunThatIsPutAwayRefusesWhatItHasNotAnswered() throws InterruptedException {
        Exchange exchange;
        try (Training training = Toys.trainer().runs(runs, "fox").prepare(train)) {
            training.turn();
            exchange = training.conversation("test").ask(new Control.Pause());
        }
        assertThat(answered(exchange).answer())
                .isEqualTo(new Refused(Refusal.RUN_ENDED, "the run was closed before its end"));
        assertThat(run().record()).filteredOn(ControlAnswered.class::isInstance).hasSize(1);
    }

    @Test
    void whatAKilledProcessLeftIsRefusedOnceWhenTheRunGoesOn() {
        Toys.trainer().runs(runs, "fox").fit(train);
        var mailbox = new Mailbox(run().mailbox(), InstantSource.system());
        var old = new ControlRequest("old", "me", Instant.EPOCH, new Control.Stop());
        mailbox.send(old);
        for (int i = 0; i < 2; i++) {
            try (Training training = Toys.trainer().runIn(run()).prepare(train)) {
                training.beginAgain(Optional.empty());
                training.run();
            }
            assertThat(mailbox.waiting(_ -> {})).isEmpty();
            mailbox.send(old); // as if its answer had been written and the file not taken away
        }
        var refused = new ArrayList<ControlAnswered>();
        run().read(event -> {
            if (event instanceof ControlAnswered answered) {
                refused.add(answered);
            }
        });
        assertThat(refused)
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.request()).isEqualTo(old);
                    assertThat(((Refused) event.answer()).refusal()).isEqualTo(Refusal.LEFT_BEHIND);
                });
    }

    private Run run() {
        return Run.open(runs.resolve("fox"));
    }

    @Test
    void manyWhoAskWhileARunEndsGetAnAnswerEach() throws InterruptedException {
        Trainer trainer = Toys.trainer().steps(2000).runs(runs, "fox");
        try (Training training = trainer.prepare(train)) {
            var exchanges = new ArrayList<Exchange>();
            Thread asker =
                    Thread.ofPlatform()
                            .start(() -> {
                                while (!training.isOver()) {
                                    exchanges.add(
                                            training.conversation("test")
                                                    .ask(new Control.Scale(LEARNING_RATE, 1)));
                                    LockSupport.parkNanos(300_000);
                                }
                            });
            training.run();
            asker.join();
            var ids = new HashSet<String>();
            run().read(event -> {
                if (event instanceof ControlAnswered answered) {
                    assertThat(ids.add(answered.request().id())).isTrue();
                }
            });
            int gone = 0;
            for (Exchange exchange : exchanges) {
                switch (exchange.await(LONG)) {
                    case Reply.Answered(ControlAnswered event) ->
                            assertThat(ids.contains(event.request().id())).isTrue();
                    case Reply.Gone _, Reply.Away _ -> {
                        gone++;
                        assertThat(ids.contains(exchange.request().id())).isFalse();
                    }
                    case Reply.Late _, Reply.Misread _ ->
                            throw new AssertionError("no answer: " + exchange.request());
                }
            }
            assertThat(ids).hasSize(exchanges.size() - gone);
        }
    }
}
