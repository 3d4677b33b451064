package dev.gradus.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.run.TrainingEvent.ControlApplied;
import dev.gradus.run.TrainingEvent.ControlRejected;
import dev.gradus.testing.Allocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailboxTest {
    private static final Duration LONG = Duration.ofSeconds(10);
    private static final Duration SHORT = Duration.ofMillis(400);

    @TempDir Path folder;
    private Mailbox mailbox;
    private final List<String> warnings = Collections.synchronizedList(new ArrayList<>());

    @BeforeEach
    void open() {
        mailbox = new Mailbox(folder.resolve("control"));
    }

    private static ControlRequest request(String id, int second) {
        return new ControlRequest(
                id, "test", Examples.AT.plusSeconds(second), new Control.CoolDown("2ep"));
    }

    @Test
    void requestsWaitInTheOrderTheyWereAskedAndAreWholeFiles() throws IOException {
        mailbox.send(request("a", 2));
        mailbox.send(request("b", 1));
        mailbox.send(request("b", 1));
        Files.writeString(mailbox.folder().resolve("half.tmp"), "{\"comm");

        assertThat(mailbox.waiting(warnings::add))
                .containsExactly(request("b", 1), request("a", 2));
        mailbox.remove(request("b", 1));
        mailbox.remove(request("b", 1));
        assertThat(mailbox.waiting(warnings::add)).containsExactly(request("a", 2));
        assertThat(warnings).isEmpty();
    }

    @Test
    void aFileThatIsNoRequestIsToldOfAndTakenAway() throws IOException {
        mailbox.send(request("a", 2));
        Files.writeString(mailbox.folder().resolve("000-x.json"), "{\"id\":\"x\",\"by\":\"me\"}");

        assertThat(mailbox.waiting(warnings::add)).containsExactly(request("a", 2));
        assertThat(warnings)
                .containsExactly("a control request was not understood: 000-x.json has no \"at\"");
        assertThat(mailbox.waiting(warnings::add)).hasSize(1);
        assertThat(warnings).hasSize(1);
    }

    @Test
    void aRequestSentFromElsewhereArrivesOnceHoweverOftenItIsSent() {
        try (ControlInbox inbox = ControlInbox.open(mailbox, warnings::add)) {
            assertThat(inbox.poll()).isEmpty();
            mailbox.send(request("a", 1));
            assertThat(inbox.await(LONG)).contains(request("a", 1));
            mailbox.send(request("a", 1));
            inbox.put(request("a", 1));
            assertThat(inbox.await(SHORT)).isEmpty();
        }
    }

    @Test
    void aRequestLeavesTheMailboxWhenItHasBecomeAnEvent() {
        try (ControlInbox inbox = ControlInbox.open(mailbox, warnings::add)) {
            mailbox.send(request("a", 1));
            mailbox.send(request("b", 2));
            assertThat(inbox.await(LONG)).isPresent();
            assertThat(inbox.await(LONG)).isPresent();
            assertThat(mailbox.waiting(warnings::add)).hasSize(2);
            inbox.on(new ControlApplied(7, 7, request("a", 1)));
            inbox.on(new ControlRejected(7, request("b", 2), "no"));
        }

        assertThat(mailbox.waiting(warnings::add)).isEmpty();
    }

    @Test
    void whatAnEarlierProcessLeftIsDroppedAloud() {
        mailbox.send(request("a", 1));
        try (ControlInbox inbox = ControlInbox.open(mailbox, warnings::add)) {
            assertThat(inbox.await(SHORT)).isEmpty();
        }

        assertThat(warnings)
                .containsExactly(
                        "'coolDown 2ep' (test) was sent too early or too late; send it again");
        assertThat(mailbox.waiting(warnings::add)).isEmpty();
    }

    @Test
    void askingWhenNothingWaitsAllocatesNothing() {
        try (ControlInbox inbox = ControlInbox.open(mailbox, warnings::add)) {
            assertThat(Allocation.of(inbox::poll)).as("bytes a question").isZero();
            assertThat(inbox.poll()).isEmpty();
        }
    }
}
