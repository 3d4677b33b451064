package dev.gradus.run.event;

import dev.gradus.number.Text;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One listener's thread and its bounded ring buffer. Adding takes a short lock and allocates
 * nothing, except where the ring has to grow. When it may grow no more and is full, events are
 * dropped or the caller waits, depending on the listener.
 */
final class EventQueue {
    /** The number of events that may wait: 3 MB, half a minute of a thousand steps a second. */
    static final int CAPACITY = 1 << 15;

    /** The number there is room for at first: a start would wait for 3 MB of zeros per listener. */
    static final int FIRST_CAPACITY = 1 << 10;

    /** Steps leave this much of the ring free for the rarer, more important events. */
    static final int RESERVED = 1 << 10;

    /**
     * Steps and epochs that follow others sooner than this are batched; other events are passed on
     * at once.
     */
    private static final long GATHER_NANOS = 100_000_000;

    /** What happens when the ring is full. */
    enum Overflow {
        /** Events are dropped and counted. */
        DROP,
        /** The caller waits until half the ring is free. */
        WAIT
    }

    /** How often a waiting thread checks that the listener's thread is alive. */
    private static final long LOOK_MILLIS = 1000;

    private final TrainingListener listener;
    private final Overflow overflow;
    private final Consumer<String> warn;
    private final Thread thread;
    private volatile EventRing ring = new EventRing(FIRST_CAPACITY);
    private long head;
    private long tail;
    private long dropped;
    private long toSecure;
    private long secured;
    private long gatherUntil = System.nanoTime();
    private boolean urgent;
    private boolean closed;
    private boolean released;
    private boolean failed;

    EventQueue(TrainingListener listener, Overflow overflow, Consumer<String> warn) {
        this.listener = listener;
        this.overflow = overflow;
        this.warn = warn;
        this.thread =
                Thread.ofPlatform()
                        .daemon()
                        .name("gradus-" + listener.name())
                        .unstarted(this::deliver);
        thread.start();
    }

    TrainingListener listener() {
        return listener;
    }

    /** Returns whether it had to wait for room. */
    synchronized boolean add(StepRecord record) {
        boolean full = tail - head >= CAPACITY - RESERVED;
        if (released || (full && !madeRoom())) {
            dropped++;
            return false;
        }
        roomy().put(tail++, record);
        added();
        return full;
    }

    /** Returns whether it had to wait for room. */
    synchronized boolean add(TrainingEvent event) {
        boolean full = tail - head >= CAPACITY;
        if (released || (full && !madeRoom())) {
            dropped++;
            return false;
        }
        roomy().put(tail++, event);
        if (isFrequent(event)) {
            added();
        } else {
            wake();
        }
        return full;
    }

    /**
     * Small networks end thousands of epochs a second: to wake a thread for each would take longer
     * than the steps.
     */
    private static boolean isFrequent(TrainingEvent event) {
        return switch (event) {
            case TrainingEvent.StepCompleted _,
                    TrainingEvent.EpochCompleted _,
                    TrainingEvent.UpdatesMeasured _,
                    TrainingEvent.CheckpointWritten _ ->
                    true;
            default -> false;
        };
    }

    /** Returns the ring, a larger one if it is full. */
    private EventRing roomy() {
        if (tail - head == ring.capacity()) {
            ring = ring.grown(head, tail);
        }
        return ring;
    }

    private void added() {
        if (tail - head == CAPACITY / 2) {
            wake();
        } else if (tail - head == 1) {
            notifyAll();
        }
    }

    /** Waits until half the ring is free, if the policy says so; uninterruptible. */
    private boolean madeRoom() {
        boolean interrupted = false;
        wake();
        while (overflow == Overflow.WAIT && tail - head > CAPACITY / 2 && thread.isAlive()) {
            try {
                wait(LOOK_MILLIS);
            } catch (InterruptedException later) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return tail - head <= CAPACITY / 2;
    }

    synchronized long dropped() {
        return dropped;
    }

    /** Returns how many events the listener has not received. */
    synchronized long missed() {
        return dropped + tail - head;
    }

    /**
     * Waits until everything added so far is delivered and {@linkplain TrainingListener#secure
     * secure}, but no longer than the given time.
     */
    synchronized void secure(Duration patience) throws InterruptedException {
        long wanted = tail;
        toSecure = wanted;
        wake();
        long end = System.nanoTime() + patience.toNanos();
        for (long left = end - System.nanoTime();
                secured < wanted && left > 0 && thread.isAlive();
                left = end - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }

    /**
     * Waits until everything is delivered; returns a sentence if events were missed. A listener
     * that must not miss any is abandoned if it takes no event for the given time, any other after
     * that time in total.
     */
    Optional<String> close(Duration patience) {
        synchronized (this) {
            closed = true;
            wake();
        }
        try {
            long before;
            boolean ended;
            do {
                before = head();
                ended = thread.join(patience);
            } while (!ended && overflow == Overflow.WAIT && head() > before);
            if (ended) {
                releaseRing();
            }
            return complaint(ended);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return complaint(false);
        }
    }

    /** A run is still held when its pictures are drawn, which take memory themselves. */
    private synchronized void releaseRing() {
        released = true;
        ring = new EventRing(0);
    }

    private synchronized Optional<String> complaint(boolean delivered) {
        long missed = dropped + (delivered ? 0 : tail - head);
        return missed == 0
                ? Optional.empty()
                : Optional.of(
                        Text.of(
                                "%s was too slow: it missed %d of %d events",
                                listener.name(), missed, dropped + tail));
    }

    private void wake() {
        urgent = true;
        notifyAll();
    }

    private void deliver() {
        try {
            while (awaitWork()) {
                long end = tail();
                EventRing added = ring; // read after the end, so it holds everything up to there
                for (long next = head(); next < end; next++) {
                    TrainingEvent event = added.get(next);
                    guarded(() -> listener.on(event));
                    release(event);
                }
                guarded(listener::caughtUp);
                secureIfWanted(end);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for events, or for a wish to secure them; returns false once all is done. */
    private synchronized boolean awaitWork() throws InterruptedException {
        while (tail == head && toSecure <= secured && !closed) {
            wait();
        }
        for (long left = left(); !urgent && !closed && left > 0; left = left()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        urgent = false;
        return tail > head || toSecure > secured;
    }

    private void secureIfWanted(long end) {
        if (isToSecure()) {
            guarded(listener::secure);
            secured(end);
        }
    }

    private synchronized boolean isToSecure() {
        return toSecure > secured;
    }

    private synchronized void secured(long end) {
        secured = end;
        notifyAll();
    }

    private synchronized long tail() {
        return tail;
    }

    private long left() {
        return gatherUntil - System.nanoTime();
    }

    private synchronized long head() {
        return head;
    }

    private synchronized void release(TrainingEvent event) {
        ring.clear(head++);
        if (overflow == Overflow.WAIT && tail - head == CAPACITY / 2) {
            notifyAll();
        }
        if (isFrequent(event)) {
            gatherUntil = System.nanoTime() + GATHER_NANOS;
        }
    }

    /** A failing listener is reported once and keeps receiving events. */
    private void guarded(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException | Error e) {
            if (!failed) {
                failed = true;
                warn.accept(listener.name() + ": " + e.getMessage() + "; training continues");
            }
        }
    }
}
