package dev.gradus.run.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.number.Text;
import dev.gradus.run.Examples;
import dev.gradus.run.Run;
import dev.gradus.run.RunLock;
import dev.gradus.run.Runs;
import dev.gradus.run.control.Control;
import dev.gradus.run.control.ControlRequest;
import dev.gradus.run.conversation.Conversation.Exchange;
import dev.gradus.run.conversation.Conversation.Reply;
import dev.gradus.run.event.Answer;
import dev.gradus.run.event.EventLog;
import dev.gradus.run.event.LogTail;
import dev.gradus.run.event.Refusal;
import dev.gradus.run.event.TrainingEvent;
import dev.gradus.run.event.TrainingEvent.Activity;
import dev.gradus.run.event.TrainingEvent.ControlAnswered;
import dev.gradus.run.event.TrainingEvent.FileRejected;
import dev.gradus.run.event.TrainingEvent.RunEnded;
import dev.gradus.run.json.Configuration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ConversationTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final InstantSource CLOCK = InstantSource.system();
    private static final RunEnded END = (RunEnded) Examples.events().getLast();

    @TempDir Path folder;
    private Run run;

    @BeforeEach
    void create() {
        run = new Runs(folder).create("fox", Configuration.EMPTY, CLOCK);
    }

    private Exchange ask(Control control) {
        return Conversation.with(run, "test", CLOCK).ask(control);
    }

    private static ControlAnswered answer(ControlRequest request, Answer answer) {
        return new ControlAnswered(7, 7, request, answer, Activity.PAUSED);
    }

    /** Answers what comes through the run's folder, as a run does. */
    private final class Answering implements AutoCloseable {
        private final RunLock lock = run.lock();
        private final EventLog log = EventLog.append(run.events());
        private final ControlInbox inbox =
                ControlInbox.open(new Mailbox(run.mailbox(), CLOCK), _ -> {});

        Answering() {
            inbox.begin(Set.of());
        }

        void say(TrainingEvent event) {
            log.on(event);
            log.caughtUp();
            inbox.on(event);
        }

        ControlRequest next() {
            return inbox.await(LONG).orElseThrow();
        }

        @Override
        public void close() {
            inbox.close();
            log.close();
            lock.close();
        }
    }

    @Test
    void theAnswerWithTheRequestsIdIsTheReply() throws Exception {
        try (var answering = new Answering()) {
            Exchange exchange = ask(new Control.Pause());
            ControlRequest request = answering.next();
            assertThat(request).isEqualTo(exchange.request());
            assertThat(request.by()).isEqualTo("test");
            answering.say(Examples.step(6, 1));
            answering.say(Examples.answered(6, new Control.Pause()));
            assertThat(exchange.await(SHORT)).isEqualTo(new Reply.Late());
            ControlAnswered answer = answer(request, new Answer.Paused());
            answering.say(answer);

            assertThat(exchange.await(LONG)).isEqualTo(new Reply.Answered(answer));
            assertThat(exchange.await(Duration.ZERO)).isEqualTo(new Reply.Answered(answer));
            assertThat(exchange.awaitEnd(SHORT)).isEqualTo(new Reply.Late());
        }
    }

    /** What is written before the request was sent is not even looked at: here it is no JSON. */
    @Test
    void theRecordIsNotReadFromItsBeginning() throws Exception {
        Files.writeString(run.events(), "rubbish\n".repeat(100_000));
        Path events = run.events();
        try (var answering = new Answering()) {
            Exchange exchange = ask(new Control.Validate());
            byte[] before = Files.readAllBytes(events);
            java.util.Arrays.fill(before, 0, before.length - 1, (byte) '\n');
            Files.write(events, before, StandardOpenOption.WRITE);
            ControlAnswered answer =
                    answer(answering.next(), new Answer.Validated(java.util.Map.of("loss", 0.5)));
            answering.say(answer);

            assertThat(exchange.await(LONG)).isEqualTo(new Reply.Answered(answer));
        }
    }

    @Test
    void aTornLineAtTheEndIsNotTakenForAnAnswer() throws IOException {
        Path events = run.events();
        Files.writeString(events, "one\ntwo\nthr");
        assertThat(LogTail.end(events)).isEqualTo(8);
        assertThat(LogTail.lastLine(events)).isEqualTo(4);
        Files.writeString(events, "thr");
        assertThat(LogTail.end(events)).isZero();
        assertThat(LogTail.lastLine(events)).isZero();
        assertThat(LogTail.end(folder.resolve("missing"))).isZero();
        Files.writeString(events, "a\n" + "b".repeat(200_000) + "\n");
        assertThat(LogTail.end(events)).isEqualTo(200_003);
        assertThat(LogTail.lastLine(events)).isEqualTo(2);
    }

    @Test
    void aRunThatHasEndedIsNotAskedAndItsEndIsTold() throws Exception {
        assertThat(run.end()).isEmpty();
        try (var answering = new Answering()) {
            answering.say(Examples.step(89, 1));
            answering.say(END);
            assertThat(run.end()).as("while it is written").contains(END);
        }
        Exchange exchange = ask(new Control.Pause());

        assertThat(exchange.await(LONG)).isEqualTo(new Reply.Gone(Optional.of(END)));
        assertThat(exchange.awaitEnd(LONG)).isEqualTo(new Reply.Gone(Optional.of(END)));
        assertThat(new Mailbox(run.mailbox(), CLOCK).waiting(_ -> {})).isEmpty();
    }

    @Test
    void aRunThatEndsBeforeItAnswersIsGoneAndTheRequestIsWithdrawn() throws Exception {
        Exchange ended;
        try (var answering = new Answering()) {
            ended = ask(new Control.Pause());
            answering.say(END);
        }
        assertThat(ended.await(LONG)).isEqualTo(new Reply.Gone(Optional.of(END)));
        Exchange killed;
        try (var answering = new Answering()) {
            killed = ask(new Control.Pause());
            answering.say(Examples.step(3, 1));
        }
        assertThat(killed.await(LONG)).isEqualTo(new Reply.Gone(Optional.empty()));
        assertThat(new Mailbox(run.mailbox(), CLOCK).waiting(_ -> {})).isEmpty();
    }

    @Test
    void aRunWhoseFolderIsRenamedIsNotTakenForOneThatWasKilled() throws Exception {
        try (var answering = new Answering()) {
            Exchange exchange = ask(new Control.Pause());
            assertThat(answering.next()).isEqualTo(exchange.request());
            Files.move(run.folder(), run.folder().resolveSibling("renamed"));

            assertThat(exchange.await(LONG)).isEqualTo(new Reply.Away());
            assertThat(exchange.awaitEnd(LONG)).isEqualTo(new Reply.Away());
        }
    }

    /** A process that is about to end still draws the run. */
    @Test
    void aRequestThatComesBetweenTheLastEventAndTheEndOfTheProcessIsToldHowTheRunEnded()
            throws Exception {
        Exchange exchange;
        try (var answering = new Answering()) {
            answering.say(END);
            exchange = ask(new Control.Pause());
            assertThat(exchange.await(SHORT)).isEqualTo(new Reply.Late());
        }
        assertThat(exchange.await(LONG)).isEqualTo(new Reply.Gone(Optional.of(END)));
    }

    @Test
    void aRequestThatTheRunCouldNotReadIsNamed() throws Exception {
        try (var answering = new Answering()) {
            Exchange exchange = ask(new Control.Pause());
            String file =
                    Text.of(
                            "control/rejected/%015d-%s.json",
                            exchange.request().at().toEpochMilli(), exchange.request().id());
            answering.say(new FileRejected(3, "control/rejected/1-other.json", "no"));
            answering.say(new FileRejected(3, file, "unknown control 'fly'"));

            assertThat(exchange.await(LONG)).isEqualTo(new Reply.Misread("unknown control 'fly'"));
        }
    }

    @Test
    void withinAProcessTheReplyIsTheSame() throws Exception {
        try (ControlInbox inbox = ControlInbox.local(_ -> {})) {
            Conversation conversation = Conversation.with(inbox, "test", CLOCK);
            Exchange first = conversation.ask(new Control.Pause());
            Exchange second = conversation.ask(new Control.Resume());
            ControlRequest request = inbox.await(LONG).orElseThrow();
            assertThat(first.await(SHORT)).isEqualTo(new Reply.Late());
            ControlAnswered answer = answer(request, new Answer.Paused());
            inbox.on(answer);
            assertThat(first.await(LONG)).isEqualTo(new Reply.Answered(answer));
            assertThat(inbox.seal()).containsExactly(second.request());
            Exchange late = conversation.ask(new Control.Stop());
            assertThat(late.await(SHORT)).isEqualTo(new Reply.Late());
            inbox.on(END);
            for (Exchange each : List.of(second, late)) {
                assertThat(each.await(LONG)).isEqualTo(new Reply.Gone(Optional.of(END)));
                assertThat(each.awaitEnd(LONG)).isEqualTo(new Reply.Gone(Optional.of(END)));
            }
        }
    }

    @Test
    void aRefusalThatNobodyWaitsForIsWarnedOf() throws Exception {
        List<String> warnings = new ArrayList<>();
        try (ControlInbox inbox = ControlInbox.local(warnings::add)) {
            Conversation conversation = Conversation.with(inbox, "test", CLOCK);
            conversation.tell(new Control.Pause());
            inbox.on(answer(inbox.await(LONG).orElseThrow(), new Answer.Paused()));
            conversation.tell(new Control.Validate());
            var refused = new Answer.Refused(Refusal.NO_VALIDATION, "there is no validation part");
            inbox.on(answer(inbox.await(LONG).orElseThrow(), refused));
            conversation.ask(new Control.Validate());
            inbox.on(answer(inbox.await(LONG).orElseThrow(), refused));
            inbox.on(END);
            conversation.tell(new Control.Stop());
        }
        assertThat(warnings)
                .containsExactly(
                        "'validate' (test) was refused: there is no validation part",
                        "'stop' (test) was refused: the run has ended");
    }

    @Test
    void closingAnInboxLeavesNobodyWaiting() throws Exception {
        Exchange exchange;
        try (ControlInbox inbox = ControlInbox.local(_ -> {})) {
            exchange = Conversation.with(inbox, "test", CLOCK).ask(new Control.Pause());
        }
        assertThat(exchange.await(LONG)).isEqualTo(new Reply.Gone(Optional.empty()));
    }

    @Test
    void manyWhoAskAtOnceGetAnAnswerEachAndEachItsOwn() throws Exception {
        int askers = 12;
        var ids = ConcurrentHashMap.<String>newKeySet();
        try (var answering = new Answering()) {
            List<Thread> threads =
                    IntStream.range(0, askers)
                            .mapToObj(i ->
                                    Thread.ofVirtual().start(() -> askAndCompare("asker" + i, ids)))
                            .toList();
            var seen = new HashSet<String>();
            while (seen.size() < askers) {
                ControlRequest request = answering.next();
                assertThat(seen.add(request.id())).isTrue();
                answering.say(answer(request, new Answer.Refused(Refusal.VALUE, request.by())));
            }
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(ids).isEqualTo(seen);
        }
    }

    private void askAndCompare(String by, Set<String> ids) {
        try {
            Exchange exchange = Conversation.with(run, by, CLOCK).ask(new Control.Checkpoint());
            if (exchange.await(LONG) instanceof Reply.Answered(ControlAnswered event)
                    && event.answer() instanceof Answer.Refused(var _, String reason)
                    && reason.equals(by)) {
                ids.add(event.request().id());
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }
}
