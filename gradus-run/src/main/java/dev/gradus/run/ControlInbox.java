package dev.gradus.run;

import dev.gradus.run.TrainingEvent.ControlApplied;
import dev.gradus.run.TrainingEvent.ControlRejected;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Where the trainer finds control requests, from this process and, through a {@link Mailbox}, from
 * others. The mailbox is watched on a thread of its own, so {@link #poll} touches no disk and
 * allocates nothing when nothing waits.
 *
 * <p>A request is given out once, however often it is sent. As a listener the inbox takes a request
 * out of the mailbox when it has become an event.
 */
public final class ControlInbox implements TrainingListener, AutoCloseable {
    private static final Duration INTERVAL = Duration.ofMillis(100);

    private final Optional<Mailbox> mailbox;
    private final Consumer<String> warn;
    private final LinkedBlockingQueue<ControlRequest> queue = new LinkedBlockingQueue<>();
    private final ConcurrentLinkedQueue<RejectedFile> rejected = new ConcurrentLinkedQueue<>();
    private final Set<String> known = new HashSet<>();
    private final Thread thread;
    private volatile boolean closed;
    private boolean failing;

    private ControlInbox(Optional<Mailbox> mailbox, Consumer<String> warn) {
        this.mailbox = mailbox;
        this.warn = warn;
        this.thread = Thread.ofPlatform().daemon().name("gradus-control").unstarted(this::watch);
    }

    /** Opens an inbox for requests of this process alone. */
    public static ControlInbox local() {
        return new ControlInbox(Optional.empty(), _ -> {});
    }

    /**
     * Opens the inbox. Requests that an earlier process left behind are dropped with a warning:
     * what they meant has passed. A mailbox that cannot be read stops nothing: it is told of, and
     * looked into again.
     *
     * @param mailbox where other processes send requests
     * @param warn receives a sentence for what goes wrong; called on any thread
     * @return the inbox, to be closed
     */
    public static ControlInbox open(Mailbox mailbox, Consumer<String> warn) {
        var inbox = new ControlInbox(Optional.of(mailbox), warn);
        inbox.guarded(() -> {
            for (ControlRequest old : mailbox.waiting(inbox::reject)) {
                warn.accept(
                        "'"
                                + ControlText.of(old.control())
                                + "' ("
                                + old.by()
                                + ") was sent too early or too late; send it again");
                inbox.known.add(old.id());
                mailbox.remove(old);
            }
        });
        inbox.thread.start();
        return inbox;
    }

    private void reject(RejectedFile file) {
        warn.accept(
                "%s was no control request and was set aside: %s"
                        .formatted(file.file(), file.reason()));
        rejected.add(file);
    }

    /**
     * Takes the next file that was no request, to be put on record.
     *
     * @return the file, or empty
     */
    public Optional<RejectedFile> pollRejected() {
        return Optional.ofNullable(rejected.poll());
    }

    /**
     * Puts a request of this process in.
     *
     * @param request what is asked; passed over when a request with its id was put in before
     */
    public void put(ControlRequest request) {
        synchronized (known) {
            if (known.add(request.id())) {
                queue.add(request);
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

    @Override
    public void on(TrainingEvent event) {
        if (event instanceof ControlApplied applied) {
            taken(applied.request());
        } else if (event instanceof ControlRejected rejected) {
            taken(rejected.request());
        }
    }

    private void taken(ControlRequest request) {
        mailbox.ifPresent(box -> box.remove(request));
    }

    @Override
    public String name() {
        return "control";
    }

    /** Stops watching the mailbox. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }

    private void watch() {
        while (!closed) {
            guarded(() -> mailbox.ifPresent(box -> box.waiting(this::reject).forEach(this::put)));
            try {
                Thread.sleep(INTERVAL);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** A mailbox that fails is told of once, until it works again. */
    private void guarded(Runnable look) {
        try {
            look.run();
            failing = false;
        } catch (RuntimeException e) {
            if (!failing && !closed) {
                warn.accept("no control requests arrive: " + e.getMessage());
            }
            failing = true;
        }
    }
}
