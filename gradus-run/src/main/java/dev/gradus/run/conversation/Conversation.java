package dev.gradus.run.conversation;

import dev.gradus.run.Run;
import dev.gradus.run.RunLock;
import dev.gradus.run.control.Control;
import dev.gradus.run.control.ControlRequest;
import dev.gradus.run.event.EventReader;
import dev.gradus.run.event.TrainingEvent;
import dev.gradus.run.event.TrainingEvent.CheckpointWritten;
import dev.gradus.run.event.TrainingEvent.ControlAnswered;
import dev.gradus.run.event.TrainingEvent.EpochCompleted;
import dev.gradus.run.event.TrainingEvent.FileRejected;
import dev.gradus.run.event.TrainingEvent.Note;
import dev.gradus.run.event.TrainingEvent.PlanChanged;
import dev.gradus.run.event.TrainingEvent.RunEnded;
import dev.gradus.run.event.TrainingEvent.RunResumed;
import dev.gradus.run.event.TrainingEvent.RunStarted;
import dev.gradus.run.event.TrainingEvent.StepCompleted;
import dev.gradus.run.event.TrainingEvent.UpdatesMeasured;
import dev.gradus.run.json.RunException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests to a run and receives its answers, from the run's own process or from another one:
 *
 * <pre>{@code
 * var conversation = Conversation.with(run, "studio", InstantSource.system());
 * switch (conversation.ask(new Control.Validate()).await(Duration.ofSeconds(10))) {
 *     case Reply.Answered(var event) -> show(event.answer());
 *     case Reply.Misread(var reason) -> complain(reason);
 *     case Reply.Gone(var end) -> sayThatTheRunIsOver(end);
 *     case Reply.Away() -> sayThatItsFolderIsElsewhere();
 *     case Reply.Late() -> sayThatItIsBusy();
 * }
 * }</pre>
 *
 * <p>Each request gets an id of its own, by which its answer is recognized; earlier parts of the
 * record are not read. Safe to use from several threads.
 */
public final class Conversation {
    private final Function<ControlRequest, Exchange> route;
    private final Consumer<ControlRequest> oneWay;
    private final String by;
    private final InstantSource clock;

    private Conversation(
            Function<ControlRequest, Exchange> route,
            Consumer<ControlRequest> oneWay,
            String by,
            InstantSource clock) {
        this.route = route;
        this.oneWay = oneWay;
        this.by = by;
        this.clock = clock;
    }

    /**
     * {@return a conversation with a run of any process, through its folder}
     *
     * @param run the run
     * @param by the sender: {@code gradus control}, {@code studio}, a user's name …
     * @param clock tells when it is sent
     */
    public static Conversation with(Run run, String by, InstantSource clock) {
        Function<ControlRequest, Exchange> letter = request -> new Letter(run, request, clock);
        return new Conversation(
                letter,
                request -> {
                    Exchange _ = letter.apply(request);
                },
                by,
                clock);
    }

    /**
     * {@return a conversation with a run of this process}
     *
     * @param inbox where the run finds its requests
     * @param by the sender: {@code terminal}, a user's name …
     * @param clock tells when it is sent
     */
    public static Conversation with(ControlInbox inbox, String by, InstantSource clock) {
        return new Conversation(inbox::put, inbox::tell, by, clock);
    }

    /**
     * Sends a request.
     *
     * @param control what is requested
     * @return where its answer arrives
     * @throws RunException if the request cannot be sent
     */
    public Exchange ask(Control control) {
        return route.apply(request(control));
    }

    /**
     * Sends a request whose answer nobody waits for. A run of this process warns if it is refused.
     *
     * @param control what is requested
     * @throws RunException if the request cannot be sent
     */
    public void tell(Control control) {
        oneWay.accept(request(control));
    }

    private ControlRequest request(Control control) {
        return new ControlRequest(UUID.randomUUID().toString(), by, clock.instant(), control);
    }

    /** A request that was sent. */
    public interface Exchange {
        /** {@return the request} */
        ControlRequest request();

        /**
         * Waits for the answer.
         *
         * @param patience how long at most
         * @return the reply
         * @throws InterruptedException if the waiting thread is interrupted
         * @throws RunException if the record of the run cannot be read
         */
        Reply await(Duration patience) throws InterruptedException;

