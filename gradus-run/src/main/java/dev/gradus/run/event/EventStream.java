package dev.gradus.run.event;

import dev.gradus.run.event.EventQueue.Overflow;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Carries events from the loop to its listeners. Each listener has a thread and a bounded queue of
 * its own, so that a hanging reader or a failing listener delays neither training nor the other
 * listeners, and never throws into the loop.
 *
 * <p>When a watcher is so slow that its queue is full (about 32,000 events), steps are dropped for
 * that watcher and counted; the last part of the queue is kept for the other events. A keeper, such
 * as the run's log, misses nothing: when its queue is full, the publisher waits, and a note says so
 * the first time. Steps and epochs are passed on within a tenth of a second, other events at once.
 * Publishing a step allocates nothing. Each listener receives the events of a thread in their
 * order; events that two threads publish at the same time, such as a step and a checkpoint, may
 * reach two listeners in different orders.
 */
public final class EventStream implements AutoCloseable {
    /** How long {@link #close} waits for a listener that does not finish. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private final List<EventQueue> keepers;
    private final List<EventQueue> queues;
    private final Consumer<String> warn;
    private final Duration patience;
    private final AtomicBoolean slowed = new AtomicBoolean();
    private final AtomicBoolean closed = new AtomicBoolean();

    EventStream(
            List<? extends TrainingListener> keepers,
            List<? extends TrainingListener> watchers,
            Consumer<String> warn,
            Duration patience) {
        this.warn = warn;
        this.patience = patience;
        this.keepers = queues(keepers, Overflow.WAIT, warn).toList();
        this.queues =
                Stream.concat(this.keepers.stream(), queues(watchers, Overflow.DROP, warn))
                        .toList();
    }

    private static Stream<EventQueue> queues(
            List<? extends TrainingListener> listeners, Overflow overflow, Consumer<String> warn) {
        return listeners.stream().map(each -> new EventQueue(each, overflow, warn));
    }

    /**
     * Starts a stream to watchers.
     *
     * @param watchers the listeners; each must be safe to call on another thread
     * @param warn receives one sentence for each listener that fails, is too slow or does not end;
     *     called on any thread
     * @return the stream, to be closed when the run ends
     */
    public static EventStream to(List<? extends TrainingListener> watchers, Consumer<String> warn) {
        return to(List.of(), watchers, warn);
    }

    /**
     * Starts a stream.
     *
     * @param keepers listeners that must receive every event, and may slow training down for that
     * @param watchers listeners that may miss events if they are slow
     * @param warn receives one sentence for each listener that fails, is too slow or does not end;
     *     called on any thread
     * @return the stream, to be closed when the run ends
     */
    public static EventStream to(
            List<? extends TrainingListener> keepers,
            List<? extends TrainingListener> watchers,
            Consumer<String> warn) {
        return new EventStream(keepers, watchers, warn, PATIENCE);
    }

    /**
     * Publishes a step.
     *
     * @param record its numbers, copied before this returns
     */
    public void step(StepRecord record) {
        for (int i = 0; i < queues.size(); i++) {
            if (queues.get(i).add(record)) {
                slowedBy(queues.get(i), record.toEvent().step() + 1);
            }
        }
    }

    /**
     * Publishes any event.
     *
     * @param event what happened
     */
    public void publish(TrainingEvent event) {
        for (EventQueue queue : queues) {
            if (queue.add(event)) {
                slowedBy(queue, event.step());
            }
        }
    }

    private void slowedBy(EventQueue queue, long step) {
        if (slowed.compareAndSet(false, true)) {
            publish(
                    new TrainingEvent.Note(
                            step,
                            TrainingEvent.Level.WARNING,
                            "training is faster than %s can process events, and sometimes waits for it; no event is lost"
                                    .formatted(queue.listener().name())));
        }
    }

    /**
     * Waits until the keepers have received all events published so far and made them survive a
     * crash, but no longer than ten seconds for one that hangs.
     */
    public void secure() {
        try {
            for (EventQueue queue : keepers) {
                queue.secure(patience);
            }
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Counts what slow listeners missed.
     *
     * @return the number of events dropped so far, over all listeners
     */
    public long dropped() {
        return queues.stream().mapToLong(EventQueue::dropped).sum();
    }

    /**
     * Counts what a listener has not received.
     *
     * @param listener one of those the stream was started with
     * @return the number of events that were dropped or still wait
     */
    public long missedBy(TrainingListener listener) {
        return queues.stream()
                .filter(queue -> queue.listener().equals(listener))
                .mapToLong(EventQueue::missed)
                .sum();
    }

    /**
     * Delivers the pending events, but waits no longer than ten seconds for a listener that hangs,
     * or for a watcher.
     */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        for (EventQueue queue : queues) {
            queue.close(patience).ifPresent(warn);
        }
    }
}
