package dev.gradus.run.conversation;

import dev.gradus.run.control.Control;
import dev.gradus.run.control.ControlRequest;
import dev.gradus.run.control.ControlText;
import dev.gradus.run.conversation.Conversation.Exchange;
import dev.gradus.run.conversation.Conversation.Reply;
import dev.gradus.run.event.Answer;
import dev.gradus.run.event.TrainingEvent;
import dev.gradus.run.event.TrainingEvent.ControlAnswered;
import dev.gradus.run.event.TrainingEvent.RunEnded;
import dev.gradus.run.event.TrainingListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where the trainer finds control requests, from this process and, through a {@link Mailbox}, from
 * others. The mailbox is watched on a thread of its own, so {@link #poll} does not access the disk
 * and allocates nothing if nothing is pending.
 *
 * <p>A request is delivered once, however often it is sent: requests with the same id are one
 * request. As a listener, the inbox passes answers to those who wait for them in this process, and
 * removes a request from the mailbox when it is answered.
 */
public final class ControlInbox implements TrainingListener, AutoCloseable {
    private static final Duration INTERVAL = Duration.ofMillis(100);

    private final @Nullable Mailbox mailbox;
    private final Consumer<String> warn;
    private final LinkedBlockingQueue<ControlRequest> queue = new LinkedBlockingQueue<>();
    private final ConcurrentLinkedQueue<RejectedFile> rejected = new ConcurrentLinkedQueue<>();
    private final List<ControlRequest> leftBehind = new ArrayList<>();
    private final Thread thread;

    /** Not an interruption, which would fail whatever the thread reads just then. */
    private final CountDownLatch closed = new CountDownLatch(1);

    private boolean failing;

    /** What follows is guarded by {@code lock}. */
    private final Object lock = new Object();

    /** The requests, by id. */
    private final Map<String, Control> known = new HashMap<>();

    /** The ids of answered requests. */
    private final Set<String> answered = new HashSet<>();

    /** Those who wait in this process, by the request's id. */
    private final Map<String, CompletableFuture<Reply>> waiting = new HashMap<>();

    private final CompletableFuture<Reply> end = new CompletableFuture<>();
    private boolean sealed;

    private ControlInbox(@Nullable Mailbox mailbox, Consumer<String> warn) {
        this.mailbox = mailbox;
        this.warn = warn;
        this.thread = Thread.ofPlatform().daemon().name("gradus-control").unstarted(this::watch);
    }

    /**
     * Opens an inbox for requests of this process alone.
     *
     * @param warn receives a sentence for what goes wrong; called on any thread
     * @return the inbox
     */
    public static ControlInbox local(Consumer<String> warn) {
        return new ControlInbox(null, warn);
    }

    /**
     * Opens the inbox of a process that has just got the right to write the run: requests that wait
     * now were sent to an earlier one, and are not delivered, because they are out of date. Those
     * sent from now on are delivered once it {@linkplain #begin begins}. A mailbox that cannot be
     * read does not stop the run: it is reported, and read again later.
     *
     * @param mailbox where other processes send requests
     * @param warn receives a sentence for what goes wrong; called on any thread
     * @return the inbox, to be closed
     */
    public static ControlInbox open(Mailbox mailbox, Consumer<String> warn) {
        var inbox = new ControlInbox(mailbox, warn);
        inbox.guarded(() -> mailbox.waiting(inbox::reject).forEach(inbox::leftBehind));
        return inbox;
    }

    private void leftBehind(ControlRequest old) {
        synchronized (lock) {
            if (known.putIfAbsent(old.id(), old.control()) == null) {
                leftBehind.add(old);
            }
        }
    }

    /**
     * Begins to deliver requests, and warns of those that an earlier process left behind. That
     * process may have died after its answer and before it removed the request.
     *
     * @param answered the ids of requests that are answered on the run's record
     */
    public void begin(Set<String> answered) {
        synchronized (lock) {
            this.answered.addAll(answered);
            leftBehind.removeIf(old -> answered.contains(old.id()));
        }
        for (ControlRequest old : leftBehind) {
            warn.accept(
                    "'%s' (%s) was sent to an earlier process of this run; send it again"
                            .formatted(ControlText.of(old.control()), old.by()));
        }
        thread.start();
    }

    /** {@return the requests that an earlier process left behind, to be refused} */
    public List<ControlRequest> leftBehind() {
        return List.copyOf(leftBehind);
    }

    private void reject(RejectedFile file) {
        warn.accept(
                "%s is not a control request and was moved aside: %s"
                        .formatted(file.file(), file.reason()));
        rejected.add(file);
    }

    /**
     * Returns the next file that was not a request, to be recorded.
     *
     * @return the file, or empty
     */
    public Optional<RejectedFile> pollRejected() {
        return Optional.ofNullable(rejected.poll());
    }

    /**
     * Adds a request of this process.
     *
     * @param request what is requested; it is not delivered again if one with its id was added
     *     before
     * @return where its answer arrives
     */
    Exchange put(ControlRequest request) {
        return new InProcess(request, reply(request), end);
    }

    /** Adds a request of this process whose answer nobody waits for: a refusal is warned of. */
    void tell(ControlRequest request) {
        CompletableFuture<Void> _ =
                reply(request)
                        .thenAccept(reply ->
                                refusal(reply).ifPresent(reason -> warnOf(request, reason)));
    }

    private void warnOf(ControlRequest request, String refusal) {
        warn.accept(
                "'%s' (%s) was refused: %s"
                        .formatted(ControlText.of(request.control()), request.by(), refusal));
    }

    private static Optional<String> refusal(Reply reply) {
        return switch (reply) {
            case Reply.Answered(var event)
                    when event.answer() instanceof Answer.Refused(_, String reason) ->
                    Optional.of(reason);
            case Reply.Gone _ -> Optional.of("the run has ended");
            case Reply.Answered _, Reply.Misread _, Reply.Away _, Reply.Late _ -> Optional.empty();
        };
    }

    /** Adds a request, and returns the reply that it will get. */
    private CompletableFuture<Reply> reply(ControlRequest request) {
        synchronized (lock) {
            if (sealed) {
                return end;
            }
            if (known.putIfAbsent(request.id(), request.control()) == null) {
                queue.add(request);
            }
            return waiting.computeIfAbsent(request.id(), _ -> new CompletableFuture<>());
        }
    }

    /** Adds a request from the mailbox. */
    private void arrived(Mailbox box, ControlRequest request) {
        synchronized (lock) {
            Control before = known.putIfAbsent(request.id(), request.control());
            if (before == null && !sealed) {
                queue.add(request);
            } else if (before != null && !before.equals(request.control())) {
                reject(
                        box.setAside(
                                request,
                                "its id is that of another request, '%s'; each request needs an id of its own"
                                        .formatted(ControlText.of(before))));
            } else if (answered.contains(request.id())) {
                box.remove(request);
            }
        }
    }

    /**
     * Takes the next request without waiting.
     *
     * @return the oldest request, or empty
     */
    public Optional<ControlRequest> poll() {
        return Optional.ofNullable(queue.poll());
    }

    /**
     * Waits for the next request, as a paused run does.
     *
     * @param patience how long at most
     * @return the oldest request, or empty when none came or the thread was interrupted
     */
    public Optional<ControlRequest> await(Duration patience) {
        try {
            return Optional.ofNullable(queue.poll(patience.toNanos(), TimeUnit.NANOSECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /**
     * Accepts no further requests, because the run has ended. Later requests are refused.
     *
     * @return the requests that were not delivered, to be refused
     */
    public List<ControlRequest> seal() {
        if (mailbox != null) {
            guarded(this::look);
        }
        synchronized (lock) {
            sealed = true;
            var rest = new ArrayList<ControlRequest>();
            queue.drainTo(rest);
            return rest;
        }
    }

    @Override
    public void on(TrainingEvent event) {
        if (event instanceof ControlAnswered answer) {
            answered(answer);
        } else if (event instanceof RunEnded ended) {
            over(Optional.of(ended));
        }
    }

    private void answered(ControlAnswered answer) {
        ControlRequest request = answer.request();
        CompletableFuture<Reply> reply;
        synchronized (lock) {
            answered.add(request.id());
            reply = waiting.remove(request.id());
        }
        if (reply != null) {
            reply.complete(new Reply.Answered(answer));
        }
        if (mailbox != null) {
            mailbox.remove(request);
        }
    }

    private void over(Optional<RunEnded> ended) {
        var gone = new Reply.Gone(ended);
        List<CompletableFuture<Reply>> left;
        synchronized (lock) {
            sealed = true;
            left = List.copyOf(waiting.values());
            waiting.clear();
        }
        left.forEach(reply -> reply.complete(gone));
        end.complete(gone);
    }

    @Override
    public String name() {
        return "control";
    }

    /**
     * Stops watching the mailbox; those who still wait for an answer learn that there will be none.
     */
    @Override
    public void close() {
        closed.countDown();
        over(Optional.empty());
    }

    private void watch() {
        try {
            do {
                guarded(this::look);
            } while (!closed.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException end) {
            return;
        }
    }

    private void look() {
        if (mailbox != null) {
            for (ControlRequest request : mailbox.waiting(this::reject)) {
                arrived(mailbox, request);
            }
        }
    }

    /** A failing mailbox is reported once, until it works again. */
    private synchronized void guarded(Runnable look) {
        try {
            look.run();
            failing = false;
        } catch (RuntimeException | Error e) { // an error would end the thread without a word
            if (!failing && closed.getCount() > 0) {
                warn.accept("no control requests arrive: " + e.getMessage());
            }
            failing = true;
        }
    }

    /** A pending request of this process. */
    private record InProcess(
            ControlRequest request, CompletableFuture<Reply> reply, CompletableFuture<Reply> end)
            implements Exchange {
        @Override
        public Reply await(Duration patience) throws InterruptedException {
            return Conversation.within(patience, reply);
        }

        @Override
        public Reply awaitEnd(Duration patience) throws InterruptedException {
            return Conversation.within(patience, end);
        }
    }
}
