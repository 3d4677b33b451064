package dev.gradus.run.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.run.Examples;
import dev.gradus.run.codec.ControlJson;
import dev.gradus.run.control.Control;
import dev.gradus.run.control.ControlRequest;
import dev.gradus.run.event.Answer;
import dev.gradus.run.event.Refusal;
import dev.gradus.run.event.TrainingEvent.Activity;
import dev.gradus.run.event.TrainingEvent.ControlAnswered;
import dev.gradus.run.json.RunException;
import dev.gradus.testing.Allocation;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MailboxTest {
    private static final Duration LONG = Duration.ofSeconds(10);
    private static final Duration SHORT = Duration.ofMillis(400);

    @TempDir Path folder;
    private Mailbox mailbox;
    private final List<RejectedFile> rejected = new ArrayList<>();
    private final List<String> warnings = Collections.synchronizedList(new ArrayList<>());

    @BeforeEach
    void open() {
        mailbox = new Mailbox(folder.resolve("control"), InstantSource.system());
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

        assertThat(mailbox.waiting(rejected::add))
                .containsExactly(request("b", 1), request("a", 2));
        mailbox.remove(request("b", 1));
        mailbox.remove(request("b", 1));
        assertThat(mailbox.waiting(rejected::add)).containsExactly(request("a", 2));
        assertThat(warnings).isEmpty();
    }

    @Test
    void aFileThatIsNoRequestIsToldOfAndSetAside() throws IOException {
        mailbox.send(request("a", 2));
        Files.writeString(mailbox.folder().resolve("000-x.json"), "{\"id\":\"x\",\"by\":\"me\"}");

        assertThat(mailbox.waiting(rejected::add)).containsExactly(request("a", 2));
        assertThat(rejected)
                .containsExactly(
                        new RejectedFile(
                                "control/rejected/000-x.json", "000-x.json has no \"at\""));
        assertThat(mailbox.folder().resolve("rejected/000-x.json"))
                .hasContent("{\"id\":\"x\",\"by\":\"me\"}");
        assertThat(mailbox.waiting(rejected::add)).hasSize(1);
        assertThat(rejected).hasSize(1);
    }

    /** What may lie in the folder, by name; each must be reported and stop nothing. */
    enum Rubbish {
        NO_UTF8 {
            @Override
            void put(Path file) throws IOException {
                Files.write(file, new byte[] {'{', (byte) 0xff, (byte) 0xfe, '}'});
            }
        },
        EMPTY {
            @Override
            void put(Path file) throws IOException {
                Files.writeString(file, "");
            }
        },
        HALF {
            @Override
            void put(Path file) throws IOException {
                Files.writeString(file, ControlJson.write(request("h", 1)).substring(0, 40));
            }
        },
        NOT_AN_OBJECT {
            @Override
            void put(Path file) throws IOException {
                Files.writeString(file, "[1, 2]");
            }
        },
        DEEP {
            @Override
            void put(Path file) throws IOException {
                Files.writeString(file, "[".repeat(30_000));
            }
        },
        HUGE {
            @Override
            void put(Path file) throws IOException {
                try (var sparse = new RandomAccessFile(file.toFile(), "rw")) {
                    sparse.setLength(1L << 40);
                }
            }
        },
        FOLDER {
            @Override
            void put(Path file) throws IOException {
                Files.createDirectories(file.resolve("in/it"));
            }
        },
        LINK {
            @Override
            void put(Path file) throws IOException {
                Files.createSymbolicLink(file, Path.of("elsewhere"));
            }
        },
        PIPE {
            @Override
            void put(Path file) throws IOException {
                try {
                    new ProcessBuilder("mkfifo", file.toString()).start().waitFor();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
            }
        };

        abstract void put(Path file) throws IOException;
    }

    @ParameterizedTest
    @EnumSource
    void whateverLiesThereIsNamedAndSetAsideAndRequestsStillArrive(Rubbish rubbish)
            throws IOException {
        Files.createDirectories(mailbox.folder());
        rubbish.put(mailbox.folder().resolve("0.json"));
        try (ControlInbox inbox = opened(Set.of())) {
            mailbox.send(request("a", 1));
            assertThat(inbox.await(LONG)).contains(request("a", 1));
            RejectedFile file = inbox.pollRejected().orElseThrow();
            assertThat(file.file()).isEqualTo("control/rejected/0.json");
            rubbish.put(mailbox.folder().resolve("0.json"));
            mailbox.send(request("b", 2));
            assertThat(inbox.await(LONG)).contains(request("b", 2));
            assertThat(inbox.pollRejected())
                    .isPresent()
                    .get()
                    .extracting(RejectedFile::file)
                    .isEqualTo("control/rejected/0.json-2");
        }

        assertThat(warnings)
                .hasSize(2)
                .allMatch(warning ->
                        warning.startsWith("control/rejected/0.json") && warning.contains(": "));
    }

    /** A request under way is a plain file, and only for a moment. */
    @ParameterizedTest
    @EnumSource
    void anUnfinishedRequestIsLeftAloneUnlessItCannotBeOneOrWasGivenUp(Rubbish rubbish)
            throws IOException {
        Files.createDirectories(mailbox.folder());
        Path file = mailbox.folder().resolve("x.tmp");
        rubbish.put(file);
        var rejected = new ArrayList<RejectedFile>();
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            mailbox.waiting(rejected::add);
            assertThat(rejected).isEmpty();
            Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(120)));
        }
        mailbox.waiting(rejected::add);

        assertThat(rejected)
                .containsExactly(
                        new RejectedFile(
                                "control/rejected/x.tmp",
                                "it is not a control request, whose name would end in .json"));
        assertThat(mailbox.waiting(rejected::add)).isEmpty();
        assertThat(rejected).hasSize(1);
    }

    /** It could read none of them, which is no fault of theirs. */
    @Test
    void anInterruptedThreadMovesNoRequestAside() {
        mailbox.send(request("a", 1));
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> mailbox.waiting(rejected::add)).isInstanceOf(RunException.class);
        assertThat(Thread.interrupted()).isTrue();

        assertThat(rejected).isEmpty();
        assertThat(mailbox.waiting(rejected::add)).containsExactly(request("a", 1));
    }

    /** Requests come all the time, also while the inbox reads. */
    @Test
    void anInboxThatIsClosedMovesNoRequestAside() {
        for (int number = 0; number < 200; number++) {
            mailbox.send(request("a" + number, number));
        }
        for (int inboxes = 0; inboxes < 50; inboxes++) {
            ControlInbox inbox = opened(Set.of());
            inbox.await(Duration.ofNanos(inboxes * 50_000L));
            inbox.close();
        }

        assertThat(mailbox.waiting(rejected::add)).hasSize(200);
        assertThat(rejected).isEmpty();
        assertThat(warnings).allMatch(text -> text.contains("was sent to an earlier process"));
    }

    @Test
    void aMailboxThatIsAFileOrALinkIsToldOfAndStopsNothing() throws IOException {
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Files.writeString(elsewhere.resolve("precious.json"), "{}");
        Files.createSymbolicLink(mailbox.folder(), elsewhere);
        try (ControlInbox inbox = opened(Set.of())) {
            inbox.put(request("a", 1));
            assertThat(inbox.poll()).contains(request("a", 1));
            assertThat(inbox.await(SHORT)).isEmpty();
        }

        assertThat(elsewhere.resolve("precious.json")).hasContent("{}");
        assertThatThrownBy(() -> mailbox.send(request("b", 1)))
                .isInstanceOf(RunException.class)
                .hasMessageContaining(mailbox.folder() + " is a symbolic link");
        assertThat(warnings)
                .singleElement()
                .asString()
                .startsWith("no control requests arrive: " + mailbox.folder());
    }

    @Test
    void aRequestSentFromElsewhereArrivesOnceHoweverOftenItIsSent() {
        try (ControlInbox inbox = opened(Set.of())) {
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
        try (ControlInbox inbox = opened(Set.of())) {
            mailbox.send(request("a", 1));
            mailbox.send(request("b", 2));
            assertThat(inbox.await(LONG)).isPresent();
            assertThat(inbox.await(LONG)).isPresent();
            assertThat(mailbox.waiting(rejected::add)).hasSize(2);
            inbox.on(answered(request("a", 1), new Answer.Paused()));
            inbox.on(answered(request("b", 2), new Answer.Refused(Refusal.LENGTH, "no")));
        }

        assertThat(mailbox.waiting(rejected::add)).isEmpty();
    }

    @Test
    void whatAnEarlierProcessLeftIsDroppedAloud() {
        mailbox.send(request("a", 1));
        try (ControlInbox inbox = opened(Set.of())) {
            assertThat(inbox.await(SHORT)).isEmpty();
            assertThat(inbox.leftBehind()).containsExactly(request("a", 1));
            inbox.on(answered(request("a", 1), new Answer.Refused(Refusal.LEFT_BEHIND, "no")));
        }

        assertThat(warnings)
                .containsExactly(
                        "'coolDown 2ep' (test) was sent to an earlier process of this run; send it again");
        assertThat(mailbox.waiting(rejected::add)).isEmpty();
    }

    @Test
    void whatAnEarlierProcessAnsweredAndDidNotTakeAwayIsTakenAwayAndNotAnsweredAgain()
            throws InterruptedException {
        mailbox.send(request("a", 1));
        try (ControlInbox inbox = opened(Set.of("a"))) {
            while (!mailbox.waiting(rejected::add).isEmpty()) {
                Thread.sleep(20);
            }
            assertThat(inbox.leftBehind()).isEmpty();
            assertThat(inbox.await(SHORT)).isEmpty();
        }
        assertThat(warnings).isEmpty();
    }

    @Test
    void anotherRequestWithTheIdOfAKnownOneIsSetAsideAndOneUnderAForeignNameIsTakenAway()
            throws Exception {
        try (ControlInbox inbox = opened(Set.of())) {
            mailbox.send(request("a", 1));
            assertThat(inbox.await(LONG)).contains(request("a", 1));
            var other = new ControlRequest("a", "eve", Examples.AT, new Control.Stop());
            mailbox.send(other);
            while (warnings.isEmpty()) {
                Thread.sleep(20);
            }
            assertThat(inbox.pollRejected().orElseThrow().reason())
                    .isEqualTo(
                            "its id is that of another request, 'coolDown 2ep'; each request needs an id of its own");
            Files.writeString(
                    mailbox.folder().resolve("by-hand.json"), ControlJson.write(request("b", 2)));
            assertThat(inbox.await(LONG)).contains(request("b", 2));
            inbox.on(answered(request("b", 2), new Answer.Paused()));
            assertThat(mailbox.folder().resolve("by-hand.json")).doesNotExist();
            assertThat(inbox.poll()).isEmpty();
        }
    }

    @Test
    void whatIsSentWhileAProcessReadsTheRecordIsForThatProcess() {
        mailbox.send(request("a", 1));
        try (ControlInbox inbox = ControlInbox.open(mailbox, warnings::add)) {
            mailbox.send(request("b", 2));
            inbox.begin(Set.of());

            assertThat(inbox.await(LONG)).contains(request("b", 2));
            assertThat(inbox.leftBehind()).containsExactly(request("a", 1));
            assertThat(inbox.poll()).isEmpty();
        }
        assertThat(warnings)
                .singleElement()
                .asString()
                .startsWith("'coolDown 2ep' (test) was sent");
    }

    private ControlInbox opened(Set<String> answered) {
        ControlInbox inbox = ControlInbox.open(mailbox, warnings::add);
        inbox.begin(answered);
        return inbox;
    }

    private static ControlAnswered answered(ControlRequest request, Answer answer) {
        return new ControlAnswered(7, 7, request, answer, Activity.TRAINING);
    }

    @Test
    void askingWhenNothingWaitsAllocatesNothing() {
        try (ControlInbox inbox = opened(Set.of())) {
            assertThat(Allocation.of(inbox::poll)).as("bytes a question").isZero();
            assertThat(inbox.poll()).isEmpty();
        }
    }
}