        /**
         * Waits until the run has ended.
         *
         * @param patience how long at most
         * @throws InterruptedException if the waiting thread is interrupted
         * @return {@link Reply.Gone} or {@link Reply.Away}, or {@link Reply.Late} if the run
         *     continues
         * @throws RunException if the record of the run cannot be read
         */
        Reply awaitEnd(Duration patience) throws InterruptedException;
    }

    /** The outcome of a request. */
    public sealed interface Reply {
        /**
         * The answer.
         *
         * @param event the answer, with what the run does next
         */
        record Answered(ControlAnswered event) implements Reply {}

        /**
         * The run could not read the request, because it is trained by another version of Gradus.
         *
         * @param reason why
         */
        record Misread(String reason) implements Reply {}

        /**
         * The run is not being trained, and has not answered; the request is withdrawn.
         *
         * @param end how the run ended; empty if that is not on record
         */
        record Gone(Optional<RunEnded> end) implements Reply {}

        /**
         * The run's folder was renamed, moved away or removed before the answer came; the record in
         * it says what the run did.
         */
        record Away() implements Reply {}

        /** There was no answer in time; the run is alive, and it may still come. */
        record Late() implements Reply {}
    }

    static Reply within(Duration patience, CompletableFuture<Reply> reply)
            throws InterruptedException {
        try {
            return reply.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            return new Reply.Late();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** A request that goes through the run's folder. */
    private static final class Letter implements Exchange {
        private static final Duration LOOK = Duration.ofMillis(50);

        private final Run run;
        private final ControlRequest request;
        private final Mailbox mailbox;
        private final EventReader reader;
        private @Nullable Reply reply;
        private @Nullable RunEnded end;

        Letter(Run run, ControlRequest request, InstantSource clock) {
            this.run = run;
            this.request = request;
            this.mailbox = new Mailbox(run.mailbox(), clock);
            this.reader = EventReader.ofWhatFollows(run.events());
            if (mayBeLive()) {
                mailbox.send(request);
            } else {
                reply = new Reply.Gone(run.end());
            }
        }

        @Override
        public ControlRequest request() {
            return request;
        }

        @Override
        public synchronized Reply await(Duration patience) throws InterruptedException {
            for (long looks = patience.dividedBy(LOOK); reply == null; looks--) {
                boolean live = mayBeLive(); // before reading, so as not to miss the last events
                read();
                if (reply == null && !live) {
                    reply = over();
                }
                if (reply == null && looks <= 0) {
                    return new Reply.Late();
                }
                if (reply == null) {
                    Thread.sleep(LOOK);
                }
            }
            return reply;
        }

        @Override
        public synchronized Reply awaitEnd(Duration patience) throws InterruptedException {
            for (long looks = patience.dividedBy(LOOK); looks >= 0; looks--) {
                boolean live = mayBeLive();
                read();
                if (!live) {
                    return over();
                }
                Thread.sleep(LOOK);
            }
            return new Reply.Late();
        }

        private Reply over() {
            if (!run.hasConfiguration()) {
                return new Reply.Away();
            }
            mailbox.remove(request);
            return new Reply.Gone(Optional.ofNullable(end).or(run::end));
        }

        /** Where nobody can tell, the run may answer; if it does not, the answer is late. */
        private boolean mayBeLive() {
            return run.lockState() != RunLock.State.FREE;
        }

        /** A line that cannot be read is not an answer; readers of the record hear of it. */
        private void read() {
            reader.read(this::take, _ -> {});
        }

        private void take(TrainingEvent event) {
            switch (event) {
                case ControlAnswered answered when answered.request().id().equals(request.id()) ->
                        reply = new Reply.Answered(answered);
                case FileRejected file when file.file().endsWith(Mailbox.rejectedName(request)) ->
                        reply = new Reply.Misread(file.reason());
                case RunEnded ended -> end = ended;
                case ControlAnswered _,
                        FileRejected _,
                        RunStarted _,
                        RunResumed _,
                        PlanChanged _,
                        StepCompleted _,
                        UpdatesMeasured _,
                        EpochCompleted _,
                        CheckpointWritten _,
                        Note _ -> {}
            }
        }
    }
}
